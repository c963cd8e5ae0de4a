package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.unrealcloud.ddc.cql.CqlLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lost connections and restarts as the C# driver lives through them: three hosts are two more tries. */
class FailoverTest {
    @TempDir
    Path directory;

    private GatewayFixture fixture;
    private GatewayConfig config;
    private Gateway gateway;
    private String keyspace;

    @BeforeEach
    void start() {
        fixture = new GatewayFixture(directory);
        config = fixture.config();
        gateway = restarted();
        keyspace = fixture.keyspace();
        fixture.create(
                "TABLE",
                keyspace,
                "t",
                "(a text PRIMARY KEY, v text) WITH CUSTOM_PROPERTIES ="
                        + " {'client_side_timestamps': {'status': 'enabled'}}");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Gateway restarted() {
        Gateway started = fixture.start(config, () -> new CqlLogin.Iam(() -> GatewayFixture.POD));
        await().atMost(Duration.ofSeconds(20)).until(started.health()::started);
        return started;
    }

    private String insert() {
        return "INSERT INTO " + keyspace + ".t (a, v) VALUES (?, ?)";
    }

    @Test
    void aConnectionLostInTheMiddleOfAnAnswerCostsNoRequest() {
        try (ScriptedDriver driver = new ScriptedDriver(gateway.addresses())) {
            ScriptedDriver.Statement insert = driver.prepare(insert());
            ScriptedDriver.Statement select = driver.prepare("SELECT v FROM " + keyspace + ".t WHERE a = ?");
            assertThat(driver.execute(insert, "one", "x")).isSameAs(Void.INSTANCE);
            int host = driver.next();
            fixture.front.faults().resetMidFrame(1);
            assertThat(((Rows) driver.execute(select, "one")).getData()).hasSize(1);
            assertThat(driver.log()).containsExactly("lost " + host);

            // Exactly that host's connection is gone.
            for (int i = 0; i < 6; i++) {
                driver.execute(select, "one");
                driver.reconnect();
            }
            assertThat(driver.log()).containsOnly("lost " + host);
            assertThat(driver.log()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void whenAllDatabaseConnectionsAreLostThereIsNoHostUntilTheDriverConnectsAgain() {
        try (ScriptedDriver driver = new ScriptedDriver(gateway.addresses())) {
            ScriptedDriver.Statement insert = driver.prepare(insert());
            fixture.front.dropConnections();
            assertThatThrownBy(() -> driver.execute(insert, "two", "x"))
                    .isInstanceOf(ScriptedDriver.NoHostAvailable.class);
            driver.reconnect();
            assertThat(driver.execute(insert, "two", "x")).isSameAs(Void.INSTANCE);
            assertThat(driver.log()).as("ids outlive connections").noneMatch(done -> done.startsWith("prepared"));
        }
    }

    @Test
    void afterARestartEachHostPreparesOnceAndIdsAreTheSame() {
        try (ScriptedDriver driver = new ScriptedDriver(gateway.addresses())) {
            ScriptedDriver.Statement insert = driver.prepare(insert());
            ScriptedDriver.Statement count = driver.prepare("SELECT count(*) FROM " + keyspace + ".t WHERE a = ?");
            driver.execute(insert, "three", "x");
            gateway.drain();
            assertThatThrownBy(() -> driver.execute(insert, "four", "x"))
                    .isInstanceOf(ScriptedDriver.NoHostAvailable.class);
            gateway = restarted();
            driver.reconnect();
            driver.log().clear();
            for (int i = 0; i < 6; i++) {
                assertThat(driver.execute(insert, "five" + i, "x")).isSameAs(Void.INSTANCE);
            }
            // One host was asked first, and what it prepared holds on all.
            assertThat(driver.log()).hasSize(1).allMatch(done -> done.startsWith("prepared"));
            Rows rows = (Rows) driver.execute(count, "five3");
            assertThat(rows.getData().element().get(0).getLong(0)).isEqualTo(1);
            assertThat(driver.log()).hasSize(2);
        }
    }

    @Test
    void aRestartUnderLoadLosesNothingThatWasAnswered() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Thread[] writers = new Thread[8];
        Set<String> answered = ConcurrentHashMap.newKeySet();
        for (int writer = 0; writer < writers.length; writer++) {
            String name = "w" + writer + "_";
            writers[writer] = new Thread(() -> {
                try (ScriptedDriver driver = new ScriptedDriver(gateway.addresses())) {
                    ScriptedDriver.Statement insert = driver.prepare(insert());
                    for (int i = 0; !stop.get(); i++) {
                        try {
                            if (driver.execute(insert, name + i, "x") == Void.INSTANCE) {
                                answered.add(name + i);
                                written.incrementAndGet();
                            } else {
                                wrong.incrementAndGet();
                            }
                        } catch (ScriptedDriver.NoHostAvailable e) {
                            gone.incrementAndGet();
                            await().atMost(Duration.ofSeconds(30))
                                    .ignoreExceptions()
                                    .untilAsserted(driver::reconnect);
                        }
                    }
                }
            });
            writers[writer].start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> written.get() > 200);
        gateway.drain();
        gateway = restarted();
        int before = written.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> written.get() > before + 200);
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(wrong)
                .as("answers that are neither done nor a lost connection")
                .hasValue(0);
        assertThat(gone.get()).as("each writer was without any host once or so").isBetween(1, 3 * writers.length);
        Set<String> stored = new HashSet<>();
        fixture.direct().execute("SELECT a FROM " + keyspace + ".t").forEach(row -> stored.add(row.getString(0)));
        assertThat(stored).containsAll(answered);
    }
}
