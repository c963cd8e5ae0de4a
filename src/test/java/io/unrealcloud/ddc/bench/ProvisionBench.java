package io.unrealcloud.ddc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.KeyspacesBackend.TableOptions;
import io.unrealcloud.ddc.model.KeyspacesBackend.Throughput;
import io.unrealcloud.ddc.model.OperatorSettings.Endpoint;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.provision.keyspaces.CqlFacts;
import io.unrealcloud.ddc.provision.keyspaces.DesiredState;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.provision.keyspaces.Pass;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long provisioning takes over what the service itself needs, and how many calls it makes. */
@Tag("bench")
class ProvisionBench {

    private static final AccessKey KEY = new AccessKey(
            "AKIABENCH00000000000", "secret", null, "arn:aws:iam::123456789012:user/bench", "123456789012", null);

    @Test
    void provisioning() throws Exception {
        BenchReport report = new BenchReport("provisioning");
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            provision(Duration.ZERO);
        }
        Run immediate = provision(Duration.ZERO);
        report.row("Jupiter schema, no delay", immediate.seconds(), "s", "<= 1")
                .row("control-plane calls per object, no delay", immediate.callsPerObject(), "calls", "<= 3");
        Duration delay = Duration.ofSeconds(2);
        Run slow = provision(delay);
        // The keyspace, then its types, then its tables: three creates one after the other.
        double critical = 3 * delay.toMillis() / 1000.0;
        report.row("Jupiter schema, each create 2 s", slow.seconds(), "s", "")
                .row("over the critical path of 6 s", slow.seconds() / critical, "x", "<= 1.15")
                .row("control-plane calls per object, each create 2 s", slow.callsPerObject(), "calls", "");
        report.publish();
    }

    private record Run(double seconds, int calls, int objects) {
        double callsPerObject() {
            return (double) calls / objects;
        }
    }

    private static Run provision(Duration delay) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CallListener counter = ended -> calls.incrementAndGet();
        ExecutorService executor = Executors.newFixedThreadPool(16);
        try (KeyspacesEmulator emulator = KeyspacesEmulator.start(EmulatorConfig.local(KEY));
                AwsPorts aws = new AwsClients(
                        AwsSettings.DEFAULT
                                .withEndpoints(Map.of("keyspaces", emulator.uri()))
                                .withCredentials(new AwsSettings.StaticCredentials(
                                        KEY.accessKeyId(), KEY.secretAccessKey(), Optional.empty())),
                        counter)) {
            List.of(Delay.CREATE_KEYSPACE, Delay.CREATE_TYPE, Delay.CREATE_TABLE)
                    .forEach(kind -> emulator.knobs().delay(kind, delay));
            Clock clock = Clock.systemUTC();
            KeyspacesProvisioner provisioner = new KeyspacesProvisioner(
                    aws,
                    (backend, keyspaces) ->
                            new CqlFacts.Failed(clock.instant(), Reason.CqlUnreachable, "not part of this bench"),
                    executor,
                    clock);
            DesiredState desired = desired();
            long begin = System.nanoTime();
            Pass pass = provisioner.pass(desired, true, false, () -> {});
            while (!pass.plan().isEmpty()) {
                Thread.sleep(pass.next());
                pass = provisioner.pass(desired, false, false, () -> {});
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            int objects = desired.keyspaces().size()
                    + desired.keyspaces().stream()
                            .mapToInt(keyspace -> keyspace.schema().types().size()
                                    + keyspace.schema().tables().size())
                            .sum();
            assertThat(pass.facts().keyspaces()).hasSize(desired.keyspaces().size());
            return new Run(seconds, calls.get(), objects);
        } finally {
            executor.shutdownNow();
        }
    }

    private static DesiredState desired() {
        KeyspacesBackend backend = new KeyspacesBackend(
                "us-east-1",
                new KeyspaceNames("jupiter", "ddc_us_east_1"),
                "Jupiter",
                List.of(),
                "us-east-1",
                new TableOptions(
                        new Throughput.OnDemand(), Optional.empty(), Optional.empty(), false, Optional.empty()),
                new Endpoint("localhost", 9142),
                Set.of(),
                Set.of());
        Owner owner = new Owner("arn:aws:eks:us-east-1:123456789012:cluster/bench", "bench", "games", "uid-1");
        return DesiredState.of(owner, backend, SchemaCatalogue.current());
    }
}
