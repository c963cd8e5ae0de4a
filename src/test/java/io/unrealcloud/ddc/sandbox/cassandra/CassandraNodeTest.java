package io.unrealcloud.ddc.sandbox.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraNodeTest {
    @TempDir
    Path directory;

    private static CqlSession session(CassandraNode node) {
        return CqlSession.builder()
                .addContactPoint(node.contactPoint())
                .withLocalDatacenter(node.dataCenter())
                .build();
    }

    @Test
    void keepsItsDataOverARestartAndEndsOnClose() throws Exception {
        CassandraSettings settings = CassandraSettings.small(directory);
        long pid;
        try (CassandraNode node = CassandraNode.start(settings);
                CqlSession session = session(node)) {
            pid = node.pid();
            session.execute(
                    "CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE ks.t (k int PRIMARY KEY, v text)");
            session.execute("INSERT INTO ks.t (k, v) VALUES (1, 'kept')");
            assertThat(directory.resolve("cassandra.pid")).content().contains("pid=" + pid);
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(directory.resolve("cassandra.pid")).doesNotExist();
        try (CassandraNode node = CassandraNode.start(settings);
                CqlSession session = session(node)) {
            assertThat(session.execute("SELECT v FROM ks.t WHERE k = 1").one().getString(0))
                    .isEqualTo("kept");
        }
    }

    @Test
    void endsTheChildAKilledParentLeft() throws Exception {
        Process leftover = new ProcessBuilder("sleep", "300").start();
        Process deadParent = new ProcessBuilder("true").start();
        PidFile.Identity parent = new PidFile.Identity(deadParent.pid(), 1);
        assertThat(deadParent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Path file = directory.resolve("cassandra.pid");
        new PidFile(PidFile.Identity.of(leftover.toHandle()), parent).write(file);

        PidFile.endLeftover(file);

        assertThat(leftover.isAlive()).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void leavesAProcessAloneThatOnlyInheritedTheId() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Path file = directory.resolve("cassandra.pid");
            PidFile.Identity other = new PidFile.Identity(stranger.pid(), 12345);
            new PidFile(other, other).write(file);

            PidFile.endLeftover(file);

            assertThat(stranger.isAlive()).isTrue();
            assertThat(file).doesNotExist();
        } finally {
            PidFile.end(stranger.toHandle(), java.time.Duration.ofSeconds(5));
        }
    }

    @Test
    void leavesAChildAloneWhoseParentLives() throws Exception {
        Process child = new ProcessBuilder("sleep", "300").start();
        Process parent = new ProcessBuilder("sleep", "300").start();
        try {
            Path file = directory.resolve("cassandra.pid");
            new PidFile(PidFile.Identity.of(child.toHandle()), PidFile.Identity.of(parent.toHandle())).write(file);

            assertThatThrownBy(() -> PidFile.endLeftover(file)).hasMessageContaining(String.valueOf(parent.pid()));

            assertThat(child.isAlive()).isTrue();
        } finally {
            PidFile.end(child.toHandle(), java.time.Duration.ofSeconds(5));
            PidFile.end(parent.toHandle(), java.time.Duration.ofSeconds(5));
        }
    }

    @Test
    void namesATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CassandraSettings settings = CassandraSettings.small(directory).withNativePort(taken.getLocalPort());
            assertThatThrownBy(() -> CassandraNode.start(settings))
                    .hasMessage("Port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken, so Cassandra cannot listen there.");
        }
    }

    @Test
    void showsTheLogOfAProcessThatDies() throws IOException {
        Path broken = Files.writeString(directory.resolve("java"), "#!/bin/sh\necho no heap today\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        CassandraInstall install = new CassandraInstall(directory, broken);
        assertThatThrownBy(() -> CassandraNode.start(install, CassandraSettings.small(directory.resolve("node"))))
                .hasMessageContaining("ended with code 3")
                .hasMessageContaining("no heap today");
        assertThat(directory.resolve("node/cassandra.pid")).doesNotExist();
    }

    @Test
    void saysHowToGetWhatIsMissing() {
        assertThatThrownBy(() -> CassandraInstall.find(
                        java.util.Map.of("DDC_CACHE", directory.toString()), directory, java.util.List.of()))
                .hasMessageContaining("sandbox/tools/cassandra/pom.xml");
    }
}
