package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.sandbox.keyspaces.ManualTimeline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DdlGateTest {

    private static final KeyspaceFacts QUIET = KeyspaceFacts.absent(Instant.EPOCH);

    private final ManualTimeline time = new ManualTimeline();
    private final DdlGate gate = new DdlGate(new TimelineClock(time));

    @Test
    void isWideUntilTheServiceRefuses() {
        for (int i = 0; i < 30; i++) {
            assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void letsOneThroughPerPassAfterAConflict() {
        refuse("k", AwsError.CONFLICT);
        assertThat(pass("k")).as("in the pass of the conflict").isInstanceOf(Outcome.Waits.class);
        gate.begin();
        assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
        assertThat(pass("k")).isInstanceOfSatisfying(Outcome.Waits.class, waits -> {
            assertThat(waits.waiting().reason()).isEqualTo(Reason.AwsConflict);
            assertThat(waits.waiting().message()).contains("Keyspace k");
        });
        assertThat(pass("other")).as("another keyspace").isInstanceOf(Outcome.Done.class);
    }

    @Test
    void isWideAgainAfterTenMinutes() {
        refuse("k", AwsError.CONFLICT);
        time.advance(Duration.ofMinutes(10).plusMillis(1));
        gate.begin();
        assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
        assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void isNotNarrowedByOtherFailures() {
        refuse("k", AwsError.THROTTLED);
        assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
        assertThat(pass("k")).isInstanceOf(Outcome.Done.class);
    }

    private Outcome pass(String keyspace) {
        return gate.pass(QUIET, keyspace, Outcome.Done::new);
    }

    private void refuse(String keyspace, AwsError error) {
        assertThatThrownBy(() -> gate.pass(QUIET, keyspace, () -> {
                    throw new AwsException(
                            error,
                            new AwsCall("Keyspaces", "CreateTable", "us-east-1", keyspace),
                            "X",
                            "no",
                            null,
                            null);
                }))
                .isInstanceOf(AwsException.class);
    }
}
