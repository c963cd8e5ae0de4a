package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How DDC's gateway logs in to Amazon Keyspaces. */
public enum KeyspacesCredentialsType {
    /** With the pod's role, SigV4. */
    @JsonProperty("Iam")
    IAM,
    /** With a service-specific user name and password from a Secret. */
    @JsonProperty("ServiceSpecific")
    SERVICE_SPECIFIC
}
