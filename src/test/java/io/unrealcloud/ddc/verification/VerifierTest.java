package io.unrealcloud.ddc.verification;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFIER;
import static io.unrealcloud.ddc.verification.Targets.pods;
import static io.unrealcloud.ddc.verification.Targets.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.sandbox.ddc.CuttableLine;
import io.unrealcloud.ddc.sandbox.ddc.DdcFixture;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import io.unrealcloud.ddc.verification.Outcome.ContentIds;
import io.unrealcloud.ddc.verification.Outcome.Proof;
import io.unrealcloud.ddc.verification.Outcome.Verified;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifier against stand-ins with a real database and bucket: when all is well, and each way it is not. */
class VerifierTest {
    private static DdcFixture fixture;
    private static DdcStandIn first;
    private static DdcStandIn second;
    private static final JdkDdcHttp HTTP = new JdkDdcHttp();

    /** One minute further for each test, so that every check has keys of its own. */
    private static Instant now = Instant.now().minus(Duration.ofHours(3));

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
        first = fixture.start();
        second = fixture.start();
    }

    @AfterAll
    static void end() {
        HTTP.close();
        first.close();
        second.close();
        fixture.close();
    }

    @Test
    void allIsWell() {
        Target target = Targets.of(pods(first, second), rows(fixture));
        Outcome outcome = rollout(HTTP, target, Duration.ZERO);
        assertThat(outcome).isEqualTo(new Verified(Proof.OTHER_POD_AND_ROWS, ContentIds.RESOLVED));
        assertThat(outcome.verdict().isYes()).isTrue();
    }

    @Test
    void withoutTheDatabaseAnotherPodIsProofEnough() {
        assertThat(verify(HTTP, Targets.of(pods(first, second), Optional.empty()), Depth.ROUTINE))
                .isEqualTo(new Verified(Proof.OTHER_POD, ContentIds.NOT_ASKED));
    }

    @Test
    void oneRememberingPodIsNoProofButItsRowsAre() {
        assertThat(verify(HTTP, Targets.of(pods(first), rows(fixture)), Depth.ROUTINE))
                .isEqualTo(new Verified(Proof.ROWS, ContentIds.NOT_ASKED));
        Outcome outcome = verify(HTTP, Targets.of(pods(first), Optional.empty()), Depth.ROUTINE);
        assertThat(outcome).isInstanceOf(Outcome.Unproven.class);
        assertThat(outcome.verdict().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
    }

    @Test
    void aDatabaseTheOperatorCannotReachIsNoFault() {
        Supplier<DatabaseRows> away = () -> {
            throw new RowsUnavailableException("Cannot log in", null);
        };
        assertThat(verify(HTTP, Targets.of(pods(first, second), Optional.of(away)), Depth.ROUTINE))
                .isEqualTo(new Verified(Proof.OTHER_POD, ContentIds.NOT_ASKED));
    }

    @Test
    void aWrongTokenIsToldApart() {
        Target target = new Target("us-east-1", VERIFICATION, "wrong", pods(first), 4096, Optional.empty(), Set.of());
        assertThat(verify(HTTP, target, Depth.ROUTINE)).isEqualTo(new Outcome.Unauthorised("pod-0", 401));
        Target elsewhere =
                new Target("us-east-1", DdcFixture.NAMESPACE, VERIFIER, pods(first), 4096, Optional.empty(), Set.of());
        assertThat(verify(HTTP, elsewhere, Depth.ROUTINE)).isEqualTo(new Outcome.Unauthorised("pod-0", 403));
        Target nowhere =
                new Target("us-east-1", "no-such-namespace", VERIFIER, pods(first), 4096, Optional.empty(), Set.of());
        assertThat(verify(HTTP, nowhere, Depth.ROUTINE)).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({".raw, true", ".raw, false", ".uecb, true", ".uecb, false"})
    void wrongAnswersAreFound(String form, boolean changeHash) {
        DdcHttp wrong = request -> {
            Reply reply = HTTP.send(request);
            if (!request.uri().getPath().endsWith(form) || !(reply instanceof Reply.Answered answer)) {
                return reply;
            }
            byte[] body = answer.body().clone();
            if (!changeHash) {
                body[body.length - 1] ^= 1;
            }
            return new Reply.Answered(
                    answer.status(), changeHash ? Optional.of("0".repeat(40)) : answer.ioHash(), body, answer.took());
        };
        Outcome outcome = verify(wrong, Targets.of(pods(first, second), rows(fixture)), Depth.ROUTINE);
        assertThat(outcome).isInstanceOf(Outcome.WrongAnswer.class);
        assertThat(outcome.verdict().reason()).isEqualTo(Reason.DdcWrongAnswer);
    }

    /** The row goes right after the PUT; the pod that wrote it still has it in memory. */
    @Test
    void aLostRowBehindTheCacheIsFound() {
        DdcHttp losing = request -> {
            Reply reply = HTTP.send(request);
            if (request.method().equals("PUT") && request.uri().getPath().contains("/refs/")) {
                fixture.cql.execute("TRUNCATE " + fixture.keyspaces.replicated() + ".objects");
            }
            return reply;
        };
        assertThat(verify(losing, Targets.of(pods(first), rows(fixture)), Depth.ROUTINE))
                .isInstanceOfSatisfying(
                        Outcome.NotStored.class, lost -> assertThat(lost.what()).contains("objects"));
        assertThat(verify(losing, Targets.of(pods(first, second), Optional.empty()), Depth.ROUTINE))
                .isInstanceOfSatisfying(
                        Outcome.NotStored.class, lost -> assertThat(lost.what()).contains("not known to pod"));
    }

    /** A slow replica: the first look finds nothing, the next finds what is written then. */
    @Test
    void whatIsOnlyLateIsTriedAgain() {
        List<Duration> pauses = new ArrayList<>();
        DdcHttp late = request -> pauses.isEmpty() && request.method().equals("GET")
                ? new Reply.Answered(404, Optional.empty(), new byte[0], Duration.ZERO)
                : HTTP.send(request);
        Verifier verifier = new Verifier(late, clock(), pauses::add);
        assertThat(verifier.verify(Targets.of(pods(first, second), rows(fixture)), Depth.ROUTINE, false)
                        .outcome())
                .isInstanceOf(Verified.class);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aMissingBucketIsAFailureOfDdc() {
        Map<String, Object> settings = fixture.settings();
        settings.put("S3:BucketName", fixture.bucket + "-gone");
        try (DdcStandIn pod = fixture.start(settings)) {
            assertThat(verify(HTTP, Targets.of(pods(pod), Optional.empty()), Depth.ROUTINE))
                    .isEqualTo(new Outcome.Failed("pod-0", 500, "the PUT of a ref"));
        }
    }

    @Test
    void aDatabaseThatIsAwayIsNamedAndHeals() {
        try (CuttableLine line = new CuttableLine(fixture.database)) {
            Map<String, Object> settings = fixture.settings();
            settings.put(
                    "Scylla:ConnectionString",
                    "Contact Points=127.0.0.1;Port=" + line.address().getPort() + ";Default Keyspace="
                            + fixture.keyspaces.replicated());
            try (DdcStandIn pod = fixture.start(settings)) {
                Target target = Targets.of(pods(pod), rows(fixture));
                assertThat(verify(HTTP, target, Depth.ROUTINE)).isInstanceOf(Verified.class);
                line.cut();
                Outcome outcome = verify(HTTP, target, Depth.ROUTINE);
                assertThat(outcome).isEqualTo(new Outcome.DatabaseDown("pod-0"));
                assertThat(outcome.verdict().message()).contains("DatabaseReady");
                line.mend();
                org.awaitility.Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> verify(HTTP, target, Depth.ROUTINE) instanceof Verified);
            }
        }
    }

    @Test
    void podsOutOfReachSayNothingAboutDdc() throws IOException {
        Pod dead = deadPod();
        Outcome outcome = verify(HTTP, Targets.of(List.of(dead), rows(fixture)), Depth.ROUTINE);
        assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
        assertThat(outcome.verdict().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
        for (List<Pod> pods : List.of(
                List.of(dead, pods(first).getFirst()), List.of(pods(first).getFirst(), dead))) {
            assertThat(verify(HTTP, Targets.of(pods, rows(fixture)), Depth.ROUTINE))
                    .isEqualTo(new Verified(Proof.ROWS, ContentIds.NOT_ASKED));
        }
        assertThat(verify(HTTP, Targets.of(List.of(), Optional.empty()), Depth.ROUTINE))
                .isEqualTo(new Outcome.NoPods());
    }

    @Test
    void aCompressedBlobDdcDoesNotTakeIsNoFault() {
        DdcHttp picky = request -> request.uri().getPath().contains("compressed-blobs")
                ? new Reply.Answered(400, Optional.empty(), new byte[0], Duration.ZERO)
                : HTTP.send(request);
        Target target = Targets.of(pods(first, second), rows(fixture));
        assertThat(rollout(picky, target, Duration.ofMinutes(1)))
                .isEqualTo(new Verified(Proof.OTHER_POD_AND_ROWS, ContentIds.NOT_UNDERSTOOD));
    }

    @Test
    void everyMessageSaysWhatToDo() {
        for (Outcome outcome : List.of(
                new Outcome.WrongAnswer("p", "w"),
                new Outcome.Unauthorised("p", 401),
                new Outcome.Refused("p", 404, "a PUT"),
                new Outcome.DatabaseDown("p"),
                new Outcome.Failed("p", 500, "a PUT"),
                new Outcome.Unreachable("p: refused"),
                new Outcome.Unproven("why"))) {
            assertThat(outcome.verdict().message()).containsPattern("(?i)(look|check|restart|let|run) ");
            assertThat(outcome.verdict().message()).doesNotContain(VERIFIER);
        }
    }

    private static Outcome verify(DdcHttp http, Target target, Depth depth) {
        return new Verifier(http, clock(), duration -> {})
                .verify(target, depth, false)
                .outcome();
    }

    /** By the real time, give or take, because the replication log has its hour. */
    private static Outcome rollout(DdcHttp http, Target target, Duration ahead) {
        return new Verifier(http, java.time.Clock.offset(java.time.Clock.systemUTC(), ahead), duration -> {})
                .verify(target, Depth.ROLLOUT, false)
                .outcome();
    }

    private static synchronized InstantSource clock() {
        now = now.plus(Duration.ofMinutes(1));
        Instant at = now;
        return () -> at;
    }

    private static Pod deadPod() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new Pod("dead", URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        }
    }
}
