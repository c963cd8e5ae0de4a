package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.provision.scylla.database.DatabaseOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.database.ProvisionRecord.Repaired;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.Provisioned;
import io.unrealcloud.ddc.schema.Replication.NetworkTopology;
import io.unrealcloud.ddc.schema.SchemaCql;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.live.LiveKeyspace;
import io.unrealcloud.ddc.schema.live.SchemaDiff;
import io.unrealcloud.ddc.schema.live.SchemaDifference;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingColumn;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingIndex;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingTable;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingType;
import io.unrealcloud.ddc.schema.live.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans one keyspace and everything in it. */
final class SchemaPlanner {

    private final DesiredDatabase desired;
    private final ScyllaCluster nodes;
    private final DatabaseFacts facts;
    private final ClusterFacts cluster;
    private final DesiredKeyspace keyspace;
    private final List<Step<DatabaseOperation>> steps = new ArrayList<>();

    SchemaPlanner(
            DesiredDatabase desired,
            ScyllaCluster nodes,
            DatabaseFacts facts,
            ClusterFacts cluster,
            DesiredKeyspace keyspace) {
        this.desired = desired;
        this.nodes = nodes;
        this.facts = facts;
        this.cluster = cluster;
        this.keyspace = keyspace;
    }

    /**
     * The table that carries the {@link ProvisionRecord}, and is made before any other: as long as it is not there, no
     * DDC of this Region has written a row.
     */
    static TableDefinition anchor(DesiredDatabase desired) {
        return desired.local().schema().tables().get(0);
    }

    /** Everything that differs in a keyspace from what is wanted; of one that is not there, everything is missing. */
    static List<SchemaDifference> differences(ClusterFacts cluster, DesiredKeyspace keyspace) {
        SchemaCql cql = new SchemaCql(cluster.version().dialect(), true);
        return SchemaDiff.between(
                cql.live(keyspace.schema()),
                cluster.schema()
                        .keyspace(keyspace.name())
                        .orElseGet(() -> new LiveKeyspace(keyspace.name(), false, List.of(), List.of())));
    }

    /** Whether something in the keyspace is to be altered, other than added to it. */
    static boolean alters(DesiredDatabase desired, ClusterFacts cluster, DesiredKeyspace keyspace) {
        return cluster.schema().keyspace(keyspace.name()).isPresent()
                && differences(cluster, keyspace).stream()
                        .anyMatch(difference -> difference instanceof MissingIndex
                                || difference instanceof MissingColumn && difference.severity() == Severity.MENDABLE);
    }

    List<Step<DatabaseOperation>> plan() {
        Optional<String> stranger = cluster.record()
                .filter(record -> record.heldByOther(desired.owner()))
                .map(ProvisionRecord::owner);
        if (stranger.isPresent()) {
            add(StepIds.keyspace(keyspace.name()), Set.of(), foreign(stranger.get()));
            return steps;
        }
        KeyspaceState state = cluster.keyspaces().get(keyspace.name());
        if (state == null) {
            add(StepIds.keyspace(keyspace.name()), ready(), absent());
        } else {
            placed(state);
        }
        cluster.record()
                .filter(record -> record.owner().equals(ProvisionRecord.RELEASED))
                .filter(record -> keyspace.role() == KeyspaceRole.LOCAL)
                .ifPresent(record -> add(
                        StepIds.owned(keyspace.name()),
                        inKeyspace(),
                        new DatabaseOperation.WriteRecord(
                                keyspace.name(), anchor(desired).name(), record.ownedBy(desired.owner()))));
        List<SchemaDifference> differences = differences(cluster, keyspace);
        int number = 0;
        for (SchemaDifference difference : differences) {
            if (difference.severity() == Severity.INCOMPATIBLE) {
                number++;
                add(StepIds.difference(keyspace.name(), number), Set.of(), differs(difference));
            } else if (difference.severity() == Severity.MENDABLE) {
                mend(difference);
            }
        }
        return steps;
    }

    private DatabaseOperation absent() {
        if (lost(Optional.empty())) {
            return dataLost("keyspace " + keyspace.name());
        }
        return keyspace.managed()
                ? new DatabaseOperation.CreateKeyspace(keyspace.name(), new NetworkTopology(initialFactors()))
                : waitsForPrimary("Keyspace " + keyspace.name());
    }

