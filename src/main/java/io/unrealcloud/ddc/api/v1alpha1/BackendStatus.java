package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One backend of the resource. */
@ApiPart
public record BackendStatus(
        @JsonPropertyDescription("AmazonKeyspaces or Scylla.") @Required
        BackendType type,

        @JsonPropertyDescription("Active: DDC uses it. Target: a migration prepares it. Source: a migration left it.")
        BackendRole role,

        @JsonPropertyDescription("How it is reached.") ConnectionStatus connection,

        @JsonPropertyDescription("Its keyspaces.") @Size(max = 3)
        List<KeyspaceStatus> keyspaces,

        @JsonPropertyDescription("Its tables.") TablesStatus tables,

        @JsonPropertyDescription("Its nodes, where it has any.")
        NodesStatus nodes,

        @JsonPropertyDescription(
                "What has once been there in full: profile, version and layout of the schema. What of it is missing"
                        + " later was lost.")
        @Size(max = 64)
        String provisioned) {}
