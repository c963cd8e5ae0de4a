package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The operator dies before and after every single statement and every call to Secrets Manager that changes something, and
 * once only the reply is lost. Started again without memory it must come to the state of an undisturbed run. Takes long:
 * {@code make test-exhaustive}.
 */
@Tag("exhaustive")
class DatabaseKillPointTest {

    /** Where in a call it happens. */
    private enum When {
        BEFORE,
        AFTER,
        REPLY_LOST
    }

    /** The death of the process; an error, so that no code under test can take it for a failure it handles. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Counts everything that changes something, and dies at one of them. */
    private static final class Death {
        private final int at;
        private final When when;
        private int count;
        private boolean dead;

        Death(int at, When when) {
            this.at = at;
            this.when = when;
        }

        <T> T around(Supplier<T> change, Supplier<RuntimeException> lost) {
            if (dead) {
                throw new Crash();
            }
            boolean here = ++count == at;
            if (here && when == When.BEFORE) {
                dead = true;
                throw new Crash();
            }
            T result = change.get();
            if (here && when == When.AFTER) {
                dead = true;
                throw new Crash();
            }
            if (here) {
                throw lost.get();
            }
            return result;
        }
    }

    @TestFactory
    Stream<DynamicTest> create() {
        return killed(world -> {}, world -> world.small(1), 1);
    }

    @TestFactory
    Stream<DynamicTest> moreCopies() {
        return killed(world -> world.settle(world.small(1), world.nodes(2)), world -> world.small(2), 2);
    }

    private interface Wanted {
        DesiredDatabase in(World world);
    }

    private static Stream<DynamicTest> killed(Consumer<World> before, Wanted wanted, int nodes) {
        int calls;
        List<String> expected;
        try (World world = new World()) {
            before.accept(world);
            Death never = new Death(0, When.BEFORE);
            run(world, never, wanted.in(world), nodes);
            calls = never.count;
            expected = world.dump();
        }
        assertThat(calls).as("calls to die at").isPositive();
        return IntStream.rangeClosed(1, calls).boxed().flatMap(call -> Stream.of(When.values())
                .map(when -> dynamicTest(
                        "call %d of %d, %s".formatted(call, calls, when),
                        () -> disturbed(before, wanted, nodes, new Death(call, when), expected))));
    }

    private static void disturbed(
            Consumer<World> before, Wanted wanted, int nodes, Death death, List<String> expected) {
        try (World world = new World()) {
            before.accept(world);
            try {
                run(world, death, wanted.in(world), nodes);
                assertThat(death.when).as("only a lost reply is survived").isEqualTo(When.REPLY_LOST);
            } catch (Crash crash) {
                run(world, new Death(0, When.BEFORE), wanted.in(world), nodes);
            }
            assertThat(death.count).isGreaterThanOrEqualTo(death.at);
            assertThat(world.dump()).isEqualTo(expected);
            assertThat(world.accepts(new io.unrealcloud.ddc.cql.CqlLogin.Password("cassandra", "cassandra")))
                    .isFalse();
            assertThat(world.commands.done).doesNotHaveDuplicates();
            Death still = new Death(0, When.BEFORE);
            run(world, still, wanted.in(world), nodes);
            assertThat(still.count).as("changes of one more run").isZero();
        }
    }

    private static void run(World world, Death death, DesiredDatabase desired, int nodes) {
        Statements send = (session, cql) -> death.around(
                () -> Statements.send(session, cql), () -> new DriverTimeoutException("The reply was lost"));
        try (ScyllaDatabaseProvisioner operator = world.operator(mortal(world.secrets, death), send)) {
            World.settle(operator, desired, world.nodes(nodes));
        }
    }

    private static SecretsPort mortal(SecretsPort real, Death death) {
        Set<String> reads = Set.of("describe", "value", "previousValue");
        return (SecretsPort) Proxy.newProxyInstance(
                SecretsPort.class.getClassLoader(), new Class<?>[] {SecretsPort.class}, (proxy, method, arguments) -> {
                    Supplier<Object> call = () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException failure) {
                            throw (RuntimeException) failure.getCause();
                        } catch (IllegalAccessException impossible) {
                            throw new IllegalStateException(impossible);
                        }
                    };
                    return reads.contains(method.getName())
                            ? call.get()
                            : death.around(
                                    call, () -> FakeSecrets.failure(AwsError.NETWORK, method.getName(), "secret"));
                });
    }
}
