package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.POLICY;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.PROFILE;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.PROFILE_KNOWN;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.ROLE;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.AddToProfile;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.ClaimRole;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.CreateProfile;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.CreateRole;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.PutPolicy;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.SetBoundary;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.SetTrust;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The role of the nodes and the instance profile that gives it to them. Pure. */
final class ProfilePlan {

    /** How long EC2 takes to know a new instance profile (10 to 30 s are usual; a launch that is too early waits). */
    static final Duration SPREAD = Duration.ofSeconds(10);

    private ProfilePlan() {}

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts, Instant now) {
        Optional<Stop> refusal = refusal(desired, facts.profile());
        if (refusal.isPresent()) {
            return List.of(step(ROLE, refusal.get()));
        }
        List<Step<NodesOperation>> steps = new ArrayList<>();
        String name = NodeNames.role(desired.owner());
        NodesFacts.Profile is = facts.profile();
        if (is.role().isPresent()) {
            steps.addAll(changes(desired, is.role().get()));
        } else {
            steps.add(step(
                    ROLE,
                    new CreateRole(new NewRole(
                            name,
                            desired.rolePath(),
                            "ScyllaDB nodes of " + desired.owner().reference(),
                            NodePolicy.trust(desired.account()),
                            desired.boundary().orElseThrow(),
                            desired.owner().tags(Origin.CREATED)))));
        }
        String access = access(desired);
        if (is.policy().filter(document -> NodePolicy.same(document, access)).isEmpty()) {
            steps.add(step(POLICY, new PutPolicy(name, NodePolicy.NAME, access), ROLE));
        }
        if (is.profile().isEmpty()) {
            steps.add(step(
                    "instance profile made",
                    new CreateProfile(name, desired.rolePath(), desired.owner().tags(Origin.CREATED))));
        }
        if (is.profile()
                .map(InstanceProfile::roles)
                .filter(List.of(name)::equals)
                .isEmpty()) {
            steps.add(step(PROFILE, new AddToProfile(name, name), ROLE, "instance profile made"));
        }
        if (steps.isEmpty() && is.changedAt().isAfter(now.minus(SPREAD))) {
            steps.add(step(
                    PROFILE_KNOWN,
                    new Await(
                            "instance profile " + name,
                            new Waiting(
                                    Reason.RoleSpreading,
                                    "The instance profile %s is made; EC2 takes some seconds to know it."
                                            .formatted(name)))));
        }
        return steps;
    }

    static String access(DesiredNodes desired) {
        return NodePolicy.access(
                desired.account(),
                desired.region(),
                desired.backend().replicationFix() == ReplicationFix.SSM
                        ? Optional.of(FixDocument.secret(desired.owner()))
                        : Optional.empty());
    }

    private static Optional<Stop> refusal(DesiredNodes desired, NodesFacts.Profile is) {
        String name = NodeNames.role(desired.owner());
        if (desired.boundary().isEmpty()) {
            return Optional.of(new Stop(
                    "role " + name,
                    Reason.PermissionsBoundaryRequired,
                    "The operator makes no role without a permissions boundary. Set"
                            + " identity.permissionsBoundary in the operator's configuration to the ARN of an IAM"
                            + " policy that bounds all of its roles."));
        }
        Optional<Stop> role = is.role().flatMap(found -> foreign(desired, found.tags())
                .map(whose -> new Stop(
                        "role " + name,
                        Reason.ForeignRole,
                        "The role %s %s, and is left as it is. The nodes need that name: delete the role if nobody needs it."
                                .formatted(found.arn(), whose))));
        return role.isPresent()
                ? role
                : is.profile().flatMap(found -> foreign(desired, found.tags())
                        .map(whose -> new Stop(
                                "instance profile " + name,
                                Reason.ForeignRole,
                                "The instance profile %s %s, and is left as it is. The nodes need that name: delete the profile if nobody needs it."
                                        .formatted(found.arn(), whose))));
    }

    private static Optional<String> foreign(DesiredNodes desired, Map<String, String> tags) {
        return switch (desired.owner().ownership(tags)) {
            case Ownership.Ours ours -> Optional.empty();
            case Ownership.Released released -> Optional.empty();
            case Ownership.Predecessor predecessor -> Optional.empty();
            case Ownership.Foreign foreign -> Optional.of("belongs to " + foreign.owner());
            case Ownership.Unclaimed unclaimed ->
                Optional.of("was not made by this operator, or its tags were removed");
        };
    }

    private static List<Step<NodesOperation>> changes(DesiredNodes desired, Role role) {
        List<Step<NodesOperation>> steps = new ArrayList<>();
        if (!(desired.owner().ownership(role.tags()) instanceof Ownership.Ours)) {
            steps.add(step(ROLE, new ClaimRole(role.name(), desired.owner().tags(Origin.CREATED))));
        }
        if (!role.boundary().equals(desired.boundary())) {
            steps.add(step(
                    "boundary of the role",
                    new SetBoundary(role.name(), desired.boundary().orElseThrow()),
                    ROLE));
        }
        String trust = NodePolicy.trust(desired.account());
        if (!NodePolicy.same(role.trust(), trust)) {
            steps.add(step("trust of the role", new SetTrust(role.name(), trust), ROLE));
        }
        return steps;
    }
}
