package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can go wrong: what the resource says of it, and that it heals when the cause is gone. */
class FaultsTest {

    private final World world = new World();
    private final Actor operator = new Actor(world);
    private final DesiredState desired = World.desired("uid-1", Resources.SMALLEST);

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, CreateTable, AwsThrottled, was throttled",
        "SERVER_ERROR, CreateTable, AwsUnavailable, failed at AWS",
        "UNAVAILABLE, CreateTable, AwsUnavailable, failed at AWS",
        "ACCESS_DENIED, CreateTable, AwsAccessDenied, Allow this action in the IAM policy",
        "DROP_BEFORE, CreateTable, AwsUnreachable, got no usable answer",
        "THROTTLE, CreateKeyspace, AwsThrottled, was throttled",
        "ACCESS_DENIED, CreateType, AwsAccessDenied, Allow this action in the IAM policy",
        "ACCESS_DENIED, TagResource, AwsAccessDenied, Allow this action in the IAM policy"
    })
    void aRefusedChangeIsSaidAndTriedAgain(Fault.Kind kind, String operation, Reason reason, String words) {
        world.emulator.faults().add(Fault.next(kind, operation).times(1_000));
        Pass pass = operator.pass(desired);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.degraded().isYes()).isTrue();
        assertThat(report.degraded().reason()).isEqualTo(reason);
        assertThat(report.degraded().message()).contains(operation).contains(words);
        if (!operation.equals("TagResource")) {
            assertThat(report.ready().answer()).isEqualTo(Verdict.Answer.NO);
            assertThat(report.ready().reason()).isEqualTo(reason);
        }
        Duration first = pass.next();
        world.time.advance(first);
        assertThat(operator.pass(desired).next()).as("pauses grow").isGreaterThan(first);

        world.emulator.faults().clear();
        assertHealed();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, AwsThrottled",
        "SERVER_ERROR, AwsUnavailable",
        "ACCESS_DENIED, AwsAccessDenied",
        "DROP_BEFORE, AwsUnreachable"
    })
    void aReadThatFailsLeavesWhatIsKnown(Fault.Kind kind, Reason reason) {
        operator.settle(desired);
        world.emulator.faults().add(Fault.next(kind, null).times(1_000));
        Pass pass = operator.readAll(desired);
        assertThat(pass.failure()).isPresent();
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().isYes()).as("the database is still there").isTrue();
        assertThat(report.degraded().reason()).isEqualTo(reason);
        world.emulator.faults().clear();
        assertHealed();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "DROP_BEFORE"})
    void aFirstReadThatFailsIsUnknownAndNotAbsent(Fault.Kind kind) {
        world.emulator.faults().add(Fault.next(kind, null).times(1_000));
        BackendReport report = Actor.report(desired, operator.pass(desired));
        assertThat(report.ready().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
        world.emulator.faults().clear();
        assertHealed();
        assertThat(world.emulator.calls().mutating())
                .as("%s", world.emulator.calls().counts())
                .isEqualTo(2 + 3 + 20 + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateKeyspace", "CreateType", "CreateTable", "TagResource"})
    void aReplyLostAfterTheWorkMakesNothingTwice(String operation) {
        world.delay(Duration.ofSeconds(10), Delay.CREATE_TABLE, Delay.CREATE_TYPE, Delay.CREATE_KEYSPACE);
        world.emulator.faults().add(Fault.next(Fault.Kind.DROP_AFTER, operation).times(2));
        assertHealed();
        assertThat(world.emulator.faults().waiting()).as("faults not met").isEmpty();
    }

    @Test
    void aLostReplyIsLookedIntoBeforeTheCallIsMadeAgain() {
        world.delay(Duration.ofSeconds(10), Delay.CREATE_TABLE);
        world.emulator
                .faults()
                .add(Fault.next(Fault.Kind.DROP_AFTER, "CreateTable").times(3));
        assertHealed();
        assertThat(world.emulator.calls().count("CreateTable"))
                .as("%s", world.emulator.calls().counts())
                .isEqualTo(20);
    }

    @Test
    void aSlowAnswerIsOnlySlow() {
        world.emulator.faults().add(Fault.slow("CreateTable", Duration.ofMillis(200)));
        assertThat(operator.pass(desired).plan().isEmpty()).isTrue();
    }

    @Test
    void aQuotaIsNamedAndWaitedFor() {
        world.emulator.knobs().quotas(new Knobs.Quotas(256, 7, 50, 4, 1000));
        Pass pass = operator.pass(desired);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().reason()).isEqualTo(Reason.QuotaExceeded);
        assertThat(report.ready().message()).contains("Service Quotas");
        assertThat(report.tablesReady()).isEqualTo(7);
        world.emulator.knobs().quotas(Knobs.Quotas.DEFAULTS);
        assertHealed();
    }

    @Test
    void aServiceThatTakesOneChangeAtATimeIsConvergedWith() {
        world.delay(Duration.ofSeconds(10), Delay.CREATE_TABLE, Delay.CREATE_TYPE);
        world.emulator.knobs().parallelDdlRefused(true);
        assertHealed();
        long refused = world.emulator
                .calls()
                .matching(call -> call.mutating() && !call.wrote())
                .size();
        assertThat(refused).as("refused calls for 22 objects").isLessThanOrEqualTo(22);
    }

    @Test
    void manyOperatorThreadsKeepTheLimitOfTheService() {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Actor parallel = new Actor(world, world.aws, threads);
            world.delay(Duration.ofSeconds(10), Delay.CREATE_TABLE, Delay.CREATE_TYPE);
            world.emulator.knobs().quotas(new Knobs.Quotas(256, 256, 4, 4, 1000));
            Pass pass = parallel.settle(desired);
            assertThat(pass.plan().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"KEYSPACE_NOT_FOUND_LAG", "STATUS_LAG"})
    void whatReadsLateIsNotMadeTwice(Delay lag) {
        world.delay(Duration.ofSeconds(20), lag);
        assertHealed();
        assertThat(world.emulator.calls().count("CreateKeyspace")).isEqualTo(2);
        assertThat(world.emulator.calls().count("CreateTable")).isEqualTo(20);
    }

    @Test
    void anAccountsPartitionerStopsWithTheCommandThatMendsIt() {
        world.emulator.knobs().partitioner(Knobs.DEFAULT_PARTITIONER);
        Pass pass = operator.settle(desired);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().answer()).isEqualTo(Verdict.Answer.NO);
        assertThat(report.ready().reason()).isEqualTo(Reason.PartitionerUnsuitable);
        assertThat(report.ready().message())
                .contains("UPDATE system.local SET partitioner='%s' WHERE key='local'".formatted(Knobs.MURMUR3));
        world.emulator.knobs().partitioner(Knobs.MURMUR3);
        world.emulator.calls().reset();
        Pass healed =
                operator.until(() -> operator.pass(desired), done -> done.plan().isEmpty());
        assertThat(Actor.report(desired, healed).ready().isYes()).isTrue();
        assertThat(world.emulator.calls().total())
                .as("calls to the control plane")
                .isZero();
    }

    @Test
    void theVerdictOnThePartitionerIsNotGivenTooEarly() {
        world.emulator.knobs().partitioner(Knobs.DEFAULT_PARTITIONER);
        operator.until(
                () -> {
                    Pass pass = operator.pass(desired);
                    assertThat(Actor.report(desired, pass).ready().isYes()).isFalse();
                    return pass;
                },
                Actor::settled);
    }

    @Test
    void cqlThatCannotBeReadIsTriedAgainHoweverOftenEventsCome() {
        world.cql.answer(clock ->
                java.util.Optional.of(new CqlFacts.Failed(clock.instant(), Reason.CqlUnreachable, "no route")));
        Pass pass = operator.pass(desired);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().isYes()).isTrue();
        assertThat(report.schemaValid().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
        assertThat(report.schemaValid().reason()).isEqualTo(Reason.CqlUnreachable);
        for (int event = 0; event < 600; event++) {
            world.time.advance(Duration.ofSeconds(1));
            operator.pass(desired);
        }
        assertThat(world.cql.reads()).as("reads in ten minutes").isBetween(6, 15);
        world.cql.answer(clock -> java.util.Optional.empty());
        operator.until(
                () -> operator.pass(desired),
                later -> Actor.report(desired, later).schemaValid().isYes());
    }

    @Test
    void eventsDoNotPutOffTheLookAtWhatIsAwaited() {
        world.delay(Duration.ofMinutes(5), Delay.CREATE_TABLE);
        operator.pass(desired);
        for (int event = 0; event < 400; event++) {
            world.time.advance(Duration.ofSeconds(1));
            operator.pass(desired);
        }
        assertThat(Actor.report(desired, operator.pass(desired)).ready().isYes())
                .isTrue();
    }

    @Test
    void waitingCostsFewCalls() {
        world.delay(Duration.ofMinutes(2), Delay.CREATE_TABLE);
        assertHealed();
        assertThat(world.emulator.calls().total())
                .as("calls for 25 objects: %s", world.emulator.calls().counts())
                .isLessThanOrEqualTo(3 * 25 + 2 * 62);
    }

    @Test
    void aKeyspaceThatIsSlowToShowIsAskedForOnceAMinute() {
        world.delay(Duration.ofMinutes(5), Delay.CREATE_KEYSPACE);
        assertHealed();
        assertThat(world.emulator.calls().count("CreateKeyspace")).isLessThanOrEqualTo(2 * 6);
    }

    private void assertHealed() {
        Pass pass = operator.settle(desired);
        assertThat(pass.plan().steps()).isEmpty();
        assertThat(pass.outcomes().values()).noneMatch(Outcome.Failed.class::isInstance);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().isYes()).as("%s", report.ready()).isTrue();
        assertThat(report.schemaValid().isYes()).as("%s", report.schemaValid()).isTrue();
        assertThat(report.degraded().isYes()).isFalse();
        assertThat(world.tables("jupiter")).hasSize(15);
        assertThat(world.tables(ProvisioningTest.LOCAL)).hasSize(5);
    }
}
