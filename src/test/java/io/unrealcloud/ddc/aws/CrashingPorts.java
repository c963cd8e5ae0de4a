package io.unrealcloud.ddc.aws;

import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Ports that die at one chosen mutating call, counted over all services and Regions. Count the calls of a whole run
 * with {@link #never}, then run once for every call and every {@link When}.
 */
public final class CrashingPorts extends ForwardingPorts {
    /** Methods that only read; every other method of a port changes something. */
    static final Set<String> READS = Set.of(
            "region",
            "keyspaceNames",
            "keyspace",
            "tableNames",
            "table",
            "autoScaling",
            "typeNames",
            "type",
            "tags",
            "oidcProviderArns",
            "oidcProvider",
            "role",
            "inlinePolicies",
            "inlinePolicy",
            "attachedPolicies",
            "instanceProfiles",
            "instanceProfile",
            "instances",
            "image",
            "images",
            "subnets",
            "securityGroups",
            "securityGroup",
            "volumes",
            "online",
            "invocation",
            "document",
            "zone",
            "record",
            "describe",
            "value",
            "previousValue");

    /** Where in the chosen call it happens. */
    public enum When {
        /** The process dies before the request leaves. */
        BEFORE,
        /** The process dies after AWS did the work and before anybody heard of it. */
        AFTER,
        /** The process lives, AWS did the work, and the reply is lost: {@code NETWORK}, once. */
        REPLY_LOST
    }

    /** The death of the process; an error, so that no code under test can take it for a failure it handles. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String message) {
            super(message);
        }
    }

    private final int at;
    private final When when;
    private final List<String> mutating = new ArrayList<>();
    private boolean dead;

    private CrashingPorts(AwsPorts real, int at, When when) {
        super(real);
        this.at = at;
        this.when = when;
    }

    /** @param at the mutating call it happens at; the first is 1 */
    public static CrashingPorts at(AwsPorts real, int at, When when) {
        if (at < 1) {
            throw new IllegalArgumentException("The first call is 1, not " + at);
        }
        return new CrashingPorts(real, at, when);
    }

    public static CrashingPorts never(AwsPorts real) {
        return new CrashingPorts(real, 0, When.BEFORE);
    }

    /** Mutating calls asked for so far. */
    public synchronized int mutatingCalls() {
        return mutating.size();
    }

    /** Names of the mutating calls asked for so far, such as {@code EC2 run}. */
    public synchronized List<String> mutating() {
        return List.copyOf(mutating);
    }

    /** Whether the chosen call was reached. */
    public synchronized boolean reached() {
        return at > 0 && mutating.size() >= at;
    }

    @Override
    public KeyspacesPort keyspaces(String region) {
        return proxy(KeyspacesPort.class, super.keyspaces(region), "Keyspaces", region);
    }

    @Override
    public IamPort iam(String region) {
        return proxy(IamPort.class, super.iam(region), "IAM", region);
    }

    @Override
    public Ec2Port ec2(String region) {
        return proxy(Ec2Port.class, super.ec2(region), "EC2", region);
    }

    @Override
    public SsmPort ssm(String region) {
        return proxy(SsmPort.class, super.ssm(region), "SSM", region);
    }

    @Override
    public Route53Port route53(String region) {
        return proxy(Route53Port.class, super.route53(region), "Route53", region);
    }

    @Override
    public SecretsPort secrets(String region) {
        return proxy(SecretsPort.class, super.secrets(region), "SecretsManager", region);
    }

    private <P> P proxy(Class<P> type, P port, String service, String region) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(port, arguments);
                    }
                    String call = service + " " + method.getName();
                    boolean here = begin(call, !READS.contains(method.getName()), arguments);
                    Object result;
                    try {
                        result = method.invoke(port, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (here && when == When.REPLY_LOST) {
                        throw new AwsException(
                                AwsError.NETWORK,
                                new AwsCall(service, method.getName(), region, ""),
                                "TestReplyLost",
                                "The reply was lost",
                                null,
                                null);
                    }
                    if (here) {
                        die(call, arguments);
                    }
                    return result;
                }));
    }

    private synchronized boolean begin(String call, boolean changes, Object[] arguments) {
        if (dead) {
            throw new Crash("Dead already, yet called: " + call + " " + Arrays.toString(arguments));
        }
        if (!changes) {
            return false;
        }
        mutating.add(call);
        if (mutating.size() != at) {
            return false;
        }
        if (when == When.BEFORE) {
            die(call, arguments);
        }
        return true;
    }

    private synchronized void die(String call, Object[] arguments) {
        dead = true;
        throw new Crash(when + " call " + at + ": " + call + " " + Arrays.toString(arguments));
    }
}
