package io.unrealcloud.ddc.verification.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.verification.Pod;
import io.unrealcloud.ddc.verification.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The face the reconciler sees, with work that runs when the test says so. */
class GatewayCountersTest {

    private static final String RESOURCE = "games/ddc";
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Pod ONE = new Pod("ddc-1", URI.create("http://10.0.0.1:9043"));
    private static final Pod TWO = new Pod("ddc-2", URI.create("http://10.0.0.2:9043"));
    private static final String CLEAN = "ddc_gateway_mode_mismatch 0\nddc_gateway_connections 3\n";
    private static final String INDEX = "ddc_gateway_refused_total{statement=\"CREATE INDEX\"} 2\n";

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> changed = new ArrayList<>();
    private final Map<String, Reply> answers = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private List<Pod> pods = List.of(ONE, TWO);
    private String asked = "rev-1";
    private boolean full;

    private final GatewayCounters counters = new GatewayCounters(
            request -> answers.getOrDefault(request.uri().toString(), new Reply.Silence("refused")),
            () -> now,
            task -> {
                if (full) {
                    throw new RejectedExecutionException("full");
                }
                work.add(task);
            },
            changed::add);

    @Test
    void whatOneGatewayRefusedIsSaidOnceAndStaysTheSameWhileItCounts() {
        says(ONE, CLEAN);
        says(TWO, CLEAN + INDEX + "ddc_gateway_refused_total{statement=\"peers_v2\"} 9\n");
        assertThat(ask()).as("at once").isEqualTo(Findings.NONE);
        read();
        assertThat(changed).containsExactly(RESOURCE);
        Verdict schema = ask().schema().orElseThrow();
        assertThat(schema.reason()).isEqualTo(Reason.StatementsRefused);
        assertThat(schema.message()).contains(": CREATE INDEX. ").contains("BuildStoreImplementation");
        assertThat(ask().mode()).isEmpty();
        assertThat(work).as("nothing is due").isEmpty();

        now = now.plus(EVERY);
        says(TWO, CLEAN + "ddc_gateway_refused_total{statement=\"CREATE INDEX\"} 2000\n");
        ask();
        read();
        assertThat(changed).as("only the number is another").hasSize(1);
        assertThat(ask().schema()).contains(schema);
    }

    @Test
    void theWrongModeIsSaidWithItsSigns() {
        says(ONE, """
            ddc_gateway_mode_mismatch 1
            ddc_gateway_mode_evidence_total{evidence="bypass_cache",mode="scylla"} 4
            ddc_gateway_mode_evidence_total{evidence="blob_bind",mode="keyspaces"} 4
            """);
        says(TWO, CLEAN);
        ask();
        read();
        Verdict mode = ask().mode().orElseThrow();
        assertThat(mode.isYes()).isTrue();
        assertThat(mode.reason()).isEqualTo(Reason.WrongMode);
        assertThat(mode.message()).contains("(bypass_cache)").contains("spec.application.version");
        assertThat(ask().schema()).isEmpty();
    }

    @Test
    void silenceTakesNothingBackUntilThePodIsGone() {
        says(ONE, CLEAN);
        says(TWO, CLEAN + INDEX);
        ask();
        read();
        for (Reply nothing : List.of(
                new Reply.Silence("refused"), answered(503, INDEX), answered(200, "<html>a login page</html>"))) {
            answers.put("http://10.0.0.2:9043/metrics", nothing);
            now = now.plus(EVERY);
            ask();
            read();
            assertThat(ask().refused()).containsExactly("CREATE INDEX");
        }
        assertThat(changed).hasSize(1);

        pods = List.of(ONE);
        asked = "rev-2";
        ask();
        read();
        assertThat(ask()).isEqualTo(Findings.NONE);
        assertThat(changed).hasSize(2);
    }

    @Test
    void oneReadingAtATimeAndANewRolloutBringsItForward() {
        ask();
        asked = "rev-2";
        ask();
        assertThat(work).hasSize(1);
        read();
        ask();
        assertThat(work).as("the rollout was another").hasSize(1);
    }

    @Test
    void whatCannotBeReadNowIsReadWhenItIsDueAgain() {
        full = true;
        says(ONE, INDEX);
        ask();
        full = false;
        now = now.plus(EVERY);
        ask();
        read();
        assertThat(ask().refused()).hasSize(1);
    }

    @Test
    void aResourceThatIsGoneIsNotSpokenOf() {
        says(ONE, INDEX);
        ask();
        counters.forget(RESOURCE);
        read();
        assertThat(changed).isEmpty();
    }

    private Findings ask() {
        return counters.standing(RESOURCE, () -> pods, asked, EVERY).findings();
    }

    private void read() {
        work.remove().run();
    }

    private void says(Pod pod, String text) {
        answers.put(pod.uri() + "/metrics", answered(200, text));
    }

    private static Reply answered(int status, String text) {
        return new Reply.Answered(status, Optional.empty(), text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
