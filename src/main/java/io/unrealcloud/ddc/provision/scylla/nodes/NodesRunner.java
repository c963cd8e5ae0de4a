package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Launch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Carries out single operations and keeps what is known of their results. */
final class NodesRunner {

    /** How long EC2 may not know a new instance profile before that is an error. */
    private static final Duration PROFILE_LAG = Duration.ofMinutes(2);

    /** How long a launch that was asked for in other words may not show before it is taken for lost. */
    private static final Duration UNCLEAR = Duration.ofMinutes(10);

    private final NodesPorts ports;
    private final NodeCommands commands;
    private final DesiredNodes desired;
    private final AtomicReference<NodesFacts> facts;
    private final OwnWrites writes;
    private final Clock clock;

    NodesRunner(
            NodesPorts ports,
            NodeCommands commands,
            DesiredNodes desired,
            AtomicReference<NodesFacts> facts,
            OwnWrites writes,
            Clock clock) {
        this.ports = ports;
        this.commands = commands;
        this.desired = desired;
        this.facts = facts;
        this.writes = writes;
        this.clock = clock;
    }

    /** What a command on an instance is called here. */
    static String key(String instance, NodeCommand command) {
        return instance + " " + command.unit();
    }

    Outcome run(NodesOperation operation) {
        try {
            return switch (operation) {
                case NodesOperation.CreateGroup create -> create(create);
                case NodesOperation.Authorize authorize -> {
                    ports.ec2().authorize(groupId(), authorize.rule());
                    yield ingress(rules -> rules.add(authorize.rule()));
                }
                case NodesOperation.Revoke revoke -> {
                    ports.ec2().revoke(groupId(), revoke.rule());
                    yield ingress(rules -> rules.remove(revoke.rule()));
                }
                case NodesOperation.CreateRole create -> {
                    Role made = ports.iam().createRole(create.role());
                    yield profile(is ->
                            new NodesFacts.Profile(Optional.of(made), Optional.empty(), is.profile(), is.changedAt()));
                }
                case NodesOperation.ClaimRole claim -> {
                    ports.iam().tagRole(claim.role(), claim.tags());
                    ports.iam().untagRole(claim.role(), Set.of(Tags.RELEASED_AT));
                    yield role(role -> {
                        Map<String, String> tags = new HashMap<>(role.tags());
                        tags.putAll(claim.tags());
                        tags.remove(Tags.RELEASED_AT);
                        return role.withTags(tags);
                    });
                }
                case NodesOperation.SetBoundary set -> {
                    ports.iam().putBoundary(set.role(), set.policyArn());
                    yield role(role -> role.withBoundary(set.policyArn()));
                }
                case NodesOperation.SetTrust set -> {
                    ports.iam().updateTrust(set.role(), set.document());
                    yield role(role -> role.withTrust(set.document()));
                }
                case NodesOperation.PutPolicy put -> {
                    ports.iam().putInlinePolicy(put.role(), put.policy(), put.document());
                    yield profile(is -> new NodesFacts.Profile(
                            is.role(), Optional.of(put.document()), is.profile(), is.changedAt()));
                }
                case NodesOperation.CreateProfile create -> {
                    ports.iam().createInstanceProfile(create.name(), create.path(), create.tags());
                    yield profile(is -> new NodesFacts.Profile(
                            is.role(),
                            is.policy(),
                            Optional.of(new InstanceProfile(create.name(), "", List.of(), create.tags())),
                            clock.instant()));
                }
                case NodesOperation.AddToProfile add -> {
                    ports.iam().addToInstanceProfile(add.role(), add.profile());
                    yield profile(is -> new NodesFacts.Profile(
                            is.role(),
                            is.policy(),
                            is.profile()
                                    .map(made -> new InstanceProfile(
                                            made.name(), made.arn(), List.of(add.role()), made.tags())),
                            clock.instant()));
                }
                case NodesOperation.TagObjects tag -> {
                    ports.ec2().tag(tag.ids(), tag.set());
                    ports.ec2().untag(tag.ids(), tag.remove());
                    writes.tagged(tag.set(), tag.remove(), clock.instant());
                    yield tagged(Set.copyOf(tag.ids()), tag.set(), tag.remove());
                }
                case NodesOperation.Record record -> {
                    ports.ec2().tag(List.of(groupId()), record.set());
                    ports.ec2().untag(List.of(groupId()), record.remove());
                    writes.tagged(record.set(), record.remove(), clock.instant());
                    yield tagged(Set.of(groupId()), record.set(), record.remove());
                }
                case Launch launch -> launch(launch);
                case NodesOperation.LaunchLater later ->
                    new Outcome.Waits(new Waiting(
                            Reason.CreatingNodes, "Node %d is launched %s.".formatted(later.ordinal(), later.why())));
                case NodesOperation.Terminate terminate -> {
                    ports.ec2().protect(terminate.instance(), false);
                    ports.ec2().terminate(terminate.instance());
                    writes.terminated(terminate.instance(), clock.instant());
                    yield changed(known -> known.withInstances(known.instances().stream()
                            .map(one -> one.id().equals(terminate.instance()) ? OwnWrites.ending(one) : one)
                            .toList()));
                }
                case NodesOperation.Command command -> command(command);
                case NodesOperation.PutRecord put -> {
                    ports.route53().put(put.zone(), put.record());
                    yield changed(known -> known.withDns(
                            put.record().type().equals("A")
                                    ? new NodesFacts.Dns(
                                            known.dns().zone(),
                                            Optional.of(put.record()),
                                            known.dns().owner())
                                    : new NodesFacts.Dns(
                                            known.dns().zone(), known.dns().address(), Optional.of(put.record()))));
                }
                case NodesOperation.DeleteRecord delete -> {
                    ports.route53().delete(delete.zone(), delete.record());
                    yield new Outcome.Done();
                }
                case NodesOperation.CreateDocument create -> {
                    ports.ssm().createDocument(create.name(), create.content(), create.tags());
                    yield changed(known -> known.withDocument(
                            Optional.of(new Document(create.name(), create.content(), "1", "1", true, create.tags()))));
                }
                case NodesOperation.UpdateDocument update -> {
                    String version = ports.ssm().updateDocument(update.name(), update.content());
                    ports.ssm().setDefaultVersion(update.name(), version);
                    yield changed(known -> known.withDocument(known.document()
                            .map(was -> new Document(
                                    was.name(), update.content(), version, version, was.active(), was.tags()))));
                }
                case NodesOperation.DeleteDocument delete ->
                    gone(() -> ports.ssm().deleteDocument(delete.name()));
                case NodesOperation.DeleteVolume delete ->
                    gone(() -> ports.ec2().deleteVolume(delete.volume()));
                case NodesOperation.DeleteGroup delete -> gone(() -> ports.ec2().deleteSecurityGroup(delete.id()));
                case NodesOperation.LeaveProfile leave ->
                    gone(() -> ports.iam().removeFromInstanceProfile(leave.role(), leave.profile()));
                case NodesOperation.DeleteProfile delete ->
                    gone(() -> ports.iam().deleteInstanceProfile(delete.profile()));
                case NodesOperation.DeletePolicy delete ->
                    gone(() -> ports.iam().deleteInlinePolicy(delete.role(), delete.policy()));
                case NodesOperation.DetachPolicy detach ->
                    gone(() -> ports.iam().detachPolicy(detach.role(), detach.policyArn()));
                case NodesOperation.DeleteRole delete -> gone(() -> ports.iam().deleteRole(delete.role()));
                case NodesOperation.Await await -> new Outcome.Waits(await.waiting());
                case NodesOperation.Trouble trouble -> new Outcome.Failed(trouble.reason(), trouble.message());
                case NodesOperation.Stop stop -> new Outcome.Blocked(stop.reason(), stop.message());
            };
        } catch (AwsException failure) {
            boolean made =
                    operation instanceof NodesOperation.CreateRole || operation instanceof NodesOperation.CreateProfile;
            if (made && failure.error() == AwsError.CONFLICT) {
                // Made by a call whose answer was lost: what there is decides now.
                Instant now = clock.instant();
                NodesFacts.Profile is = NodesObserver.profile(ports.iam(), desired, now);
                changed(known -> known.withProfile(is));
            }
            return AwsOutcomes.of(failure);
        }
    }

