package io.unrealcloud.ddc.api.v1alpha1;

/**
 * CEL expressions the validation rules share. A field that was never given, taken away or given again counts
 * with the value it has when absent, so that spelling out a default is no change and unsetting is no way
 * around a rule. They are spelled with {@code has()} rather than with optionals, whose cost the API server
 * cannot estimate.
 */
final class Rules {
    /** {@code database.keyspace.name}, seen from the spec. */
    static final String NAME = "(has(self.database.keyspace) ? self.database.keyspace.name : 'jupiter')";

    /** Length of {@code database.keyspace.name}, seen from the database. */
    static final String NAME_LENGTH = "(has(self.keyspace) ? size(self.keyspace.name) : 7)";

    /** The local keyspace's suffix, wherever it is given; '?' stands for a datacentre name not known here. */
    static final String SUFFIX = "(has(self.database.keyspace) && has(self.database.keyspace.localSuffix)"
            + " ? self.database.keyspace.localSuffix"
            + " : has(self.database.scylla) && has(self.database.scylla.currentRegion)"
            + " && has(self.database.scylla.currentRegion.keyspaceSuffix)"
            + " ? self.database.scylla.currentRegion.keyspaceSuffix"
            + " : has(self.database.scylla) && self.database.scylla.keyspaceNamingStrategy == 'datacenter_suffix'"
            + " ? 'ddc_' + (has(self.database.scylla.currentRegion)"
            + " && has(self.database.scylla.currentRegion.datacenterName)"
            + " ? self.database.scylla.currentRegion.datacenterName : '?' + self.region)"
            + ".lowerAscii().replace('-', '_').replace('.', '_')"
            + " : 'ddc_' + self.region.replace('-', '_'))";

    static final String OLD_SUFFIX = "(has(oldSelf.database.keyspace) && has(oldSelf.database.keyspace.localSuffix)"
            + " ? oldSelf.database.keyspace.localSuffix"
            + " : has(oldSelf.database.scylla) && has(oldSelf.database.scylla.currentRegion)"
            + " && has(oldSelf.database.scylla.currentRegion.keyspaceSuffix)"
            + " ? oldSelf.database.scylla.currentRegion.keyspaceSuffix"
            + " : has(oldSelf.database.scylla)"
            + " && oldSelf.database.scylla.keyspaceNamingStrategy == 'datacenter_suffix'"
            + " ? 'ddc_' + (has(oldSelf.database.scylla.currentRegion)"
            + " && has(oldSelf.database.scylla.currentRegion.datacenterName)"
            + " ? oldSelf.database.scylla.currentRegion.datacenterName : '?' + oldSelf.region)"
            + ".lowerAscii().replace('-', '_').replace('.', '_')"
            + " : 'ddc_' + oldSelf.region.replace('-', '_'))";

    /** Whether there are peers, seen from the backend itself, the database and the spec. */
    static final String PEERS = "(has(self.peerRegions) && size(self.peerRegions) > 0)";

    static final String KEYSPACES_PEERS =
            "(has(self.amazonKeyspaces.peerRegions)" + " && size(self.amazonKeyspaces.peerRegions) > 0)";
    static final String SCYLLA_PEERS = "(has(self.scylla.peerRegions) && size(self.scylla.peerRegions) > 0)";
    static final String SPEC_KEYSPACES_PEERS = "(has(self.database.amazonKeyspaces)"
            + " && has(self.database.amazonKeyspaces.peerRegions)"
            + " && size(self.database.amazonKeyspaces.peerRegions) > 0)";
    static final String SPEC_SCYLLA_PEERS = "(has(self.database.scylla) && has(self.database.scylla.peerRegions)"
            + " && size(self.database.scylla.peerRegions) > 0)";

    static final String NOT_TERRAFORM = "(!has(self.schema) || self.schema.profile != 'TerraformModule')";

    /** Partitions of AWS that Amazon Keyspaces does not replicate with (answer of the service, 2026-10). */
    static final String OTHER_PARTITION = "'^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-'";

    private Rules() {}
}
