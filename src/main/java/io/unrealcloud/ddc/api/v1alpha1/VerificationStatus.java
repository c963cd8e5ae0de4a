package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The last verification whose outcome differed from the one before. */
@ApiPart
public record VerificationStatus(
        @JsonPropertyDescription("Value of the annotation ddc.unrealcloud.io/verify-at that was last acted on.")
        @Size(max = 64)
        String observedVerifyAt,

        @JsonPropertyDescription("The configuration of the pods that was verified.") @Size(max = 32)
        String configuration) {}
