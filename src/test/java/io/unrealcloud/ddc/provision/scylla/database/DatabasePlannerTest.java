package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.Role;
import io.unrealcloud.ddc.provision.scylla.database.ProvisionRecord.Repaired;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.schema.SchemaCql;
import io.unrealcloud.ddc.schema.live.LiveKeyspace;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import io.unrealcloud.ddc.schema.live.LiveTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is planned in clusters no single Apache Cassandra can be: ScyllaDB, and several data centres. Pure. */
class DatabasePlannerTest {

    private static final Owner OWNER = new Owner("arn:cluster", "games", "ddc", "uid-1");
    private static final String LOCAL = "jupiter_local_ddc_us_east_1";
    private static final ScyllaBackend.Peer EUROPE =
            new ScyllaBackend.Peer("eu-west-1", "eu-west-1", 2, List.of(), List.of());

    @Test
    void scyllaThatKnowsTabletsGetsNoneAndItsLocalIndex() {
        SchemaCql cql = new SchemaCql(new ServerVersion(true, "2025.1.3-0.20250622.a1b2c3d").dialect(), true);
        DesiredDatabase desired = desired(3, "us-east-1", Map.of());
        assertThat(desired.keyspaces().get(0).schema().tables().stream().flatMap(table -> table.indexes().stream()
                        .map(index -> cql.createIndex(
                                io.unrealcloud.ddc.schema.CqlIdentifier.of("jupiter"), table.name(), index))))
                .containsExactly(
                        "CREATE INDEX IF NOT EXISTS block_context_by_time ON jupiter.block_context ((namespace,"
                                + " block_context), last_update)",
                        "CREATE INDEX IF NOT EXISTS block_context_by_blocks ON jupiter.block_context (block_id)");
        assertThat(plan(desired, cluster(desired).without(), 3))
                .extracting(DatabaseOperation::detail)
                .contains("us-east-1 3");
    }

    @Test
    void versionsAreToldApart() {
        assertThat(new ServerVersion(true, "5.4.9-0.2024").rolesInKeyspace()).isTrue();
        assertThat(new ServerVersion(true, "2024.1.5").rolesInKeyspace()).isTrue();
        assertThat(new ServerVersion(true, "2024.2.0").rolesInKeyspace()).isFalse();
        assertThat(new ServerVersion(true, "6.2.1-0.2024").rolesInKeyspace()).isFalse();
        assertThat(new ServerVersion(true, "2026.1.0").rolesInKeyspace()).isFalse();
        assertThat(new ServerVersion(true, "odd").rolesInKeyspace()).isFalse();
        assertThat(new ServerVersion(false, "5.0.2").rolesInKeyspace()).isTrue();
    }

    @Test
    void whatIsAsItShallBeNeedsNoStep() {
        DesiredDatabase desired = desired(3, "us-east-1", Map.of());
        assertThat(plan(desired, cluster(desired).build(), 3)).isEmpty();
        DesiredDatabase both = desired(3, "us-east-1", Map.of("eu-west-1", EUROPE));
        assertThat(plan(both, cluster(both).factor("jupiter", "eu-west-1", 2).build(), 3))
                .isEmpty();
    }

    /** The second Region's operator: its data centre is new to the shared keyspace. */
    @Test
    void aNewDataCentreIsRebuiltFromThePrimaryAndRepairedAfterThat() {
        DesiredDatabase desired = desired(3, "eu-west-1", Map.of("eu-west-1", EUROPE));
        Cluster cluster = cluster(desired)
                .factors("jupiter", Map.of("eu-west-1", 3, "ap-south-1", 5))
                .repaired("jupiter", 0, 0);
        assertThat(only(plan(desired, cluster.build(), 3), DatabaseOperation.AlterReplication.class)
                        .after()
                        .factors())
                .isEqualTo(Map.of("eu-west-1", 3, "us-east-1", 1, "ap-south-1", 5));
        cluster.factor("jupiter", "us-east-1", 1);
        assertThat(only(plan(desired, cluster.build(), 3), DatabaseOperation.RunOnNodes.class)
                        .command())
                .isEqualTo(new NodeCommand.Rebuild("eu-west-1", "jupiter-1-1"));
        cluster.repaired("jupiter", 1, 1);
        assertThat(only(plan(desired, cluster.build(), 3), DatabaseOperation.AlterReplication.class)
                        .after()
                        .factors())
                .containsEntry("us-east-1", 2);
        cluster.factor("jupiter", "us-east-1", 2);
        assertThat(only(plan(desired, cluster.build(), 3), DatabaseOperation.RunOnNodes.class)
                        .command())
                .isEqualTo(new NodeCommand.Repair("jupiter", "2-2"));
    }

