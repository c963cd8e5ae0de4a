package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
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
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An account in memory, the operator on it, and a clock that goes when told to. */
final class World {

    static final Owner OWNER = new Owner("arn:aws:eks:us-east-1:123456789012:cluster/games", "studio", "main", "uid-1");

    private static final int PASSES = 600;

    final TestClock clock = new TestClock();
    final FakeEc2 ec2 = new FakeEc2(clock);
    final FakeIam iam = new FakeIam(ec2);
    final FakeRing ring = new FakeRing(ec2, clock);
    final FakeRoute53 route53 = new FakeRoute53();

    /** Every call. */
    final List<String> calls = new ArrayList<>();

    /** Whether the reply of a call is lost, by its name. */
    Predicate<String> lost = call -> false;

    final AwsPorts aws = new AwsPorts() {
        @Override
        public KeyspacesPort keyspaces(String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StsPort sts(String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SecretsPort secrets(String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EksPort eks(String region) {
            return name -> {
                calls.add("cluster");
                return Optional.of(new EksPort.EksCluster(
                        name,
                        OWNER.clusterArn(),
                        Optional.empty(),
                        "ACTIVE",
                        Optional.of(FakeEc2.VPC),
                        Optional.of("sg-eks")));
            };
        }

        @Override
        public IamPort iam(String region) {
            return watched(IamPort.class, iam);
        }

        @Override
        public Ec2Port ec2(String region) {
            return watched(Ec2Port.class, ec2);
        }

        @Override
        public SsmPort ssm(String region) {
            return watched(SsmPort.class, ring);
        }

        @Override
        public Route53Port route53(String region) {
            return watched(Route53Port.class, route53);
        }

        @Override
        public void close() {}
    };

    NodesProvisioner operator = operator(aws);

    NodesProvisioner operator(AwsPorts ports) {
        return new NodesProvisioner(ports, ring, Runnable::run, clock);
    }

    private <T> T watched(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (lost.test(method.getName())) {
                        throw new AwsException(
                                AwsError.NETWORK,
                                new AwsCall("Test", method.getName(), "us-east-1", ""),
                                "Lost",
                                "Lost",
                                null,
                                null);
                    }
                    return result;
                }));
    }

    void restart() {
        operator = operator(aws);
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
}
