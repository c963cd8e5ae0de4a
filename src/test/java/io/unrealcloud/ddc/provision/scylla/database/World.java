package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * A real Apache Cassandra that asks for logins, made as good as fresh: the default superuser, no other role, no keyspace;
 * and everything the operator meets beside it. One world at a time.
 */
final class World implements AutoCloseable {

    private static final String ROOT = "sandbox_root";

    final CassandraNode node = SharedCassandra.withLogins();
    private static CqlSession kept;

    final CqlSession root;
    final FakeSecrets secrets = new FakeSecrets();
    final Commands commands = new Commands();
    final List<String> statements = new ArrayList<>();
    final Owner owner = new Owner("arn:aws:eks:us-east-1:111122223333:cluster/games", "games", "ddc", "uid-1");
    Duration later = Duration.ZERO;
    private ScyllaDatabaseProvisioner operator;

    World() {
        root = root(this);
        clean();
    }

    private static synchronized CqlSession root(World world) {
        if (kept == null || kept.isClosed()) {
            kept = world.login();
        }
        return kept;
    }

    private CqlSession login() {
        CqlLogin known = new CqlLogin.Password(ROOT, ROOT);
        if (Connection.probe(addresses(), Optional.empty(), known) instanceof Connection.Attempt.Refused) {
            CqlLogin fresh = new CqlLogin.Password("cassandra", "cassandra");
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            Connection.probe(addresses(), Optional.empty(), fresh) instanceof Connection.Attempt.Open);
            try (CqlSession first = Connection.fresh(addresses(), Optional.empty(), fresh)) {
                first.execute("CREATE ROLE IF NOT EXISTS " + ROOT + " WITH PASSWORD = '" + ROOT
                        + "' AND LOGIN = true AND SUPERUSER = true");
            }
        }
        return Connection.fresh(addresses(), Optional.empty(), known);
    }

    private void clean() {
        keyspaces().forEach(name -> root.execute("DROP KEYSPACE \"" + name + "\""));
        roles().forEach(role -> {
            if (!role.equals(ROOT) && !role.equals("cassandra")) {
                root.execute("DROP ROLE \"" + role + "\"");
            }
        });
        root.execute("ALTER ROLE cassandra WITH PASSWORD = 'cassandra' AND LOGIN = true AND SUPERUSER = true");
        root.execute(
                "ALTER KEYSPACE system_auth WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }

    List<String> keyspaces() {
        return root.execute("SELECT keyspace_name FROM system_schema.keyspaces").all().stream()
                .map(row -> row.getString(0))
                .filter(name -> !name.startsWith("system"))
                .sorted()
                .toList();
    }

    List<String> roles() {
        return root.execute("LIST ROLES").all().stream()
                .map(row -> row.getString("role"))
                .sorted()
                .toList();
    }

    private List<String> addresses() {
        return List.of(node.contactPoint().getHostString());
    }

    NodeAccess nodes(int count) {
        return nodes(count, true);
    }

    /** So many nodes, all of them the same process: what counts here is how many there are. */
    NodeAccess nodes(int count, boolean complete) {
        return new NodeAccess(
                new ScyllaCluster(
                        IntStream.range(0, count)
                                .mapToObj(ordinal -> new ScyllaCluster.Node(
                                        ordinal,
                                        Optional.of("i-" + ordinal),
                                        node.contactPoint().getHostString(),
                                        Optional.of("host-" + ordinal),
                                        true))
                                .toList(),
                        complete),
                Optional.of(commands),
                Optional.empty());
    }

    NodeAccess existing() {
        return NodeAccess.existing(addresses());
    }

    DesiredDatabase desired(int factor) {
        return DesiredDatabase.of(owner, backend(factor, nodesOf(factor)), SchemaCatalogue.current());
    }

    /** The same with two tables and an index in place of twenty. */
    DesiredDatabase small(int factor) {
        return DesiredDatabase.of(owner, backend(factor, nodesOf(factor)), SmallCatalogue.get());
    }

    static ScyllaBackend.Source nodesOf(int count) {
        return new ScyllaBackend.Nodes(
                count,
                "i4i.large",
                new ScyllaBackend.NodeImage.Version("6.2"),
                List.of("subnet-1"),
                new ScyllaBackend.RootVolume("gp3", 30),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
    }

    ScyllaBackend backend(int factor, ScyllaBackend.Source source) {
        return new ScyllaBackend(
                "us-east-1",
                new KeyspaceNames("jupiter", "ddc_us_east_1"),
                "Jupiter",
                Optional.of(node.dataCenter()),
                factor,
                new TreeMap<>(),
                "ddc",
                "us-east-1",
                ScyllaBackend.ReplicationFix.CQL,
                source,
                "scylla.games",
                Optional.empty());
    }

    static ScyllaBackend acknowledging(ScyllaBackend backend) {
        return new ScyllaBackend(
                backend.region(),
                backend.names(),
                backend.profile(),
                backend.datacenter(),
                backend.replicationFactor(),
                backend.peers(),
                backend.clusterName(),
                backend.primaryRegion(),
                backend.replicationFix(),
                backend.source(),
                backend.host(),
                Optional.of(backend.clusterName()));
    }

    String secret() {
        return SecretPlanner.name(owner);
    }

    Logins logins() throws Logins.MalformedException {
        return Logins.parse(secrets.value(secret()).orElseThrow().text(), new RoleNames("us-east-1"));
    }

    ScyllaDatabaseProvisioner operator() {
        if (operator == null) {
            operator = operator(secrets, Statements::send);
        }
        return operator;
    }

    /** An operator whose statements are noted. */
    ScyllaDatabaseProvisioner operator(SecretsPort port, Statements send) {
        return new ScyllaDatabaseProvisioner(
                region -> port,
                (session, cql) -> {
                    statements.add(cql);
                    return send.execute(session, cql);
                },
                new Clock() {
                    @Override
                    public Instant instant() {
                        return Instant.now().plus(later);
                    }

                    @Override
                    public java.time.ZoneId getZone() {
                        return java.time.ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                });
    }

    /** The operator dies; the next one knows nothing. */
    void restart() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    DatabasePass pass(DesiredDatabase desired, NodeAccess nodes) {
        return operator().pass(desired, nodes, true, false, () -> {});
    }

    /** Passes until nothing is to be done any more. */
    DatabasePass settle(DesiredDatabase desired, NodeAccess nodes) {
        return settle(operator(), desired, nodes);
    }

    static DatabasePass settle(ScyllaDatabaseProvisioner operator, DesiredDatabase desired, NodeAccess nodes) {
        DatabasePass pass = operator.pass(desired, nodes, true, false, () -> {});
        for (int i = 0; i < 50 && !pass.plan().isEmpty(); i++) {
            pass = operator.pass(desired, nodes, true, false, () -> {});
        }
        assertThat(pass.failure()).isEmpty();
        assertThat(pass.plan().steps()).as("still to do: %s", pass.outcomes()).isEmpty();
        return pass;
    }

    static BackendReport report(DesiredDatabase desired, DatabasePass pass) {
        return DatabaseReport.of(desired, pass);
    }

    boolean accepts(CqlLogin login) {
        return Connection.probe(addresses(), Optional.empty(), login) instanceof Connection.Attempt.Open;
    }

    CqlSession as(CqlLogin login) {
        return Connection.fresh(addresses(), Optional.empty(), login);
    }

    Map<String, String> replication(String keyspace) {
        Row row = root.execute(
                        "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '" + keyspace + "'")
                .one();
        return row.getMap(0, String.class, String.class);
    }

    /** What of the database does not depend on the moment it was made. */
    List<String> dump() {
        List<String> all = new ArrayList<>(roles());
        List<String> names = keyspaces();
        for (String table : List.of("keyspaces", "types", "columns", "indexes")) {
            root.execute("SELECT JSON * FROM system_schema." + table).forEach(row -> {
                if (names.stream().anyMatch(name -> row.getString(0).contains("\"" + name + "\""))) {
                    all.add(row.getString(0));
                }
            });
        }
        root.execute("SELECT keyspace_name, table_name, comment FROM system_schema.tables")
                .forEach(row -> {
                    if (names.contains(row.getString(0))) {
                        all.add(row.getString(0) + "." + row.getString(1) + ": " + row.getString(2));
                    }
                });
        root.execute("LIST ALL PERMISSIONS").forEach(row -> {
            // Whoever creates something may do everything with it; that the root of this test made nothing is enough.
            if (row.getString("role").equals("ddc_us_east_1")) {
                all.add(row.getString("role") + " " + row.getString("permission") + " " + row.getString("resource"));
            }
        });
        return all.stream().sorted().toList();
    }

    @Override
    public void close() {
        restart();
    }

    /**
     * Nodes that do what they are told at once, unless told to take their time. What was done is remembered, as units on
     * a node are: the same command is not done twice.
     */
    final class Commands implements NodeCommands {
        final List<String> done = new ArrayList<>();
        final Set<String> finished = new HashSet<>();
        boolean slow;

        @Override
        public Progress run(ScyllaCluster.Node at, NodeCommand command) {
            String unit = at.ordinal() + " " + command.unit();
            if (finished.contains(unit)) {
                return new Progress.Done("");
            }
            if (slow) {
                return new Progress.Running("half done");
            }
            if (command instanceof NodeCommand.CreateSuperuser create) {
                superuser(create);
            }
            finished.add(unit);
            done.add(unit);
            statements.add(unit);
            return new Progress.Done("");
        }

        /** As the maintenance socket would; Apache Cassandra has another kind of hash, so the password is set. */
        private void superuser(NodeCommand.CreateSuperuser create) {
            try {
                String password = logins().admin().password();
                assertThat(Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), create.saltedHash()))
                        .isEqualTo(create.saltedHash())
                        .startsWith("$6$");
                root.execute("CREATE ROLE IF NOT EXISTS " + create.role() + " WITH LOGIN = true AND SUPERUSER = true");
                root.execute("ALTER ROLE " + create.role() + " WITH PASSWORD = '" + password + "'");
            } catch (Logins.MalformedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