    private Outcome create(NodesOperation.CreateGroup create) {
        String id = ports.ec2().createSecurityGroup(create.group());
        SecurityGroup group = new SecurityGroup(
                id,
                create.group().name(),
                create.group().vpcId(),
                Set.of(),
                create.group().tags());
        writes.made(group, clock.instant());
        return changed(known -> known.withGroup(Optional.of(group)));
    }

    private Outcome launch(Launch launch) {
        NewInstance instance = new NewInstance(
                launch.clientToken(),
                launch.imageId(),
                launch.instanceType(),
                launch.subnet(),
                groupId(),
                Optional.of(NodeNames.role(desired.owner())),
                new NewInstance.RootVolume(
                        launch.rootDevice(),
                        desired.nodes().rootVolume().type(),
                        desired.nodes().rootVolume().sizeGib()),
                launch.userData(),
                launch.tags());
        Instant now = clock.instant();
        try {
            return launched(launch, ports.ec2().run(instance), now);
        } catch (AwsException failure) {
            return refused(launch, failure, now);
        }
    }

    private Outcome launched(Launch launch, Instance made, Instant now) {
        if (made.state() == InstanceState.TERMINATED || made.state() == InstanceState.SHUTTING_DOWN) {
            // The instance of this launch has lived already, or ended at once.
            attempts(is -> is.withSpent(launch.ordinal(), launch.launch()));
            if (made.stateReason().filter(why -> why.contains("Capacity")).isPresent()) {
                attempts(is -> is.withFull(launch.subnet(), now));
            }
            return new Outcome.Failed(
                    Reason.NodeNotJoining,
                    "The instance %s of node %d has ended%s. Another one is launched."
                            .formatted(
                                    made.id(),
                                    launch.ordinal(),
                                    made.stateReason().map(why -> ": " + why).orElse("")));
        }
        writes.launched(made, now);
        attempts(is -> is.clear(launch.ordinal()));
        return changed(known -> {
            List<Instance> all = new ArrayList<>(known.instances());
            all.removeIf(other -> other.id().equals(made.id()));
            all.add(made);
            return known.withInstances(all);
        });
    }