    /**
     * Of a cluster the operator runs only this data centre's copies: the others' operators add theirs when their nodes
     * are there. Of another one all that are there, since nobody adds any later.
     */
    private SortedMap<String, Integer> initialFactors() {
        String here = cluster.dataCenter();
        if (desired.ownNodes()) {
            return new TreeMap<>(Map.of(here, initialFactor()));
        }
        if (keyspace.role() == KeyspaceRole.LOCAL) {
            return desired.backend().localFactors(here);
        }
        SortedMap<String, Integer> factors = new TreeMap<>(desired.backend().replicatedFactors(here));
        factors.keySet().retainAll(cluster.dataCenters());
        return factors;
    }

    /** More copies than nodes would leave no quorum; the rest come when their nodes do, see {@link ReplicationPlanner}. */
    private int initialFactor() {
        int wanted = desired.backend().replicationFactor();
        int there = nodes.nodes().size();
        return desired.ownNodes() && there > 0 ? Math.min(wanted, there) : wanted;
    }

    /** The operator moves no rows in a cluster it does not own, so it changes no replication there. */
    private void placed(KeyspaceState state) {
        if (desired.ownNodes()) {
            return;
        }
        SortedMap<String, Integer> wanted = initialFactors();
        if (!state.topology()
                || wanted.entrySet().stream().anyMatch(entry -> state.factor(entry.getKey()) < entry.getValue())) {
            SchemaCql cql = new SchemaCql(cluster.version().dialect(), true);
            SortedMap<String, Integer> all = new TreeMap<>(state.factors());
            wanted.forEach((dataCenter, factor) -> all.merge(dataCenter, factor, Math::max));
            add(
                    StepIds.replication(keyspace.name()),
                    Set.of(),
                    new Stop(
                            "replication of keyspace " + keyspace.name(),
                            Reason.SettingsDiffer,
                            ("Keyspace %s has fewer copies than the resource asks for, and the operator cannot move"
                                            + " rows in a cluster it does not own. Raise each factor by one at a time, with"
                                            + " nodetool repair on every node after each, until: %s;")
                                    .formatted(
                                            keyspace.name(),
                                            cql.alterReplication(
                                                    CqlIdentifier.of(keyspace.name()), new NetworkTopology(all)))));
        }
    }

    private void mend(SchemaDifference difference) {
        switch (difference) {
            case MissingType missing ->
                add(
                        StepIds.type(keyspace.name(), missing.expected().name()),
                        inKeyspace(),
                        managed(
                                "Type " + keyspace.name() + "."
                                        + missing.expected().name(),
                                new DatabaseOperation.CreateType(keyspace.name(), missing.expected())));
            case MissingTable missing -> table(missing.expected());
            case MissingColumn missing ->
                add(
                        StepIds.column(
                                keyspace.name(),
                                missing.table(),
                                missing.expected().name()),
                        afterTypes(),
                        managed(
                                "Column " + missing.expected().name() + " of table " + keyspace.name() + "."
                                        + missing.table(),
                                new DatabaseOperation.AddColumn(keyspace.name(), missing.table(), missing.expected())));
            case MissingIndex missing ->
                add(
                        StepIds.index(keyspace.name(), missing.expected().name()),
                        afterTypes(),
                        managed(
                                "Index " + keyspace.name() + "."
                                        + missing.expected().name(),
                                new DatabaseOperation.CreateIndex(
                                        keyspace.name(), missing.table(), missing.expected())));
            default ->
                throw new IllegalStateException(
                        "Nothing mends this in ScyllaDB, though it can be mended: " + difference.message());
        }
    }

