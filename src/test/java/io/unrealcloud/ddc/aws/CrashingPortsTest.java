package io.unrealcloud.ddc.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.aws.CrashingPorts.When;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrashingPortsTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void everyMethodIsEitherAReadOrAWrite() {
        List<String> methods = Stream.of(
                        KeyspacesPort.class,
                        IamPort.class,
                        Ec2Port.class,
                        SsmPort.class,
                        Route53Port.class,
                        SecretsPort.class)
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .distinct()
                .toList();
        assertThat(methods).containsAll(CrashingPorts.READS);
        assertThat(methods.stream().filter(method -> !CrashingPorts.READS.contains(method)))
                .allMatch(method -> method.matches("(add|authorize|create|delete|detach|protect|put|remove|restore"
                        + "|revoke|run|set|tag|terminate|untag|update)([A-Z].*)?"));
    }

    @Test
    void neverOnlyCounts() {
        CrashingPorts ports = CrashingPorts.never(ports());
        work(ports);
        assertThat(ports.mutatingCalls()).isEqualTo(2);
        assertThat(ports.mutating()).containsExactly("Keyspaces deleteTable", "EC2 terminate");
        assertThat(ports.reached()).isFalse();
        assertThat(heard).containsExactly("keyspace", "deleteTable", "terminate");
    }

    @Test
    void beforeMeansAwsNeverHeardOfIt() {
        CrashingPorts ports = CrashingPorts.at(ports(), 2, When.BEFORE);
        assertThatThrownBy(() -> work(ports)).isInstanceOf(CrashingPorts.Crash.class);
        assertThat(heard).containsExactly("keyspace", "deleteTable");
        assertThat(ports.reached()).isTrue();
    }

    @Test
    void afterMeansItWasDone() {
        CrashingPorts ports = CrashingPorts.at(ports(), 1, When.AFTER);
        assertThatThrownBy(() -> work(ports)).isInstanceOf(CrashingPorts.Crash.class);
        assertThat(heard).containsExactly("keyspace", "deleteTable");
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
        assertThat(heard).containsExactly("keyspace", "deleteTable", "keyspace", "deleteTable", "terminate");
    }

    private static void work(AwsPorts ports) {
        ports.keyspaces("us-east-1").keyspace("k");
        ports.keyspaces("us-east-1").deleteTable("k", "t");
        ports.ec2("eu-west-1").terminate("i-1");
    }

    private AwsPorts ports() {
        return port(
                AwsPorts.class,
                (self, method, arguments) ->
                        method.getReturnType() == void.class ? null : port(method.getReturnType(), this::silent));
    }

    private Object silent(Object self, Method method, Object[] arguments) {
        heard.add(method.getName());
        return method.getReturnType() == Optional.class ? Optional.empty() : null;
    }

    private static <P> P port(Class<P> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