    private Outcome refused(Launch launch, AwsException failure, Instant now) {
        if (noRoom(failure)) {
            attempts(is -> is.withSpent(launch.ordinal(), launch.launch()).withFull(launch.subnet(), now));
            return new Outcome.Failed(
                    Reason.NoCapacity,
                    "AWS has no room for an instance of type %s in zone %s (subnet %s). Another subnet of the zone is tried."
                            .formatted(launch.instanceType(), launch.zone(), launch.subnet()));
        }
        if (failure.code().equals("IdempotentParameterMismatch")) {
            return unclear(launch, now);
        }
        if (Ec2Port.profileUnknown(failure)
                && facts.get().profile().changedAt().plus(PROFILE_LAG).isAfter(now)) {
            return new Outcome.Waits(new Waiting(
                    Reason.RoleSpreading,
                    "EC2 does not know the instance profile %s yet.".formatted(NodeNames.role(desired.owner()))));
        }
        return AwsOutcomes.of(failure);
    }

    /** Asked for before, with other seeds or another image: that instance shows in a list, or is gone. */
    private Outcome unclear(Launch launch, Instant now) {
        Instant since = facts.get().attempts().unclear().getOrDefault(launch.ordinal(), now);
        if (since.plus(UNCLEAR).isAfter(now)) {
            attempts(is -> is.withUnclear(launch.ordinal(), since));
        } else {
            attempts(is -> is.withSpent(launch.ordinal(), launch.launch()));
        }
        return new Outcome.Waits(new Waiting(
                Reason.CreatingNodes,
                "Node %d was asked for before, in other words; EC2 does not list it yet.".formatted(launch.ordinal())));
    }

