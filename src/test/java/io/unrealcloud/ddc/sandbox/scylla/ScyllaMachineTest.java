package io.unrealcloud.ddc.sandbox.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of ScyllaDB's image, alone and as a cluster. */
class ScyllaMachineTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String NETWORK =
            "127.22." + (1 + ProcessHandle.current().pid() % 250) + ".";

    @TempDir
    Path directory;

    private final List<ScyllaMachine> machines = new ArrayList<>();

    @AfterEach
    void switchOff() {
        machines.reversed().forEach(ScyllaMachine::close);
    }

    private ScyllaMachine boot(int number, String image, String userData) {
        try {
            ScyllaMachine machine = ScyllaMachine.boot(new MachineSpec(
                    "i-" + number,
                    "us-east-1",
                    "us-east-1" + (char) ('a' + number % 3),
                    NETWORK + number,
                    image,
                    "i4i.large",
                    userData,
                    Files.createDirectory(directory.resolve("m" + number))));
            machines.add(machine);
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String userData(String seed, String more) {
        return userData(seed, "us-east-1", more);
    }

    private static String userData(String seed, String dataCenter, String more) {
        String script = "#!/bin/bash\nprintf 'dc=%s\\nrack=%s\\n' " + dataCenter + " \"rack-$(hostname)\""
                + " > /etc/scylla/cassandra-rackdc.properties\n";
        return """
            {"scylla_yaml": {"cluster_name": "studio one", "endpoint_snitch": "GossipingPropertyFileSnitch",
              "authenticator": "PasswordAuthenticator", "authorizer": "CassandraAuthorizer",
              "seed_provider": [{"class_name": "org.apache.cassandra.locator.SimpleSeedProvider",
                                 "parameters": [{"seeds": "%s"}]}]%s},
             "start_scylla_on_first_boot": true,
             "post_configuration_script": "%s"}
            """.formatted(seed, more, Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitServing(ScyllaMachine... wanted) {
        for (ScyllaMachine machine : wanted) {
            Awaitility.await().atMost(PATIENCE).until(machine.server()::running);
        }
    }

    private static CqlSession login(ScyllaMachine machine) {
        return login(machine, "us-east-1");
    }

    private static CqlSession login(ScyllaMachine machine, String dataCenter) {
        return ScyllaFixture.builder(machine.server().address(), dataCenter)
                .withAuthCredentials("cassandra", "cassandra")
                .build();
    }

    private static String run(ScyllaMachine machine, String script) throws InterruptedException {
        CommandResult result = machine.run(script, PATIENCE);
        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
        return result.output();
    }

    @Test
    @Tag("exhaustive")
    void aClusterLosesNoAcknowledgedRow() throws Exception {
        String image = "ScyllaDB 2025.1.4 x86_64";
        ScyllaMachine first = boot(1, image, userData(NETWORK + 1, ""));
        ScyllaMachine second = boot(2, image, userData(NETWORK + 1, ""));
        ScyllaMachine third = boot(3, image, userData(NETWORK + 1, ""));
        awaitServing(first, second, third);
        try (CqlSession session = login(first);
                Load load = new Load(session)) {
            assertThat(run(first, "nodetool status").lines().filter(line -> line.startsWith("UN ")))
                    .hasSize(3)
                    .anyMatch(line -> line.endsWith("rack-ip-" + (NETWORK + 2).replace('.', '-')));
            assertThat(session.execute("SELECT cluster_name FROM system.local WHERE key = 'local'")
                            .one()
                            .getString(0))
                    .isEqualTo("studio one");

            second.server().kill();
            load.awaitMore(20);
            awaitServing(second);
            load.awaitMore(20);

            String dead = hostId(third, first);
            third.close();
            machines.remove(third);
            session.execute("CREATE TABLE loaded.meanwhile (k int PRIMARY KEY)");
            load.awaitMore(20);
            assertThat(first.run("nodetool decommission", PATIENCE).errors()).contains(dead);
            ScyllaMachine fourth =
                    boot(4, image, userData(NETWORK + 1, ", \"replace_node_first_boot\": \"" + dead + "\""));
            awaitServing(fourth);
            assertThat(run(fourth, "nodetool status"))
                    .contains("UN " + NETWORK + 4)
                    .doesNotContain(dead);
            run(fourth, "nodetool repair -pr loaded");
            load.awaitMore(20);

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(run(second, "nodetool status"))
                    .contains("UN " + NETWORK + 4)
                    .doesNotContain("DN "));
            run(second, "nodetool decommission");
            assertThat(second.run("cqlsh -e 'SELECT key FROM system.local'", PATIENCE)
                            .exitCode())
                    .isNotZero();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(run(first, "nodetool status"))
                    .doesNotContain(NETWORK + 2 + " "));
            second.close();
            machines.remove(second);
            load.awaitMore(20);
            run(first, "nodetool cleanup");
            load.stop();
            assertThat(load.missing()).isEmpty();

            fourth.close();
            machines.remove(fourth);
            // Until gossip has noticed, the front counts it among those that vote.
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(run(first, "nodetool status"))
                    .contains("DN " + NETWORK + 4));
            assertThatThrownBy(() -> session.execute("CREATE TABLE loaded.never (k int PRIMARY KEY)"))
                    .as("one of two is no quorum")
                    .isInstanceOf(ServerError.class)
                    .hasMessageContaining("there is no raft quorum");
            assertThatThrownBy(() -> session.execute("CREATE ROLE never")).isInstanceOf(ServerError.class);
        }
    }

    /** Its host id, as another one knows it. */
    private static String hostId(ScyllaMachine of, ScyllaMachine asked) throws InterruptedException {
        return run(asked, "nodetool status")
                .lines()
                .map(line -> line.split(" +"))
                .filter(fields ->
                        fields.length > 5 && fields[1].equals(of.spec().privateIp()))
                // Load is a number and a unit.
                .map(fields -> fields[fields.length - 2])
                .findFirst()
                .orElseThrow();
    }

    /** Writes one row after another at LOCAL_QUORUM and remembers those that were acknowledged. */
    private static final class Load implements AutoCloseable {
        private final CqlSession session;
        private final PreparedStatement read;
        private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Load(CqlSession session) {
            this.session = session;
            session.execute("CREATE KEYSPACE loaded WITH replication = {'class': 'NetworkTopologyStrategy',"
                    + " 'us-east-1': 3} AND tablets = {'enabled': false}");
            session.execute("CREATE TABLE loaded.rows (k int PRIMARY KEY)");
            PreparedStatement write = session.prepare("INSERT INTO loaded.rows (k) VALUES (?)");
            read = session.prepare("SELECT k FROM loaded.rows WHERE k = ?");
            thread = Thread.ofVirtual().start(() -> {
                for (int key = 0; !stopped.get(); key++) {
                    try {
                        session.execute(write.bind(key));
                        acknowledged.add(key);
                        Thread.sleep(20);
                    } catch (DriverException e) {
                        // Not acknowledged, so it may be lost; the next one is tried.
                        continue;
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
        }

        void awaitMore(int rows) {
            int now = acknowledged.size();
            Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() > now + rows);
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            thread.join();
        }

        Set<Integer> missing() {
            return acknowledged.stream()
                    .filter(key -> session.execute(read.bind(key)).one() == null)
                    .collect(Collectors.toSet());
        }

        @Override
        public void close() {
            stopped.set(true);
        }
    }

    @Test
    void aNewVersionLetsItsFirstSuperuserBeMadeThroughTheSocketOnly() throws Exception {
        ScyllaMachine machine = boot(11, "ScyllaDB 2026.2.1", userData(NETWORK + 11, ""));
        awaitServing(machine);
        assertThatThrownBy(() -> login(machine).close()).hasMessageContaining("incorrect");
        run(
                machine,
                "cqlsh /var/lib/scylla/cql.m -e \"CREATE ROLE IF NOT EXISTS admin WITH HASHED PASSWORD = '"
                        + PasswordHash.of("secret").replace("$", "\\$")
                        + "' AND SUPERUSER = true AND LOGIN = true\"");
        assertThat(run(machine, "cqlsh -u admin -p secret -e 'SELECT role FROM system.roles'"))
                .contains("admin");
        assertThat(run(machine, "systemctl is-active scylla-server")).isEqualTo("active\n");

        run(machine, "systemctl stop scylla-server");
        assertThat(machine.run("systemctl is-active scylla-server", PATIENCE).exitCode())
                .isEqualTo(3);
        assertThat(machine.run("nodetool status", PATIENCE).exitCode()).isNotZero();
        run(machine, "systemctl start scylla-server");
        assertThat(run(machine, "cqlsh -u admin -p secret -e 'SELECT role FROM system.roles'"))
                .contains("admin");
        assertThat(run(machine, "nodetool info")).contains("us-east-1");
        assertThat(machine.run("nodetool decommission", PATIENCE).exitCode()).isEqualTo(4);
        assertThat(machine.run("nodetool wobble", PATIENCE).exitCode()).isEqualTo(1);
    }

    @Test
    @Tag("exhaustive")
    void aSecondDataCentreIsFilledFromTheFirst() throws Exception {
        String image = "ScyllaDB 2025.1.4";
        ScyllaMachine east = boot(31, image, userData(NETWORK + 31, ""));
        ScyllaMachine west = boot(32, image, userData(NETWORK + 31, "us-west-2", ""));
        awaitServing(east, west);
        try (CqlSession session = login(east)) {
            session.execute("CREATE KEYSPACE two WITH replication = {'class': 'NetworkTopologyStrategy',"
                    + " 'us-east-1': 1} AND tablets = {'enabled': false}");
            session.execute("CREATE TABLE two.rows (k int PRIMARY KEY)");
            PreparedStatement write = session.prepare("INSERT INTO two.rows (k) VALUES (?)");
            for (int key = 0; key < 50; key++) {
                session.execute(write.bind(key));
            }
            session.execute("ALTER KEYSPACE two WITH replication = {'class': 'NetworkTopologyStrategy',"
                    + " 'us-east-1': 1, 'us-west-2': 1}");
            session.execute("CREATE KEYSPACE of_west WITH replication = {'class': 'NetworkTopologyStrategy',"
                    + " 'us-west-2': 1} AND tablets = {'enabled': false}");
        }
        assertThat(west.run("nodetool rebuild us-west", PATIENCE).errors()).contains("us-west");
        run(west, "nodetool rebuild us-east-1");
        try (CqlSession session = login(west, "us-west-2")) {
            assertThat(session.execute("SELECT k FROM two.rows").all()).hasSize(50);
        }
    }

    @Test
    void aMachineThatCannotBeSetUpIsUpWithoutScylla() throws Exception {
        ScyllaMachine failing = boot(
                21,
                "ScyllaDB 2025.1.4",
                userData(NETWORK + 21, "")
                        .replaceAll(
                                "\"post_configuration_script\": \".*\"", "\"post_configuration_script\": \"exit 3\""));
        ScyllaMachine wrong = boot(22, "ScyllaDB 2025.1.4", userData(NETWORK + 22, ", \"cluster\": \"x\""));
        for (ScyllaMachine machine : List.of(failing, wrong)) {
            Awaitility.await().atMost(PATIENCE).until(machine::booted);
            Path log = machine.spec().directory().resolve("scylla-server.log");
            Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(log));
            assertThat(log).content().contains("scylla-image-setup failed");
            assertThat(machine.run("systemctl is-active scylla-server", PATIENCE)
                            .exitCode())
                    .isEqualTo(3);
        }
        assertThatThrownBy(() -> boot(23, "ScyllaDB 5.4.1", "{}")).hasMessageContaining("5.4.1");
        assertThatThrownBy(() -> boot(24, "Ubuntu 24.04", "{}")).hasMessageContaining("Not an image");
    }
}
