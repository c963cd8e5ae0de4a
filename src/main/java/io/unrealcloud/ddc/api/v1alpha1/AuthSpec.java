package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How clients prove who they are. */
@ApiPart
public record AuthSpec(
        @JsonPropertyDescription("Secret with the token clients send, under the key token. Default: one the operator"
                + " makes once, <name>-ddc-token. A changed token takes effect as pods restart, which the change"
                + " causes.")
        SecretRef tokenSecretRef) {}
