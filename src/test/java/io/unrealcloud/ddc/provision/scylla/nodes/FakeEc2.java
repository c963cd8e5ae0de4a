package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.aws.ec2.Volume;
import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** EC2 in memory, as strict as the real one about what the operator relies on, and as late. */
final class FakeEc2 implements Ec2Port {

    static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";

    /** One machine, terminated ones too. */
    static final class Machine {
        final String id;
        final NewInstance launch;
        final Instant launchedAt;
        final String ip;
        final Map<String, String> tags;
        InstanceState state = InstanceState.RUNNING;
        boolean protection = true;
        Instant endedAt = Instant.MAX;

        Machine(String id, NewInstance launch, Instant at, String ip) {
            this.id = id;
            this.launch = launch;
            this.launchedAt = at;
            this.ip = ip;
            this.tags = new HashMap<>(launch.tags());
        }

        boolean runs() {
            return state == InstanceState.RUNNING;
        }
    }

    final Map<String, Machine> machines = new LinkedHashMap<>();
    final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    final List<Subnet> subnets = new ArrayList<>();
    final List<Image> images = new ArrayList<>();

    /** Zones without room. */
    final Set<String> full = new HashSet<>();

    /** Profiles that can be launched with. */
    final Set<String> profiles = new HashSet<>();

    /** How long a new instance is in no list. */
    Duration lag = Duration.ZERO;

    /** How long an instance takes to be terminated. */
    Duration ending = Duration.ofSeconds(30);

    /** Told of every machine that begins to run. */
    Consumer<Machine> launched = machine -> {};

    /** Told of every machine that ends. */
    Consumer<Machine> ended = machine -> {};

    String network = "10.0.0.";

    private final Clock clock;
    private int number;

    FakeEc2(Clock clock) {
        this.clock = clock;
        for (String zone : List.of("a", "b", "c")) {
            subnets.add(new Subnet("subnet-0000000" + zone, VPC, "us-east-1" + zone, "10.0.0.0/24"));
        }
        images.add(new Image(
                "ami-00000001",
                "ScyllaDB 2025.1.4",
                NodeImage.Version.OWNER,
                "2025-07-01T00:00:00Z",
                "x86_64",
                "/dev/sda1",
                true));
        images.add(new Image(
                "ami-00000009",
                "ScyllaDB 2025.1.40",
                NodeImage.Version.OWNER,
                "2026-07-01T00:00:00Z",
                "x86_64",
                "/dev/sda1",
                true));
    }

    /** What time has brought about. */
    void tick() {
        machines.values().stream()
                .filter(machine -> machine.state == InstanceState.SHUTTING_DOWN
                        && !machine.endedAt.plus(ending).isAfter(clock.instant()))
                .forEach(machine -> machine.state = InstanceState.TERMINATED);
    }

    /** Somebody ends an instance behind the operator's back. */
    void kill(Machine machine) {
        machine.state = InstanceState.SHUTTING_DOWN;
        machine.endedAt = clock.instant();
        ended.accept(machine);
    }

    /** The one that runs as a node. */
    Machine node(int ordinal) {
        return running()
                .filter(machine -> ordinal(machine).equals("" + ordinal))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No node " + ordinal));
    }

    Stream<Machine> running() {
        return machines.values().stream().filter(Machine::runs);
    }

    static String ordinal(Machine machine) {
        return machine.tags.getOrDefault(ClusterRecord.ORDINAL, "");
    }

    @Override
    public List<Instance> instances(Map<String, String> tags) {
        tick();
        return machines.values().stream()
                .filter(machine -> machine.state != InstanceState.TERMINATED
                        && !machine.launchedAt.plus(lag).isAfter(clock.instant())
                        && machine.tags.entrySet().containsAll(tags.entrySet()))
                .map(this::instance)
                .toList();
    }

