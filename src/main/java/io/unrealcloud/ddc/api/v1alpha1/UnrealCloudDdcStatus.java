package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the operator found and did. */
@ApiPart
public record UnrealCloudDdcStatus(
        @JsonPropertyDescription("The metadata.generation this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("The conditions, one of each type.") @Size(max = 13)
        List<Condition> conditions,

        @JsonPropertyDescription("URL at which clients reach DDC.") @Size(max = 256)
        String endpoint,

        @JsonPropertyDescription("The database.") DatabaseStatus database,
        @JsonPropertyDescription("The role of DDC's pods.") IdentityStatus identity,
        @JsonPropertyDescription("DDC's pods.") WorkloadStatus workload,

        @JsonPropertyDescription("DDC's garbage collection of refs.")
        GcStatus gc,

        @JsonPropertyDescription("Calls to AWS that were announced and not yet confirmed.") @Size(max = 12)
        List<Intent> intents,

        @JsonPropertyDescription("Objects in AWS whose ids AWS made.") @Size(max = 36)
        List<ManagedResource> resources,

        @JsonPropertyDescription("What the operator would do, under managementPolicy Plan.")
        PlanStatus plan,

        @JsonPropertyDescription("Value of the annotation ddc.unrealcloud.io/reconcile-at that was last acted on.")
        @Size(max = 64)
        String observedReconcileAt,

        @JsonPropertyDescription(
                "The last spec that was found valid, without application, which the ConfigMap <name>-ddc-spec keeps;"
                        + " it goes on being healed while a newer one is not.")
        @PreserveUnknownFields
        JsonNode lastValidSpec,

        @JsonPropertyDescription("The proof that DDC serves.")
        VerificationStatus verification) {}
