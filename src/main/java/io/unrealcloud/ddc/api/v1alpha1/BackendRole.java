package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a backend is for at the moment. */
public enum BackendRole {
    /** DDC uses it. */
    @JsonProperty("Active")
    ACTIVE,
    /** A migration is preparing it; DDC does not use it yet. */
    @JsonProperty("Target")
    TARGET,
    /** A migration moved DDC off it; it is kept until the migration is ended. */
    @JsonProperty("Source")
    SOURCE
}