    private Instance instance(Machine machine) {
        return new Instance(
                machine.id,
                machine.state,
                machine.launch.type(),
                machine.launch.imageId(),
                machine.launch.subnetId(),
                zone(machine.launch.subnetId()),
                Optional.of(machine.ip),
                List.of(machine.launch.securityGroup()),
                List.of(),
                machine.tags,
                Optional.empty());
    }

    String zone(String subnet) {
        return subnets.stream()
                .filter(one -> one.id().equals(subnet))
                .findFirst()
                .orElseThrow()
                .zone();
    }

    @Override
    public Instance run(NewInstance launch) {
        tick();
        Optional<Machine> same = machines.values().stream()
                .filter(machine -> machine.launch.clientToken().equals(launch.clientToken()))
                .findFirst();
        if (same.isPresent()) {
            if (!same.get().launch.equals(launch)) {
                throw refusal(AwsError.INVALID_REQUEST, "RunInstances", "IdempotentParameterMismatch");
            }
            return instance(same.get());
        }
        if (!groups.containsKey(launch.securityGroup())) {
            throw refusal(AwsError.NOT_FOUND, "RunInstances", "InvalidGroup.NotFound");
        }
        if (!profiles.contains(launch.instanceProfile().orElseThrow())) {
            throw new AwsException(
                    AwsError.NOT_FOUND,
                    new AwsCall("Ec2", "RunInstances", "us-east-1", ""),
                    "InvalidParameterValue",
                    "Value (x) for parameter iamInstanceProfile.name is invalid",
                    null,
                    null);
        }
        if (full.contains(zone(launch.subnetId()))) {
            throw refusal(AwsError.NO_CAPACITY, "RunInstances", "InsufficientInstanceCapacity");
        }
        Machine machine = new Machine("i-%017d".formatted(++number), launch, clock.instant(), network + (10 + number));
        machines.put(machine.id, machine);
        launched.accept(machine);
        long alike = running()
                .filter(other -> other.tags.get("Name").equals(machine.tags.get("Name")))
                .count();
        if (alike > 1) {
            throw new AssertionError("Two live instances of ordinal " + ordinal(machine));
        }
        return instance(machine);
    }

    @Override
    public void terminate(String id) {
        Machine machine = machine(id, "TerminateInstances");
        if (machine.protection) {
            throw refusal(AwsError.INVALID_REQUEST, "TerminateInstances", "OperationNotPermitted");
        }
        if (machine.state != InstanceState.TERMINATED && machine.state != InstanceState.SHUTTING_DOWN) {
            kill(machine);
        }
    }

    @Override
    public void protect(String id, boolean on) {
        machine(id, "ModifyInstanceAttribute").protection = on;
    }

