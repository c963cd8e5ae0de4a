package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The proof that DDC serves: an authenticated PUT and GET. */
@ApiPart
public record VerificationSpec(
        @JsonPropertyDescription(
                "Whether it is made. Without it, Ready stops at pods that are available. Default:" + " true.")
        Boolean enabled) {}
