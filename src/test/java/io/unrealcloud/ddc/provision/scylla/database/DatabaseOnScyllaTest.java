package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaFixture;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaVersion;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same against the dialect of each ScyllaDB: what it makes of DDL, roles and its own schema tables. */
class DatabaseOnScyllaTest {

    private static final Owner OWNER = new Owner("arn:cluster", "games", "ddc", "uid-1");
    private static final CqlLogin DEFAULT = new CqlLogin.Password("cassandra", "cassandra");

    private final ScyllaFixture fixture = new ScyllaFixture();
    private final FakeSecrets secrets = new FakeSecrets();
    private final List<String> statements = new ArrayList<>();
    private ScyllaFront front;
    private CqlSession maintenance;

    @AfterEach
    void leaveTheClusterAsItWas() throws Exception {
        for (String role : List.of("ddc_operator_eu_north_1", "ddc_eu_north_1")) {
            maintenance.execute("DROP ROLE IF EXISTS " + role);
        }
        maintenance.execute("ALTER ROLE cassandra WITH PASSWORD = 'cassandra' AND SUPERUSER = true AND LOGIN = true");
        fixture.close();
        front.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.3", "2025.1.4", "2026.2.0"})
    void everyVersionBecomesTheDatabaseOfAResource(String version) throws Exception {
        DesiredDatabase desired = start(version);
        try (ScyllaDatabaseProvisioner operator = operator()) {
            DatabasePass pass = settle(operator, desired);
            BackendReport report = DatabaseReport.of(desired, pass);
            assertThat(report.ready().isYes()).as(report.ready().message()).isTrue();
            assertThat(report.schemaValid().isYes())
                    .as(report.schemaValid().message())
                    .isTrue();
            assertThat(pass.release().orElseThrow()).startsWith(version);
            assertThat(pass.facts().cluster().orElseThrow().keyspaces())
                    .containsOnlyKeys(desired.keyspaceNames())
                    .allSatisfy((name, state) -> assertThat(state.tablets()).contains(false));
        }
        assertThat(accepts(DEFAULT)).isFalse();
        Logins logins = Logins.parse(
                secrets.value(SecretPlanner.name(OWNER)).orElseThrow().text(), new RoleNames("eu-north-1"));
        assertThat(accepts(logins.ddc())).isTrue();

        statements.clear();
        try (ScyllaDatabaseProvisioner next = operator()) {
            assertThat(next.pass(desired, nodes(), true, false, () -> {}).plan().steps())
                    .isEmpty();
        }
        assertThat(statements).isEmpty();
    }

    /** As with a version without a default superuser, and once all passwords are lost. */
    @ParameterizedTest
    @ValueSource(strings = {"2025.1.4", "2026.2.0"})
    void aNodeMakesTheSuperuserWhereNobodyMayLogIn(String version) {
        DesiredDatabase desired = start(version);
        maintenance.execute("ALTER ROLE cassandra WITH LOGIN = false AND SUPERUSER = false");
        try (ScyllaDatabaseProvisioner operator = operator()) {
            settle(operator, desired);
        }
        secrets.delete(SecretPlanner.name(OWNER));
        try (ScyllaDatabaseProvisioner operator = operator()) {
            assertThat(DatabaseReport.of(desired, settle(operator, desired))
                            .ready()
                            .isYes())
                    .isTrue();
        }
    }

    private DesiredDatabase start(String version) {
        long pid = ProcessHandle.current().pid();
        String address = "127.%d.%d.%d".formatted(192 + pid / 62_500 % 60, pid / 250 % 250, 1 + pid % 250);
        try {
            front = ScyllaFront.start(
                    new InetSocketAddress(address, ScyllaBackend.PORT),
                    Dialect.of(ScyllaVersion.of(version)),
                    SharedCassandra.get().contactPoint(),
                    Optional.of(
                            new Role("cassandra", true, true, Set.of(), Optional.of(PasswordHash.of("cassandra")))));
            maintenance = fixture.anonymous(front.listenForMaintenance(new InetSocketAddress(address, 0)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String keyspace = fixture.newName();
        KeyspaceNames names = new KeyspaceNames(keyspace, "x");
        return DesiredDatabase.of(
                OWNER,
                new ScyllaBackend(
                        "eu-north-1",
                        names,
                        "Jupiter",
                        Optional.of(fixture.dataCenter()),
                        1,
                        new TreeMap<>(),
                        "ddc",
                        "eu-north-1",
                        ScyllaBackend.ReplicationFix.CQL,
                        World.nodesOf(1),
                        "scylla",
                        Optional.empty()),
                SmallCatalogue.get());
    }

    private ScyllaDatabaseProvisioner operator() {
        return new ScyllaDatabaseProvisioner(
                region -> secrets,
                (session, cql) -> {
                    statements.add(cql);
                    return Statements.send(session, cql);
                },
                Clock.systemUTC());
    }

    /** A node knows what another did to roles within a second, so there may be something to wait for. */
    private DatabasePass settle(ScyllaDatabaseProvisioner operator, DesiredDatabase desired) {
        return Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> operator.pass(desired, nodes(), true, false, () -> {}), pass -> pass.plan()
                        .isEmpty());
    }

    private NodeAccess nodes() {
        return new NodeAccess(
                new ScyllaCluster(
                        List.of(new ScyllaCluster.Node(
                                0, Optional.of("i-0"), front.address().getHostString(), Optional.of("host-0"), true)),
                        true),
                Optional.of(this::onNode),
                Optional.empty());
    }

    /** What the node's own script does over the maintenance socket. */
    private NodeCommands.Progress onNode(ScyllaCluster.Node node, NodeCommand command) {
        if (command instanceof NodeCommand.CreateSuperuser create) {
            String role = CqlText.name(create.role());
            maintenance.execute("CREATE ROLE IF NOT EXISTS " + role + " WITH SUPERUSER = true AND LOGIN = true");
            maintenance.execute("ALTER ROLE " + role + " WITH HASHED PASSWORD = " + CqlText.string(create.saltedHash())
                    + " AND SUPERUSER = true AND LOGIN = true");
        }
        return new NodeCommands.Progress.Done("");
    }

    private boolean accepts(CqlLogin login) {
        return Connection.probe(List.of(front.address().getHostString()), Optional.empty(), login)
                instanceof Connection.Attempt.Open;
    }
}
