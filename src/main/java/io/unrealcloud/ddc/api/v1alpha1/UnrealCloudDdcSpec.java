package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What the studio wants. */
@ApiPart
public record UnrealCloudDdcSpec(
        @JsonPropertyDescription("AWS Region this DDC and its database live in, such as us-east-1. Immutable.")
        @Required
        @Pattern(Limits.REGION)
        @Size(min = 9, max = Limits.REGION_MAX)
        String region,

        @JsonPropertyDescription("DDC's name for this site, unique among all sites that replicate with each other."
                + " Default: the Region. Immutable.")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9_.-]*$")
        @Size(min = 1, max = 63)
        String siteName,

        @JsonPropertyDescription("The EKS cluster DDC runs on. Immutable.") @Required
        ClusterSpec cluster,

        @JsonPropertyDescription("Manage: create, change and heal. Plan: write the steps to status.plan and touch"
                + " nothing, also when the resource is deleted. Default: Manage. Can be changed at any time.")
        @Default("Manage")
        ManagementPolicy managementPolicy,

        @JsonPropertyDescription("What happens to the database when this resource is deleted. Retain leaves it in AWS;"
                + " Delete destroys it and the metadata of every cached object, once deletionConfirmation names"
                + " this resource. Default: Retain. Can be changed at any time, also during deletion.")
        @Default("Retain")
        DeletionPolicy deletionPolicy,

        @JsonPropertyDescription("Second consent for deletionPolicy Delete: the name of this resource, given before or"
                + " after the delete request. Default: empty, no consent.")
        @Pattern("^([a-z]([-a-z0-9]*[a-z0-9])?)?$")
        @Size(max = 52)
        String deletionConfirmation,

        @JsonPropertyDescription("The database for DDC's metadata: Amazon Keyspaces or ScyllaDB; both only while a"
                + " migration is declared.")
        @Required
        DatabaseSpec database,

        @JsonPropertyDescription("Where DDC keeps its blobs.")
        StorageSpec storage,

        @JsonPropertyDescription("The IAM role of DDC's pods. Default: a role made by the operator.")
        IdentitySpec identity) {}
