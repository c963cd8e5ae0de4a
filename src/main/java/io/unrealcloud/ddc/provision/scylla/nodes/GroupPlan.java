package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.GROUP;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.SUBNETS;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Authorize;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.CreateGroup;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Revoke;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.TagObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The subnets, and the security group: whose it is, and whom it lets in. Pure. */
final class GroupPlan {

    private GroupPlan() {}

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts) {
        Optional<Stop> unsuitable = subnets(facts);
        if (unsuitable.isPresent()) {
            return List.of(step(SUBNETS, unsuitable.get()));
        }
        if (desired.nodes().clientGroups().isEmpty()
                && desired.nodes().clientCidrs().isEmpty()
                && facts.network().eksGroup().isEmpty()) {
            return List.of(step(
                    GROUP,
                    new Stop(
                            "EKS cluster " + desired.eksCluster(),
                            Reason.ClusterNotFound,
                            "There is no EKS cluster %s in %s, or it has no security group yet, so there is nobody to let in. Make the cluster, or name the clients in spec.database.scylla.currentRegion."
                                    .formatted(desired.eksCluster(), desired.region()))));
        }
        return facts.group()
                .map(group -> existing(desired, facts, group))
                .orElseGet(() -> List.of(step(
                        GROUP,
                        new CreateGroup(new NewSecurityGroup(
                                facts.network().subnets().getFirst().vpcId(),
                                NodeNames.securityGroup(desired.owner()),
                                "ScyllaDB of " + desired.owner().reference(),
                                desired.owner().tags(Origin.CREATED))))));
    }

    private static Optional<Stop> subnets(NodesFacts facts) {
        if (facts.network().missing().isPresent()) {
            return Optional.of(unsuitable(facts.network().missing().get()));
        }
        List<String> vpcs =
                facts.network().subnets().stream().map(Subnet::vpcId).distinct().toList();
        return vpcs.size() > 1
                ? Optional.of(unsuitable("The subnets are in more than one VPC: " + String.join(", ", vpcs) + "."))
                : Optional.empty();
    }

    private static Stop unsuitable(String why) {
        return new Stop(
                "subnets",
                Reason.SubnetUnsuitable,
                why + " Correct spec.database.scylla.nodes.subnetIds: private subnets of one VPC, best one in each"
                        + " zone.");
    }

    private static List<Step<NodesOperation>> existing(DesiredNodes desired, NodesFacts facts, SecurityGroup group) {
        Owner owner = desired.owner();
        return switch (owner.ownership(group.tags())) {
            case Ownership.Ours ours -> ingress(desired, facts, group);
            case Ownership.Released released -> claim(desired, facts, group);
            case Ownership.Predecessor predecessor ->
                List.of(step(
                        GROUP,
                        new Stop(
                                "security group " + group.id(),
                                Reason.AdoptionRequired,
                                ("The security group %1$s (%2$s) and its nodes belong to an earlier resource %3$s that"
                                                + " never let go of them. If its database shall be this resource's, run: aws ec2"
                                                + " create-tags --resources %1$s --tags Key=%4$s,Value=now")
                                        .formatted(group.id(), group.name(), owner.reference(), Tags.RELEASED_AT))));
            case Ownership.Foreign foreign -> List.of(step(GROUP, foreign(group, "belongs to " + foreign.owner())));
            case Ownership.Unclaimed unclaimed ->
                List.of(step(GROUP, foreign(group, "was not made by this operator, or its tags were removed")));
        };
    }

    private static Stop foreign(SecurityGroup group, String whose) {
        return new Stop(
                "security group " + group.id(),
                Reason.ForeignObjects,
                ("The security group %1$s has the name the nodes need, %2$s, and %3$s; it is left as it is. Delete it"
                                + " if nobody needs it: aws ec2 delete-security-group --group-id %1$s")
                        .formatted(group.id(), group.name(), whose));
    }

    /** Everything that was let go with the group comes back with it; the group last, for it says whose all is. */
    private static List<Step<NodesOperation>> claim(DesiredNodes desired, NodesFacts facts, SecurityGroup group) {
        ClusterRecord record = facts.record();
        if (record.bootstrapped()
                .filter(cluster -> !cluster.equals(desired.backend().clusterName()))
                .isPresent()) {
            return List.of(step(
                    GROUP,
                    new Stop(
                            "security group " + group.id(),
                            Reason.DatacenterDiffers,
                            "The nodes that were let go are of the cluster %s, and this resource asks for %s. Set spec.database.scylla.clusterName to %s in a new resource, or delete those nodes first."
                                    .formatted(
                                            record.bootstrapped().get(),
                                            desired.backend().clusterName(),
                                            record.bootstrapped().get()))));
        }
        List<String> ids = Stream.concat(
                        facts.instances().stream().map(instance -> instance.id()), Stream.of(group.id()))
                .toList();
        return List.of(step(
                GROUP,
                new TagObjects(
                        "claim",
                        "security group %s and its nodes".formatted(group.id()),
                        ids,
                        desired.owner().tags(Origin.CREATED),
                        Set.of(Tags.RELEASED_AT))));
    }

    private static List<Step<NodesOperation>> ingress(DesiredNodes desired, NodesFacts facts, SecurityGroup group) {
        Set<IngressRule> wanted =
                Ingress.rules(desired, group.id(), facts.network().eksGroup());
        List<Step<NodesOperation>> steps = new ArrayList<>();
        wanted.stream()
                .filter(rule -> !group.ingress().contains(rule))
                .forEach(rule -> steps.add(step(Ingress.text(rule), new Authorize(rule), GROUP)));
        group.ingress().stream()
                .filter(rule -> !wanted.contains(rule))
                .sorted(Comparator.comparing(Ingress::text))
                .forEach(rule -> steps.add(step("no " + Ingress.text(rule), new Revoke(rule), GROUP)));
        return steps;
    }
}