    private Machine machine(String id, String call) {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw refusal(AwsError.NOT_FOUND, call, "InvalidInstanceID.NotFound");
        }
        return machine;
    }

    @Override
    public Optional<Image> image(String id) {
        return images.stream().filter(image -> image.id().equals(id)).findFirst();
    }

    @Override
    public List<Image> images(String owner, String name, String architecture) {
        return images.stream()
                .filter(image -> image.owner().equals(owner)
                        && image.architecture().equals(architecture)
                        && image.name().startsWith(name.substring(0, name.length() - 1)))
                .toList();
    }

    @Override
    public List<Subnet> subnets(List<String> ids) {
        return ids.stream()
                .map(id -> subnets.stream()
                        .filter(subnet -> subnet.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> refusal(AwsError.NOT_FOUND, "DescribeSubnets", "InvalidSubnetID.NotFound")))
                .toList();
    }

    @Override
    public List<SecurityGroup> securityGroups(Map<String, String> tags) {
        return groups.values().stream()
                .filter(group -> group.tags().entrySet().containsAll(tags.entrySet()))
                .toList();
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String vpc, String name) {
        return groups.values().stream()
                .filter(group -> group.vpcId().equals(vpc) && group.name().equals(name))
                .findFirst();
    }

    @Override
    public String createSecurityGroup(NewSecurityGroup group) {
        if (securityGroup(group.vpcId(), group.name()).isPresent()) {
            throw refusal(AwsError.CONFLICT, "CreateSecurityGroup", "InvalidGroup.Duplicate");
        }
        String id = "sg-%017d".formatted(++number);
        groups.put(id, new SecurityGroup(id, group.name(), group.vpcId(), Set.of(), group.tags()));
        return id;
    }

    @Override
    public void authorize(String group, IngressRule rule) {
        rules(group, rules -> rules.add(rule));
    }

    @Override
    public void revoke(String group, IngressRule rule) {
        rules(group, rules -> rules.remove(rule));
    }

    private void rules(String id, Consumer<Set<IngressRule>> change) {
        SecurityGroup group = Optional.ofNullable(groups.get(id))
                .orElseThrow(
                        () -> refusal(AwsError.NOT_FOUND, "AuthorizeSecurityGroupIngress", "InvalidGroup.NotFound"));
        Set<IngressRule> rules = new HashSet<>(group.ingress());
        change.accept(rules);
        groups.put(id, new SecurityGroup(id, group.name(), group.vpcId(), rules, group.tags()));
    }

    @Override
    public void deleteSecurityGroup(String group) {
        tick();
        if (machines.values().stream()
                .anyMatch(machine -> machine.state != InstanceState.TERMINATED
                        && machine.launch.securityGroup().equals(group))) {
            throw refusal(AwsError.CONFLICT, "DeleteSecurityGroup", "DependencyViolation");
        }
        if (groups.remove(group) == null) {
            throw refusal(AwsError.NOT_FOUND, "DeleteSecurityGroup", "InvalidGroup.NotFound");
        }
    }

    @Override
    public List<Volume> volumes(Map<String, String> tags) {
        tick();
        return machines.values().stream()
                .filter(machine -> machine.state != InstanceState.TERMINATED
                        && machine.tags.entrySet().containsAll(tags.entrySet()))
                .map(machine -> new Volume("vol-" + machine.id.substring(2), true, machine.tags))
                .toList();
    }

    @Override
    public void deleteVolume(String volume) {
        throw new AssertionError("Root volumes go with their instances");
    }

    @Override
    public void tag(Collection<String> ids, Map<String, String> tags) {
        tags(ids, all -> all.putAll(tags));
    }

    @Override
    public void untag(Collection<String> ids, Set<String> keys) {
        tags(ids, all -> all.keySet().removeAll(keys));
    }

    private void tags(Collection<String> ids, Consumer<Map<String, String>> change) {
        for (String id : ids) {
            if (machines.containsKey(id)) {
                change.accept(machines.get(id).tags);
            } else if (groups.containsKey(id)) {
                SecurityGroup group = groups.get(id);
                Map<String, String> all = new HashMap<>(group.tags());
                change.accept(all);
                if (all.size() > 50) {
                    throw refusal(AwsError.INVALID_REQUEST, "CreateTags", "TagLimitExceeded");
                }
                groups.put(id, new SecurityGroup(id, group.name(), group.vpcId(), group.ingress(), all));
            } else if (!id.startsWith("vol-")) {
                throw refusal(AwsError.NOT_FOUND, "CreateTags", "InvalidID");
            }
        }
    }

    /** Everything that is there, in words. */
    Set<String> left() {
        tick();
        Set<String> all = new TreeSet<>();
        machines.values().stream()
                .filter(machine -> machine.state != InstanceState.TERMINATED)
                .forEach(machine -> all.add(machine.id + " " + machine.state + " " + machine.tags));
        groups.values().forEach(group -> all.add(group.toString()));
        return all;
    }

    static AwsException refusal(AwsError error, String call, String code) {
        return new AwsException(error, new AwsCall("Ec2", call, "us-east-1", ""), code, code, null, null);
    }
}
