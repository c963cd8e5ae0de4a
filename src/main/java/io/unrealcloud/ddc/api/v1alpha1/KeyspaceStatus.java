package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One keyspace. */
@ApiPart
public record KeyspaceStatus(
        @JsonPropertyDescription("Its name.") @Required @Size(max = Limits.KEYSPACE_NAME_MAX)
        String name,

        @JsonPropertyDescription("replicated: shared by all Regions. local: this Region's own. global: shared, of the"
                + " TerraformModule profile.")
        KeyspaceKind kind,

        @JsonPropertyDescription("Its state, such as ACTIVE.") @Size(max = 16)
        String status,

        @JsonPropertyDescription("Its replicas, where it has several Regions.") @Size(max = Limits.PEERS_MAX + 1)
        List<KeyspaceRegionStatus> regions) {}
