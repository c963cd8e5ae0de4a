package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** How a database is reached, in the same shape for every backend. */
@ApiPart
public record ConnectionStatus(
        @JsonPropertyDescription("keyspaces or scylla.") ConnectionType type,

        @JsonPropertyDescription("Host name.") @Size(max = 253)
        String host,

        @JsonPropertyDescription("CQL port.") Integer port,
        @JsonPropertyDescription("iam or credentials.") AuthType authType,

        @JsonPropertyDescription("The keyspace all Regions share.") @Size(max = Limits.KEYSPACE_NAME_MAX)
        String keyspaceName,

        @JsonPropertyDescription("Whether the shared keyspace is replicated to other Regions.")
        Boolean multiRegion) {}
