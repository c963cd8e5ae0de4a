package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.CrashingPorts;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A day in the life of three nodes that need nothing. */
class StableTest {

    private static final int HOURS = 24;

    private final World world = new World();

    @ParameterizedTest
    @EnumSource(ReplicationFix.class)
    void aDayCostsAtMostTenCallsAnHourAndNoWrite(ReplicationFix fix) {
        DesiredNodes desired = World.desired(3, is -> World.with(is, fix, Optional.empty(), new TreeMap<>()));
        world.settle(desired);
        CrashingPorts counting = CrashingPorts.never(world.aws);
        world.operator = world.operator(counting);
        world.calls.clear();
        Instant end = world.clock.instant().plus(Duration.ofHours(HOURS));
        int passes = 0;
        while (world.clock.instant().isBefore(end)) {
            NodesPass pass = world.pass(desired);
            assertThat(pass.done()).isTrue();
            assertThat(pass.next()).isLessThanOrEqualTo(Duration.ofMinutes(1));
            world.forward(pass.next());
            passes++;
        }
        assertThat(counting.mutating()).isEmpty();
        assertThat(passes).isGreaterThan(HOURS * 59);
        assertThat(world.calls.size()).isLessThanOrEqualTo(HOURS * 10);
    }

    @ParameterizedTest
    @EnumSource(ReplicationFix.class)
    void aRestartWritesNothing(ReplicationFix fix) {
        DesiredNodes desired = World.desired(3, is -> World.with(is, fix, Optional.empty(), new TreeMap<>()));
        world.settle(desired);
        CrashingPorts counting = CrashingPorts.never(world.aws);
        world.operator = world.operator(counting);
        assertThat(world.settle(desired).done()).isTrue();
        assertThat(counting.mutating()).isEmpty();
    }
}