    @Test
    void aSecondaryRegionWaitsForWhatThePrimaryMakesButMakesItsOwn() {
        DesiredDatabase desired = desired(3, "eu-west-1", Map.of("eu-west-1", EUROPE));
        List<DatabaseOperation> plan = plan(desired, cluster(desired).without(), 3);
        assertThat(plan)
                .filteredOn(DatabaseOperation.CreateKeyspace.class::isInstance)
                .extracting(DatabaseOperation::target)
                .containsExactly("keyspace " + LOCAL);
        assertThat(plan)
                .filteredOn(DatabaseOperation.Await.class::isInstance)
                .first()
                .extracting(DatabaseOperation::detail)
                .isEqualTo("Keyspace jupiter is shared with other Regions: the resource in eu-west-1 makes it.");
    }

    @Test
    void copiesInADataCentreNobodyNamesAreLeft() {
        DesiredDatabase desired = desired(3, "us-east-1", Map.of());
        List<DatabaseOperation> plan =
                plan(desired, cluster(desired).factor("jupiter", "old-one", 2).build(), 3);
        assertThat(plan).singleElement().isInstanceOf(DatabaseOperation.Stop.class);
        assertThat(plan.get(0).detail()).startsWith("Keyspace jupiter also has copies in old-one,");
    }

    @Test
    void aRegionThatLeavesTakesItsCopiesBackOneByOneAndDropsItsOwnKeyspace() {
        DesiredDatabase desired = desired(3, "us-east-1", Map.of("eu-west-1", EUROPE));
        Cluster cluster = cluster(desired).factor("jupiter", "eu-west-1", 2);
        assertThat(takeDown(desired, cluster.build()))
                .extracting(operation -> operation.action() + " " + operation.target())
                .containsExactly(
                        "replicate keyspace jupiter",
                        "delete keyspace " + LOCAL,
                        "delete secret " + SecretPlanner.name(OWNER));
        assertThat(only(takeDown(desired, cluster.build()), DatabaseOperation.AlterReplication.class)
                        .after()
                        .factors())
                .isEqualTo(Map.of("eu-west-1", 2, "us-east-1", 0));
        cluster.factor("jupiter", "us-east-1", 0);
        assertThat(takeDown(desired, cluster.build()))
                .extracting(DatabaseOperation::action)
                .containsExactly("delete", "delete");
        // A cluster of one Region goes with its nodes.
        DesiredDatabase alone = desired(3, "us-east-1", Map.of());
        assertThat(takeDown(alone, cluster(alone).build()))
                .extracting(DatabaseOperation::target)
                .containsExactly("secret " + SecretPlanner.name(OWNER));
    }

    @Test
    void nothingInsideIsTouchedUntilTheOperatorIsIn() {
        DesiredDatabase desired = desired(3, "us-east-1", Map.of());
        DatabaseFacts refused = new DatabaseFacts(
                Optional.of(secret(desired, true)),
                new Access.Refused("no"),
                Optional.of(cluster(desired).build()),
                Instant.EPOCH,
                Instant.EPOCH);
        assertThat(DatabasePlanner.plan(desired, nodes(3), refused).steps())
                .extracting(step -> step.operation())
                .containsExactly(new DatabaseOperation.CreateSuperuser("ddc_operator_us_east_1"));
    }

    private static <O> O only(List<DatabaseOperation> plan, Class<O> kind) {
        List<O> found = plan.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as("of %s", plan).hasSize(1);
        return found.get(0);
    }

    private static List<DatabaseOperation> plan(DesiredDatabase desired, ClusterFacts cluster, int nodes) {
        return DatabasePlanner.plan(desired, nodes(nodes), facts(desired, cluster)).steps().stream()
                .map(Step::operation)
                .toList();
    }

    private static List<DatabaseOperation> takeDown(DesiredDatabase desired, ClusterFacts cluster) {
        return TakeDownPlanner.delete(desired, nodes(3), facts(desired, cluster)).steps().stream()
                .map(Step::operation)
                .toList();
    }

