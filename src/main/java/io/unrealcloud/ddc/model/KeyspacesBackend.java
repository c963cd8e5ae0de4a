package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.model.OperatorSettings.Endpoint;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Amazon Keyspaces, with every default filled in.
 *
 * @param region the Region of this resource
 * @param names names of the keyspaces
 * @param profile name of the schema profile
 * @param regions all Regions of the replicated keyspace, this one included, sorted; empty for one Region
 * @param primaryRegion the Region whose resource creates and changes what the Regions share; this Region when there
 *     is only one
 * @param tables settings every table has
 * @param endpoint where CQL is served
 * @param adopt names of keyspaces that may be taken over from another owner
 * @param acknowledgedLosses {@code keyspace} or {@code keyspace.table} that may be made again empty
 */
public record KeyspacesBackend(
        String region,
        KeyspaceNames names,
        String profile,
        List<String> regions,
        String primaryRegion,
        TableOptions tables,
        Endpoint endpoint,
        Set<String> adopt,
        Set<String> acknowledgedLosses)
        implements DatabaseBackend {

    /** The one profile that has a global keyspace. */
    private static final String TERRAFORM_MODULE = "TerraformModule";

    public KeyspacesBackend {
        regions = List.copyOf(regions);
        adopt = Set.copyOf(adopt);
        acknowledgedLosses = Set.copyOf(acknowledgedLosses);
    }

    public boolean multiRegion() {
        return !regions.isEmpty();
    }

    /** Whether this resource creates and changes the keyspaces that Regions share. */
    public boolean primary() {
        return primaryRegion.equals(region);
    }

    /** Whether the profile has tables that all Regions share outside DDC's own keyspace. */
    private boolean globalKeyspace() {
        return multiRegion() && profile.equals(TERRAFORM_MODULE);
    }

    /** Names of the keyspaces that all Regions share; empty with one Region. */
    public List<String> sharedKeyspaces() {
        if (!multiRegion()) {
            return List.of();
        }
        return globalKeyspace() ? List.of(names.replicated(), names.global()) : List.of(names.replicated());
    }

    @Override
    public Binding binding() {
        return new Binding(
                Binding.Type.KEYSPACES,
                endpoint.host(),
                endpoint.port(),
                Binding.Auth.IAM,
                globalKeyspace() ? names.global() : names.local(),
                multiRegion());
    }

    /**
     * Settings of every table.
     *
     * @param kmsKeyArn the customer's key; empty for a key AWS owns
     */
    public record TableOptions(
            Throughput throughput,
            Optional<Scaling> scaling,
            Optional<Warm> warm,
            boolean pointInTimeRecovery,
            Optional<String> kmsKeyArn) {}

    /** How throughput is paid for. */
    public sealed interface Throughput {
        record OnDemand() implements Throughput {}

        /** Units per second, for each table. */
        record Provisioned(long readUnits, long writeUnits) implements Throughput {}
    }

    /** Auto scaling of provisioned units; a side that is absent does not scale. */
    public record Scaling(Optional<Range> read, Optional<Range> write) {}

    /** @param targetPercent share of provisioned units in use that scaling aims at */
    public record Range(long min, long max, int targetPercent) {}

    /** Throughput to be ready for at once, units per second. */
    public record Warm(long readUnits, long writeUnits) {}
}
