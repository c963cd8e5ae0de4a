package io.unrealcloud.ddc.aws.iam;

import java.util.List;

/** An OIDC identity provider of the account. @param clientIds the audiences it accepts */
public record OidcProvider(String arn, List<String> clientIds) {
    public OidcProvider {
        clientIds = List.copyOf(clientIds);
    }
}
