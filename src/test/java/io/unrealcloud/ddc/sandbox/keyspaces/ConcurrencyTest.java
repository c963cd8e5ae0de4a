package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.ServiceQuotaExceededException;

/** Many callers at once, in real time. */
class ConcurrencyTest {

    private static final int CALLERS = 16;

    /** Runs the calls at the same moment; answers "OK" or the name of the exception, for each. */
    private static List<String> race(IntFunction<Runnable> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Runnable call = calls.apply(i);
                tasks.add(() -> {
                    start.await();
                    try {
                        call.run();
                        return "OK";
                    } catch (ConflictException | ServiceQuotaExceededException e) {
                        return e.getClass().getSimpleName();
                    }
                });
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> future : threads.invokeAll(tasks)) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    @Test
    void exactlyOneCreationOfANameWins() throws Exception {
        try (Emulated emulated = new Emulated()) {
            KeyspacesClient client = emulated.client();
            assertThat(race(i -> () -> client.createKeyspace(keyspace("a"))))
                    .containsOnly("OK", "ConflictException")
                    .containsOnlyOnce("OK");
            assertThat(race(i -> () -> client.createTable(table("a", "t").build())))
                    .containsOnlyOnce("OK");
            emulated.slow(Delay.UPDATE_TABLE);
            assertThat(race(i -> () -> client.updateTable(
                            r -> r.keyspaceName("a").tableName("t").defaultTimeToLive(i + 1))))
                    .containsOnlyOnce("OK");
            assertThat(emulated.emulator.calls().writes()).isEqualTo(3);
            assertThat(emulated.emulator.calls().mutating()).isEqualTo(3 * CALLERS);
        }
    }

    @Test
    void neverMoreChangesThanTheQuota() throws Exception {
        try (Emulated emulated = new Emulated()) {
            KeyspacesClient client = emulated.client();
            client.createKeyspace(keyspace("a"));
            emulated.slow(Delay.CREATE_TABLE);
            emulated.emulator.knobs().quotas(new Knobs.Quotas(256, 256, 10, 4, 1000));
            assertThat(race(i -> () -> client.createTable(table("a", "t" + i).build())))
                    .filteredOn("OK"::equals)
                    .hasSize(10);
        }
    }

    @Test
    void changesHappenByThemselvesInRealTime() {
        EmulatorConfig config = EmulatorConfig.local(Emulated.KEY);
        config.knobs().delay(Delay.CREATE_TABLE, Duration.ofMillis(50));
        try (KeyspacesEmulator emulator = KeyspacesEmulator.start(config);
                KeyspacesClient client = Emulated.client(emulator.uri(), Emulated.KEY, "us-east-1")) {
            client.createKeyspace(keyspace("a"));
            client.createTable(table("a", "t").build());
            await().until(() -> client.getTable(r -> r.keyspaceName("a").tableName("t"))
                    .statusAsString()
                    .equals("ACTIVE"));
        }
    }
}
