package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An account in memory, the operator on it, and a clock that goes when told to. */
final class World {

    static final Owner OWNER = new Owner("arn:aws:eks:us-east-1:123456789012:cluster/games", "studio", "main", "uid-1");

    /** Dies at one call, or loses its reply. */
    enum When {
        BEFORE,
        AFTER,
        REPLY_LOST
    }

    /** The death of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final List<String> WRITES = List.of(
            "create",
            "update",
            "put",
            "delete",
            "tag",
            "untag",
            "detach",
            "remove",
            "add",
            "run",
            "terminate",
            "protect",
            "authorize",
            "revoke",
            "set");

    private static final int PASSES = 600;

    final TestClock clock = new TestClock();
    final FakeEc2 ec2 = new FakeEc2(clock);
    final FakeIam iam = new FakeIam(ec2);
    final FakeRing ring = new FakeRing(ec2, clock);
    final FakeRoute53 route53 = new FakeRoute53();

    /** Every call, and those that change something. */
    final List<String> calls = new ArrayList<>();

    final List<String> writes = new ArrayList<>();

    int crashAt;
    When when = When.BEFORE;

    /** What else a call may come to; the call's name in, whether its reply is lost out. */
    BiFunction<String, Boolean, Boolean> chance = (call, write) -> false;

    NodesProvisioner operator = operator();

    NodesProvisioner operator() {
        NodesPorts ports = new NodesPorts(
                watched(Ec2Port.class, ec2),
                watched(SsmPort.class, ring),
                watched(Route53Port.class, route53),
                watched(IamPort.class, iam),
                watched(NodesPorts.Profiles.class, iam),
                cluster -> {
                    calls.add("cluster");
                    return Optional.of("sg-eks");
                });
        return new NodesProvisioner(region -> ports, ring, Runnable::run, clock);
    }

    private <T> T watched(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String name = method.getName();
                    boolean write = WRITES.stream().anyMatch(name::startsWith);
                    boolean read = name.equals("profile") || name.equals("online");
                    calls.add(name);
                    if (write && !read) {
                        writes.add(name);
                    }
                    boolean here = write && writes.size() == crashAt;
                    if (here && when == When.BEFORE) {
                        throw new Crash();
                    }
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (here && when == When.AFTER) {
                        throw new Crash();
                    }
                    if (here || chance.apply(name, write)) {
                        throw new AwsException(
                                AwsError.NETWORK,
                                new AwsCall("Test", name, "us-east-1", ""),
                                "Lost",
                                "Lost",
                                null,
                                null);
                    }
                    return result;
                }));
    }

    void restart() {
        operator = operator();
    }

    NodesPass pass(DesiredNodes desired) {
        return operator.pass(desired, false, false, () -> {});
    }

    /** Passes until nothing is left to do, or only a person can make a difference. */
    NodesPass settle(DesiredNodes desired) {
        return until(
                () -> pass(desired),
                pass -> pass.failure().isEmpty()
                        && pass.outcomes().values().stream()
                                .noneMatch(outcome -> outcome instanceof Outcome.Waits
                                        || outcome instanceof Outcome.Failed
                                        || outcome instanceof Outcome.Done));
    }

    NodesPass deleted(DesiredNodes desired) {
        return until(() -> operator.delete(desired), NodesPass::done);
    }

    NodesPass released(DesiredNodes desired) {
        return until(() -> operator.release(desired), NodesPass::done);
    }

    NodesPass until(Supplier<NodesPass> passes, Predicate<NodesPass> enough) {
        NodesPass pass = null;
        for (int i = 0; i < PASSES; i++) {
            pass = passes.get();
            if (!pass.next().isPositive()) {
                throw new AssertionError("A pass says when to come back: " + pass.next());
            }
            if (enough.test(pass)) {
                return pass;
            }
            clock.forward(pass.next());
        }
        throw new AssertionError(
                "Not settled after " + PASSES + " passes; the last: " + pass.plan() + pass.outcomes() + pass.failure());
    }

    void forward(Duration by) {
        clock.forward(by);
    }

    static DesiredNodes desired() {
        return desired(3);
    }

    static DesiredNodes desired(int count) {
        return desired(count, UnaryOperator.identity());
    }

    static DesiredNodes desired(int count, UnaryOperator<ScyllaBackend> change) {
        return desired(OWNER, nodes(count, "i4i.xlarge", false), change);
    }

    static ScyllaBackend.Nodes nodes(int count, String type, boolean rolling) {
        return new ScyllaBackend.Nodes(
                count,
                type,
                new NodeImage.Version("2025.1.4"),
                List.of("subnet-0000000a", "subnet-0000000b", "subnet-0000000c"),
                new ScyllaBackend.RootVolume("gp3", 30),
                List.of(),
                List.of("10.1.0.0/16"),
                Optional.of("Z123"),
                rolling);
    }

    static DesiredNodes desired(Owner owner, ScyllaBackend.Nodes nodes, UnaryOperator<ScyllaBackend> change) {
        ScyllaBackend backend = change.apply(new ScyllaBackend(
                "us-east-1",
                new KeyspaceNames("jupiter", "ddc_us_east_1"),
                "Jupiter",
                Optional.of("us-east-1"),
                3,
                new TreeMap<>(),
                "main",
                "us-east-1",
                ReplicationFix.CQL,
                nodes,
                "main-scylla.studio.svc",
                Optional.empty()));
        return new DesiredNodes(
                owner,
                new Account("aws", "123456789012"),
                "games",
                backend,
                (ScyllaBackend.Nodes) backend.source(),
                "/ddc/",
                Optional.of("arn:aws:iam::123456789012:policy/boundary"));
    }

    static ScyllaBackend with(
            ScyllaBackend is,
            ReplicationFix fix,
            Optional<String> acknowledged,
            TreeMap<String, ScyllaBackend.Peer> peers) {
        return new ScyllaBackend(
                is.region(),
                is.names(),
                is.profile(),
                is.datacenter(),
                is.replicationFactor(),
                peers,
                is.clusterName(),
                is.primaryRegion(),
                fix,
                is.source(),
                is.host(),
                acknowledged);
    }

    static Random random(long seed) {
        return new Random(seed);
    }
}
