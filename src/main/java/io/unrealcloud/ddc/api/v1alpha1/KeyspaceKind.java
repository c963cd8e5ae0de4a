package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a keyspace is for. */
public enum KeyspaceKind {
    /** Shared by all Regions. */
    @JsonProperty("replicated")
    REPLICATED,
    /** This Region's own. */
    @JsonProperty("local")
    LOCAL,
    /** The shared keyspace of the {@code TerraformModule} profile. */
    @JsonProperty("global")
    GLOBAL
}
