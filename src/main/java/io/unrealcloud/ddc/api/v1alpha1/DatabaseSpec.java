package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The database for DDC's metadata. */
@ApiPart
public record DatabaseSpec(
        @JsonPropertyDescription("Names of DDC's keyspaces, the same on every backend. Immutable.")
        KeyspaceSpec keyspace,

        @JsonPropertyDescription("Which tables are created. Immutable.")
        SchemaSpec schema,

        @JsonPropertyDescription(
                "Amazon Keyspaces as the database. May be added to or removed from an existing resource"
                        + " only as part of a migration.")
        AmazonKeyspacesSpec amazonKeyspaces,

        @JsonPropertyDescription(
                "ScyllaDB as the database, on EC2 nodes of the operator or a cluster that exists. May be"
                        + " added to or removed from an existing resource only as part of a migration.")
        ScyllaSpec scylla,

        @JsonPropertyDescription("Moves DDC from one backend to the other. Both backends must be given while this is"
                + " present, and only then.")
        MigrationSpec migration,

        @JsonPropertyDescription("Objects in AWS that another owner left and that this resource shall take over.")
        AdoptSpec adopt) {}
