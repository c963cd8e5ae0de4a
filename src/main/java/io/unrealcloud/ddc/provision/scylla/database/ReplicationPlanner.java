package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend.Peer;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.provision.scylla.database.DatabaseOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.database.DatabaseOperation.WriteRecord;
import io.unrealcloud.ddc.provision.scylla.database.ProvisionRecord.Repaired;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.Replication.NetworkTopology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans the copies each keyspace has in this data centre, of a cluster whose nodes the operator runs. The factor goes
 * one up or down at a time; after every step up the rows are brought to where it says, on every node, before the next.
 * How far that is, is in the {@link ProvisionRecord}: a factor above the one recorded has not been repaired yet, whoever
 * raised it and however often the operator died since.
 */
final class ReplicationPlanner {

    private final DesiredDatabase desired;
    private final ClusterFacts cluster;
    private final ScyllaCluster nodes;
    private final List<Step<DatabaseOperation>> steps = new ArrayList<>();

    ReplicationPlanner(DesiredDatabase desired, ClusterFacts cluster, ScyllaCluster nodes) {
        this.desired = desired;
        this.cluster = cluster;
        this.nodes = nodes;
    }

    List<Step<DatabaseOperation>> plan() {
        boolean anchored = cluster.schema()
                .keyspace(desired.local().name())
                .flatMap(live -> live.table(SchemaPlanner.anchor(desired).name()))
                .isPresent();
        boolean foreign = cluster.record()
                .filter(record -> !record.owner().equals(ProvisionRecord.owner(desired.owner())))
                .isPresent();
        if (!anchored || foreign) {
            return List.of();
        }
        if (cluster.record().isEmpty()) {
            ProvisionRecord unknown = new ProvisionRecord(ProvisionRecord.owner(desired.owner()), new TreeMap<>());
            add(desired.local().name(), write(unknown));
            return steps;
        }
        wanted().forEach((keyspace, factor) -> {
            KeyspaceState state = cluster.keyspaces().get(keyspace);
            if (state != null) {
                plan(keyspace, state, factor, cluster.record().get());
            }
        });
        desired.keyspaces().forEach(this::strangers);
        return steps;
    }

    private Map<String, Integer> wanted() {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        if (cluster.keyspaces().containsKey(ClusterReader.AUTH)) {
            // Never more than can answer: with roles out of reach nobody logs in.
            int machines = (int) nodes.nodes().stream()
                    .map(ScyllaCluster.Node::address)
                    .distinct()
                    .count();
            wanted.put(
                    ClusterReader.AUTH, Math.max(1, Math.min(desired.backend().replicationFactor(), machines)));
        }
        desired.keyspaceNames()
                .forEach(name -> wanted.put(name, desired.backend().replicationFactor()));
        return wanted;
    }

    private void plan(String keyspace, KeyspaceState state, int wanted, ProvisionRecord record) {
        int factor = state.factor(cluster.dataCenter());
        Repaired repaired = record.of(keyspace);
        if (!state.topology() && !keyspace.equals(ClusterReader.AUTH)) {
            add(
                    keyspace,
                    new Stop(
                            "replication of keyspace " + keyspace,
                            Reason.SettingsDiffer,
                            ("Keyspace %s does not use NetworkTopologyStrategy; somebody else made it. Alter it by"
                                            + " hand, and repair it on every node.")
                                    .formatted(keyspace)));
        } else if (repaired.factor() > factor) {
            add(keyspace, write(record.with(keyspace, new Repaired(factor, repaired.round()))));
        } else if (repaired.factor() < factor) {
            add(keyspace, repair(keyspace, state, factor, repaired, record));
        } else if (factor < wanted && nodes.nodes().size() < factor + 1) {
            add(
                    keyspace,
                    new Stop(
                            "replication of keyspace " + keyspace,
                            Reason.InvalidSpec,
                            "%d copies need as many nodes, and data centre %s has %d. Raise nodeCount, or lower replicationFactor."
                                    .formatted(
                                            wanted,
                                            cluster.dataCenter(),
                                            nodes.nodes().size())));
        } else if (factor != wanted) {
            add(keyspace, alter(keyspace, state, factor + Integer.signum(wanted - factor)));
        }
    }

