package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the probes say as time passes. */
class HealthTest {
    private long now = Duration.ofDays(1).toNanos();
    private final Health health = new Health(Duration.ofSeconds(60), () -> now);

    @Test
    void startUpWaitsForTheFirstProof() {
        health.upstreamFailed("nobody listens");
        assertThat(health.started()).isFalse();
        assertThat(health.ready()).isFalse();
        assertThat(health.explain()).contains("nobody listens");
        health.upstreamProved();
        assertThat(health.started()).isTrue();
        assertThat(health.ready()).isTrue();
    }

    @Test
    void aBlipDoesNotTakeThePodOutOfItsServiceAndALongAbsenceDoesUntilItEnds() {
        health.upstreamProved();
        now += Duration.ofSeconds(60).toNanos();
        health.upstreamFailed("connection reset");
        assertThat(health.ready()).isTrue();
        now += 1;
        assertThat(health.ready()).isFalse();
        assertThat(health.explain()).contains("connection reset");
        assertThat(health.started()).as("the process is not restarted for it").isTrue();
        health.upstreamAnswered();
        assertThat(health.ready()).isTrue();
        assertThat(health.explain()).isEqualTo("ok");
    }

    @Test
    void whoShutsDownIsNotReady() {
        health.upstreamProved();
        health.drain();
        assertThat(health.ready()).isFalse();
    }
}
