package io.unrealcloud.ddc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.ForwardingPorts;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is in status before the first call that changes anything, and what happens if it cannot be put there. */
class WriteAheadTest {

    @Test
    void theMarkIsThereBeforeTheFirstWrite() {
        AtomicReference<UnrealCloudDdc> atFirstWrite = new AtomicReference<>();
        AtomicReference<Studio> self = new AtomicReference<>();
        try (Studio studio = new Studio(ports -> watched(ports, method -> {
            if (method.equals("createKeyspace")) {
                atFirstWrite.compareAndSet(null, self.get().get());
            }
        }))) {
            self.set(studio);
            studio.start().apply(Resources.SMALLEST);
            studio.ready();
            assertThat(atFirstWrite.get().getStatus().lastValidSpec()).isNotNull();
        }
    }

    @Test
    void anEditInBetweenAbandonsThePass() {
        AtomicBoolean edited = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger writesBeforeSecondLook = new AtomicInteger(-1);
        AtomicReference<Studio> self = new AtomicReference<>();
        try (Studio studio = new Studio(ports -> watched(ports, method -> {
            if (method.equals("keyspace")) {
                if (edited.compareAndSet(false, true)) {
                    self.get().annotate("tests/edited", "meanwhile");
                } else if (reads.incrementAndGet() == 2) {
                    writesBeforeSecondLook.set(self.get().emulator.calls().mutating());
                }
            }
        }))) {
            self.set(studio);
            studio.start().apply(Resources.SMALLEST);
            UnrealCloudDdc ready = studio.ready();
            assertThat(writesBeforeSecondLook)
                    .as("writes of the abandoned pass")
                    .hasValue(0);
            assertThat(Studio.isTrue(ready, ConditionType.DEGRADED)).isFalse();
        }
    }

    @Test
    void whatNobodyForesawIsAConditionAndHeals() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (Studio studio = new Studio(ports -> watched(ports, method -> {
            if (broken.get()) {
                throw new IllegalStateException("a bug");
            }
        }))) {
            studio.start().apply(Resources.SMALLEST);
            UnrealCloudDdc failed = studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.InternalError);
            assertThat(Studio.message(failed, ConditionType.DEGRADED)).contains("a bug");
            broken.set(false);
            assertThat(Studio.isTrue(studio.ready(), ConditionType.DEGRADED)).isFalse();
        }
    }

    private static AwsPorts watched(AwsPorts real, Consumer<String> before) {
        return new ForwardingPorts(real) {
            @Override
            public KeyspacesPort keyspaces(String region) {
                KeyspacesPort port = real.keyspaces(region);
                return (KeyspacesPort) Proxy.newProxyInstance(
                        KeyspacesPort.class.getClassLoader(),
                        new Class<?>[] {KeyspacesPort.class},
                        (proxy, method, arguments) -> {
                            before.accept(method.getName());
                            try {
                                return method.invoke(port, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
            }
        };
    }
}
