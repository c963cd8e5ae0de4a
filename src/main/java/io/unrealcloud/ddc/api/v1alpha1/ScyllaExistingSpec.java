package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A Scylla cluster the operator does not own. */
@ApiPart
public record ScyllaExistingSpec(
        @JsonPropertyDescription("Host names or addresses of nodes in this Region, for first contact. Can be changed;"
                + " pods restart.")
        @Required
        @Size(min = 1, max = 6)
        List<@Pattern("^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$") @Size(min = 1, max = 128) String> contactPoints,

        @JsonPropertyDescription("Secret with the keys username and password. Default: no login.")
        SecretRef credentialsSecretRef) {}