    private static DatabaseFacts facts(DesiredDatabase desired, ClusterFacts cluster) {
        return new DatabaseFacts(
                Optional.of(secret(desired, !cluster.keyspaces().isEmpty())),
                new Access.Entered(),
                Optional.of(cluster),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** @param provisioned whether everything has existed: then what is absent is lost, and not new */
    private static SecretFacts secret(DesiredDatabase desired, boolean provisioned) {
        Map<String, String> tags = new HashMap<>(OWNER.tags(Origin.CREATED));
        if (provisioned) {
            tags.put(Tags.PROVISIONED, desired.evidence());
        }
        CqlLogin.Password some = new CqlLogin.Password("u", "p");
        return new SecretFacts(
                Optional.of(new SecretDescription(SecretPlanner.name(OWNER), "arn", tags, false)),
                Optional.of(new Logins(some, "salt", some)),
                Optional.empty(),
                Optional.empty());
    }

    private static ScyllaCluster nodes(int count) {
        return new ScyllaCluster(
                IntStream.range(0, count)
                        .mapToObj(n -> new ScyllaCluster.Node(
                                n, Optional.of("i-" + n), "10.0.0." + n, Optional.of("h" + n), true))
                        .toList(),
                true);
    }

    private static DesiredDatabase desired(int factor, String primary, Map<String, ScyllaBackend.Peer> peers) {
        ScyllaBackend plain = new ScyllaBackend(
                "us-east-1",
                new KeyspaceNames("jupiter", "ddc_us_east_1"),
                "Jupiter",
                Optional.of("us-east-1"),
                factor,
                new TreeMap<>(),
                "ddc",
                "us-east-1",
                ScyllaBackend.ReplicationFix.CQL,
                World.nodesOf(3),
                "scylla",
                Optional.empty());
        return DesiredDatabase.of(OWNER, Backends.withPeers(plain, primary, peers), SmallCatalogue.get());
    }

    private static Cluster cluster(DesiredDatabase desired) {
        return new Cluster(desired);
    }

    /** A cluster that is as it shall be, and what is changed about it. */
    private static final class Cluster {
        private final DesiredDatabase desired;
        private final Map<String, TreeMap<String, Integer>> factors = new HashMap<>();
        private ProvisionRecord record = new ProvisionRecord(ProvisionRecord.owner(OWNER), new TreeMap<>());

        Cluster(DesiredDatabase desired) {
            this.desired = desired;
            desired.keyspaceNames().forEach(name -> {
                factors.put(name, new TreeMap<>(Map.of("us-east-1", 3)));
                repaired(name, 3, 0);
            });
        }

        Cluster factors(String keyspace, Map<String, Integer> all) {
            factors.put(keyspace, new TreeMap<>(all));
            return this;
        }

        Cluster factor(String keyspace, String dataCenter, int factor) {
            factors.get(keyspace).put(dataCenter, factor);
            return this;
        }

        Cluster repaired(String keyspace, int factor, int round) {
            record = record.with(keyspace, new Repaired(factor, round));
            return this;
        }

        ClusterFacts build() {
            Map<String, KeyspaceState> states = new HashMap<>();
            Set<String> dataCenters = new HashSet<>(Set.of("us-east-1"));
            factors.forEach((name, of) -> {
                states.put(name, new KeyspaceState(of, true, Optional.of(false)));
                dataCenters.addAll(of.keySet());
            });
            return facts(
                    states,
                    dataCenters,
                    new LiveSchema(desired.keyspaces().stream()
                            .map(keyspace -> new LiveKeyspace(
                                    keyspace.name(),
                                    false,
                                    keyspace.schema().types(),
                                    keyspace.schema().tables().stream()
                                            .map(table -> new LiveTable(
                                                    table.name(),
                                                    table.columns(),
                                                    table.partitionKey(),
                                                    table.clustering(),
                                                    table.features(),
                                                    table.indexes()))
                                            .toList()))
                            .toList()),
                    Optional.of(record));
        }

        /** The same cluster with nothing of the resource in it. */
        ClusterFacts without() {
            return facts(Map.of(), Set.of("us-east-1"), new LiveSchema(List.of()), Optional.empty());
        }

        private ClusterFacts facts(
                Map<String, KeyspaceState> states,
                Set<String> dataCenters,
                LiveSchema schema,
                Optional<ProvisionRecord> kept) {
            return new ClusterFacts(
                    new ServerVersion(true, "6.2.0"),
                    "us-east-1",
                    dataCenters,
                    true,
                    Optional.empty(),
                    Map.of(
                            "ddc_operator_us_east_1", new Role(true, true),
                            "ddc_us_east_1", new Role(false, true),
                            "cassandra", new Role(false, false)),
                    Optional.of(Grant.ofDdc(desired.keyspaceNames())),
                    true,
                    states,
                    schema,
                    kept);
        }
    }
}