    private DatabaseOperation alter(String keyspace, KeyspaceState state, int factor) {
        SortedMap<String, Integer> after = new TreeMap<>(state.factors());
        after.put(cluster.dataCenter(), factor);
        return new DatabaseOperation.AlterReplication(keyspace, state.factors(), new NetworkTopology(after));
    }

    private DatabaseOperation repair(
            String keyspace, KeyspaceState state, int factor, Repaired repaired, ProvisionRecord record) {
        int round = repaired.round() + 1;
        String name = round + "-" + factor;
        WriteRecord afterwards = write(record.with(keyspace, new Repaired(factor, round)));
        Optional<String> source = repaired.factor() == 0 ? source(state) : Optional.empty();
        return source.map(from -> new DatabaseOperation.RunOnNodes(
                        keyspace,
                        "rebuild of keyspace %s from data centre %s".formatted(keyspace, from),
                        new NodeCommand.Rebuild(from, keyspace + "-" + name),
                        afterwards))
                .orElseGet(() -> new DatabaseOperation.RunOnNodes(
                        keyspace,
                        "repair of keyspace %s at %d %s".formatted(keyspace, factor, factor == 1 ? "copy" : "copies"),
                        new NodeCommand.Repair(keyspace, name),
                        afterwards));
    }

    /** The data centre a new one gets its rows from: the primary Region's where it has any, else the one with most. */
    private Optional<String> source(KeyspaceState state) {
        Optional<String> primary = Optional.ofNullable(
                        desired.backend().peers().get(desired.backend().primaryRegion()))
                .map(Peer::datacenter)
                .filter(dataCenter -> state.factor(dataCenter) > 0);
        return primary.or(() -> state.factors().entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !entry.getKey().equals(cluster.dataCenter()))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey));
    }

    /** Copies in a data centre nobody names are never removed by guess: its own resource may just not be known here. */
    private void strangers(DesiredKeyspace keyspace) {
        KeyspaceState state = cluster.keyspaces().get(keyspace.name());
        if (state == null) {
            return;
        }
        Set<String> others = new TreeSet<>(state.factors().keySet());
        others.remove(cluster.dataCenter());
        desired.backend().peers().values().forEach(peer -> others.remove(peer.datacenter()));
        others.removeIf(dataCenter -> state.factor(dataCenter) == 0);
        if (!others.isEmpty()) {
            steps.add(new Step<>(
                    StepIds.replication(keyspace.name()) + " in no other data centre",
                    Set.of(),
                    new Stop(
                            "replication of keyspace " + keyspace.name(),
                            Reason.SettingsDiffer,
                            ("Keyspace %s also has copies in %s, which the resource does not name. Add that Region to"
                                            + " spec.database.scylla.peerRegions, or take the data centre out with ALTER"
                                            + " KEYSPACE.")
                                    .formatted(keyspace.name(), String.join(", ", others)))));
        }
    }

    private WriteRecord write(ProvisionRecord record) {
        return new WriteRecord(
                desired.local().name(),
                CqlIdentifier.of(SchemaPlanner.anchor(desired).name().internal()),
                record);
    }

    /** One keyspace at a time: nodes have better to do than two repairs at once, and the record is one. */
    private void add(String keyspace, DatabaseOperation operation) {
        Set<String> needs = new HashSet<>(Set.of(StepIds.ENTERED, StepIds.DATACENTER, StepIds.SCHEMA_CHANGES));
        steps.stream()
                .filter(step -> !(step.operation() instanceof Stop))
                .map(Step::id)
                .forEach(needs::add);
        steps.add(new Step<>(StepIds.replication(keyspace), needs, operation));
    }
}
