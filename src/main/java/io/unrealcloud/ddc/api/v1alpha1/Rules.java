package io.unrealcloud.ddc.api.v1alpha1;

/**
 * CEL expressions the validation rules share. A field that was never given, taken away or given again counts
 * with the value it has when absent, so that spelling out a default is no change and unsetting is no way
 * around a rule.
 */
final class Rules {
    /** The local keyspace's suffix, wherever it is given; '?' stands for a datacentre name not known here. */
    static final String SUFFIX = "self.database.?keyspace.?localSuffix"
            + ".or(self.database.?scylla.?currentRegion.?keyspaceSuffix)"
            + ".orValue(self.database.?scylla.?keyspaceNamingStrategy.orValue('region_suffix') == 'region_suffix'"
            + " ? 'ddc_' + self.region.replace('-', '_')"
            + " : 'ddc_' + self.database.?scylla.?currentRegion.?datacenterName.orValue('?' + self.region)"
            + ".lowerAscii().replace('-', '_').replace('.', '_'))";

    static final String OLD_SUFFIX = "oldSelf.database.?keyspace.?localSuffix"
            + ".or(oldSelf.database.?scylla.?currentRegion.?keyspaceSuffix)"
            + ".orValue(oldSelf.database.?scylla.?keyspaceNamingStrategy.orValue('region_suffix') == 'region_suffix'"
            + " ? 'ddc_' + oldSelf.region.replace('-', '_')"
            + " : 'ddc_' + oldSelf.database.?scylla.?currentRegion.?datacenterName.orValue('?' + oldSelf.region)"
            + ".lowerAscii().replace('-', '_').replace('.', '_'))";

    static final String NAME = "self.database.?keyspace.?name.orValue('jupiter')";

    /** Peers as seen from the spec, the database and the backend itself. */
    static final String SPEC_KEYSPACES_PEERS = "self.database.?amazonKeyspaces.?peerRegions.orValue([])";

    static final String SPEC_SCYLLA_PEERS = "self.database.?scylla.?peerRegions.orValue({})";
    static final String DB_KEYSPACES_PEERS = "self.?amazonKeyspaces.?peerRegions.orValue([])";
    static final String DB_SCYLLA_PEERS = "self.?scylla.?peerRegions.orValue({})";
    static final String PEERS = "self.?peerRegions.orValue([])";

    /** Partitions of AWS that Amazon Keyspaces does not replicate with (answer of the service, 2026-10). */
    static final String OTHER_PARTITION = "'^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-'";

    private Rules() {}
}
