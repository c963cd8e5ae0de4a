package io.unrealcloud.ddc.aws.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.CrashingPorts.When;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrashingPortsTest {
    private final RecordingKeyspacesPort recording = new RecordingKeyspacesPort(silent());

    @Test
    void everyMethodIsEitherAReadOrAWrite() {
        assertThat(Arrays.stream(KeyspacesPort.class.getMethods())
                        .filter(method -> new RecordingKeyspacesPort.Recorded(method.getName(), List.of()).mutating())
                        .map(Method::getName))
                .containsExactlyInAnyOrder(
                        "createKeyspace",
                        "addRegions",
                        "deleteKeyspace",
                        "createTable",
                        "updateTable",
                        "deleteTable",
                        "createType",
                        "deleteType",
                        "tag",
                        "untag");
    }

    @Test
    void neverOnlyCounts() {
        CrashingPorts ports = CrashingPorts.never(ports());
        work(ports);
        assertThat(ports.mutatingCalls()).isEqualTo(2);
        assertThat(ports.reached()).isFalse();
        assertThat(recording.calls()).extracting("method").containsExactly("keyspace", "deleteTable", "deleteKeyspace");
    }

    @Test
    void beforeMeansAwsNeverHeardOfIt() {
        CrashingPorts ports = CrashingPorts.at(ports(), 2, When.BEFORE);
        assertThatThrownBy(() -> work(ports)).isInstanceOf(CrashingPorts.Crash.class);
        assertThat(recording.mutating()).extracting("method").containsExactly("deleteTable");
        assertThat(ports.reached()).isTrue();
    }

    @Test
    void afterMeansItWasDone() {
        CrashingPorts ports = CrashingPorts.at(ports(), 1, When.AFTER);
        assertThatThrownBy(() -> work(ports)).isInstanceOf(CrashingPorts.Crash.class);
        assertThat(recording.mutating()).extracting("method").containsExactly("deleteTable");
        assertThatThrownBy(() -> ports.keyspaces("eu-west-1").keyspace("k"))
                .isInstanceOf(CrashingPorts.Crash.class)
                .hasMessageContaining("Dead already");
    }

    @Test
    void aLostReplyIsNetworkOnce() {
        CrashingPorts ports = CrashingPorts.at(ports(), 1, When.REPLY_LOST);
        assertThatThrownBy(() -> work(ports)).isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.error())
                .isEqualTo(AwsError.NETWORK));
        work(ports);
        assertThat(recording.mutating())
                .extracting("method")
                .containsExactly("deleteTable", "deleteTable", "deleteKeyspace");
    }

    private static void work(AwsPorts ports) {
        ports.keyspaces("us-east-1").keyspace("k");
        ports.keyspaces("us-east-1").deleteTable("k", "t");
        ports.keyspaces("eu-west-1").deleteKeyspace("k");
    }

    private static KeyspacesPort silent() {
        return (KeyspacesPort) Proxy.newProxyInstance(
                KeyspacesPort.class.getClassLoader(),
                new Class<?>[] {KeyspacesPort.class},
                (self, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : null);
    }

    private AwsPorts ports() {
        return new AwsPorts() {
            @Override
            public KeyspacesPort keyspaces(String region) {
                return recording.port();
            }

            @Override
            public StsPort sts(String region) {
                throw new UnsupportedOperationException();
            }

            @Override
            public EksPort eks(String region) {
                throw new UnsupportedOperationException();
            }

            @Override
            public IamPort iam(String region) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }
}