    /** Also a type that a zone does not have at all (Amazon EC2 user guide: instance types by zone). */
    private static boolean noRoom(AwsException failure) {
        return failure.error() == AwsError.NO_CAPACITY || failure.code().equals("Unsupported");
    }

    private Outcome command(NodesOperation.Command command) {
        return switch (commands.run(command.node(), command.command())) {
            case NodeCommands.Progress.Running running ->
                new Outcome.Waits(new Waiting(command.meanwhile(), running.message()));
            case NodeCommands.Progress.Failed failed -> new Outcome.Failed(Reason.NodeCommandFailed, failed.message());
            case NodeCommands.Progress.Done done ->
                changed(known -> {
                    Set<String> finished = new HashSet<>(known.finished());
                    finished.add(key(command.node().instance().orElse(""), command.command()));
                    return known.withFinished(finished);
                });
        };
    }

    private Outcome tagged(Set<String> ids, Map<String, String> set, Set<String> remove) {
        return changed(known -> known.withGroup(known.group()
                        .map(group -> ids.contains(group.id())
                                ? new SecurityGroup(
                                        group.id(),
                                        group.name(),
                                        group.vpcId(),
                                        group.ingress(),
                                        tags(group.tags(), set, remove))
                                : group))
                .withInstances(known.instances().stream()
                        .map(one -> ids.contains(one.id()) ? retagged(one, set, remove) : one)
                        .toList()));
    }

    private static Instance retagged(Instance one, Map<String, String> set, Set<String> remove) {
        return new Instance(
                one.id(),
                one.state(),
                one.type(),
                one.imageId(),
                one.subnetId(),
                one.zone(),
                one.privateIp(),
                one.securityGroups(),
                one.volumes(),
                tags(one.tags(), set, remove),
                one.stateReason());
    }

    private static Map<String, String> tags(Map<String, String> is, Map<String, String> set, Set<String> remove) {
        Map<String, String> all = Maps.with(is, set);
        all.keySet().removeAll(remove);
        return all;
    }

    private Outcome ingress(Consumer<Set<IngressRule>> change) {
        return changed(known -> known.withGroup(known.group().map(group -> {
            Set<IngressRule> rules = new HashSet<>(group.ingress());
            change.accept(rules);
            return new SecurityGroup(group.id(), group.name(), group.vpcId(), rules, group.tags());
        })));
    }

    private Outcome role(UnaryOperator<Role> change) {
        return profile(is -> new NodesFacts.Profile(is.role().map(change), is.policy(), is.profile(), is.changedAt()));
    }

    private Outcome profile(UnaryOperator<NodesFacts.Profile> change) {
        return changed(known -> known.withProfile(change.apply(known.profile())));
    }

    private void attempts(UnaryOperator<NodesFacts.Attempts> change) {
        changed(known -> known.withAttempts(change.apply(known.attempts())));
    }

    /** What is gone already is as good as deleted. */
    private static Outcome gone(Runnable delete) {
        try {
            delete.run();
        } catch (AwsException failure) {
            if (failure.error() != AwsError.NOT_FOUND) {
                throw failure;
            }
        }
        return new Outcome.Done();
    }

    /** Steps run at the same time; the change may run more than once. */
    private Outcome changed(UnaryOperator<NodesFacts> change) {
        facts.updateAndGet(change);
        return new Outcome.Done();
    }

    private String groupId() {
        return facts.get().group().orElseThrow().id();
    }
}