    private void table(TableDefinition table) {
        String id = StepIds.table(keyspace.name(), table.name());
        if (cluster.keyspaces().containsKey(keyspace.name()) && lost(Optional.of(table.name()))) {
            add(id, Set.of(), dataLost("table " + keyspace.name() + "." + table.name()));
            return;
        }
        boolean anchor = keyspace.role() == KeyspaceRole.LOCAL
                && table.name().equals(anchor(desired).name());
        Set<String> needs = new HashSet<>(afterTypes());
        if (anchor) {
            desired.keyspaces().stream()
                    .filter(DesiredKeyspace::managed)
                    .map(DesiredKeyspace::name)
                    .map(StepIds::keyspace)
                    .forEach(needs::add);
        } else {
            needs.add(StepIds.table(desired.local().name(), anchor(desired).name()));
        }
        add(
                id,
                needs,
                managed(
                        "Table " + keyspace.name() + "." + table.name(),
                        new DatabaseOperation.CreateTable(
                                keyspace.name(), table, anchor ? Optional.of(firstRecord()) : Optional.empty())));
        table.indexes()
                .forEach(index -> add(
                        StepIds.index(keyspace.name(), index.name()),
                        Set.of(id, StepIds.SCHEMA_CHANGES),
                        managed(
                                "Index " + keyspace.name() + "." + index.name(),
                                new DatabaseOperation.CreateIndex(keyspace.name(), table.name(), index))));
    }

    /** Rows of a keyspace without tables are where they belong; of any other nothing is known. */
    private ProvisionRecord firstRecord() {
        ProvisionRecord record = new ProvisionRecord(ProvisionRecord.owner(desired.owner()), new TreeMap<>());
        for (DesiredKeyspace each : desired.keyspaces()) {
            KeyspaceState state = cluster.keyspaces().get(each.name());
            boolean empty = cluster.schema()
                    .keyspace(each.name())
                    .map(live -> live.tables().isEmpty())
                    .orElse(true);
            if (empty && (state != null || each.managed())) {
                int factor = state == null ? initialFactor() : state.factor(cluster.dataCenter());
                record = record.with(each.name(), new Repaired(factor, 0));
            }
        }
        return record;
    }

    /** What Regions share is made in the primary one. */
    private DatabaseOperation managed(String what, DatabaseOperation operation) {
        return keyspace.managed() ? operation : waitsForPrimary(what);
    }

    private DatabaseOperation waitsForPrimary(String what) {
        return new DatabaseOperation.Await(
                "keyspace " + keyspace.name(),
                new Waiting(
                        Reason.WaitingForPrimaryRegion,
                        "%s is shared with other Regions: the resource in %s makes it."
                                .formatted(what, desired.backend().primaryRegion())));
    }

    private boolean lost(Optional<CqlIdentifier> table) {
        return !desired.lossAcknowledged()
                && Stream.concat(
                                desired.remembered().stream(),
                                facts.secret().flatMap(secret -> secret.tag(Tags.PROVISIONED)).stream())
                        .anyMatch(evidence -> Provisioned.holds(evidence, keyspace.role(), table));
    }

    private DatabaseOperation dataLost(String what) {
        return new Stop(
                what,
                Reason.DataLost,
                ("The %s existed and is gone, although its cluster answers. The operator does not make it again empty."
                                + " Restore it from a snapshot, or, to go on with an empty one, set"
                                + " spec.database.scylla.acknowledgeDataLoss: %s.")
                        .formatted(what, desired.backend().clusterName()));
    }

    private DatabaseOperation differs(SchemaDifference difference) {
        return new Stop(
                "schema of keyspace " + keyspace.name(),
                Reason.SchemaDiffers,
                difference.message()
                        + " Adding does not mend it: choose another keyspace name, or convert the table by hand.");
    }

    private DatabaseOperation foreign(String owner) {
        return new Stop(
                "keyspace " + keyspace.name(),
                Reason.AdoptionRequired,
                ("The keyspaces of this Region in this cluster belong to another resource, %s. Choose another"
                                + " spec.database.keyspace name or suffix, or delete that resource first.")
                        .formatted(owner));
    }

    private static Set<String> ready() {
        return Set.of(StepIds.ENTERED, StepIds.DATACENTER, StepIds.GRANTS, StepIds.SCHEMA_CHANGES);
    }

    private Set<String> inKeyspace() {
        Set<String> needs = new HashSet<>(ready());
        needs.add(StepIds.keyspace(keyspace.name()));
        return needs;
    }

    private Set<String> afterTypes() {
        Set<String> needs = inKeyspace();
        keyspace.schema().types().forEach(type -> needs.add(StepIds.type(keyspace.name(), type.name())));
        return needs;
    }

    private void add(String id, Set<String> needs, DatabaseOperation operation) {
        steps.add(new Step<>(id, needs, operation));
    }
}
