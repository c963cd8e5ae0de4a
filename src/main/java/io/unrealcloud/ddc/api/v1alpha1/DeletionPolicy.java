package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the database when the resource is deleted. */
public enum DeletionPolicy {
    /** Leave it in AWS and let go of it. */
    @JsonProperty("Retain")
    RETAIN,
    /** Delete it, once {@code deletionConfirmation} names the resource. */
    @JsonProperty("Delete")
    DELETE
}
