package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.Volume;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteDocument;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteGroup;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeletePolicy;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteProfile;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteRecord;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteRole;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DeleteVolume;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.DetachPolicy;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.LeaveProfile;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.TagObjects;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Terminate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes nodes down in the order AWS needs, or lets go of them. Pure. Of what is not this resource's, nothing. */
final class RemovalPlanner {

    private RemovalPlanner() {}

    static Plan<NodesOperation> delete(DesiredNodes desired, Remains remains) {
        List<Step<NodesOperation>> steps = new ArrayList<>();
        // The owner's text goes last: as long as the address is there, it says whose it is.
        remains.dns()
                .address()
                .ifPresent(record -> steps.add(step(
                        "DNS record gone",
                        new DeleteRecord(remains.dns().zone().orElseThrow().id(), record))));
        remains.dns()
                .owner()
                .ifPresent(record -> steps.add(step(
                        "owner of the DNS record gone",
                        new DeleteRecord(remains.dns().zone().orElseThrow().id(), record),
                        "DNS record gone")));
        remains.document()
                .ifPresent(document -> steps.add(step("SSM document gone", new DeleteDocument(document.name()))));
        Set<String> machines = new TreeSet<>();
        for (Instance instance : remains.instances()) {
            String asked = "termination of " + instance.id() + " asked for";
            String gone = "instance " + instance.id() + " gone";
            boolean ending = instance.state() == InstanceState.SHUTTING_DOWN;
            if (!ending) {
                steps.add(step(
                        asked, new Terminate(instance.id(), "instance " + instance.id(), "its resource is deleted")));
            }
            steps.add(step(gone, waits("instance " + instance.id()), asked));
            machines.add(gone);
        }
        Set<String> ground = new TreeSet<>(machines);
        for (Volume volume : remains.volumes()) {
            String gone = "volume " + volume.id() + " gone";
            steps.add(new Step<>(
                    gone, machines, volume.inUse() ? waits("volume " + volume.id()) : new DeleteVolume(volume.id())));
            ground.add(gone);
        }
        profile(remains, machines, steps);
        remains.group()
                .ifPresent(group -> steps.add(new Step<>("security group gone", ground, new DeleteGroup(group.id()))));
        return new Plan<>(steps);
    }

    private static void profile(Remains remains, Set<String> machines, List<Step<NodesOperation>> steps) {
        Set<String> parts = new TreeSet<>(machines);
        remains.profile().ifPresent(profile -> {
            Set<String> left = new TreeSet<>(machines);
            profile.roles().forEach(role -> {
                String id = "role " + role + " out of the profile";
                steps.add(new Step<>(id, machines, new LeaveProfile(role, profile.name())));
                left.add(id);
            });
            steps.add(new Step<>("instance profile gone", left, new DeleteProfile(profile.name())));
            parts.addAll(left);
            parts.add("instance profile gone");
        });
        remains.role().ifPresent(role -> {
            Stream<NodesOperation> policies = Stream.concat(
                    remains.inlinePolicies().stream().map(policy -> new DeletePolicy(role.name(), policy)),
                    remains.attachedPolicies().stream().map(arn -> new DetachPolicy(role.name(), arn)));
            policies.forEach(operation -> {
                String id = operation.action() + " " + operation.target();
                steps.add(new Step<>(id, machines, operation));
                parts.add(id);
            });
            steps.add(new Step<>("role gone", parts, new DeleteRole(role.name())));
        });
    }

    private static Await waits(String what) {
        return new Await(what, new Waiting(Reason.Deleting, "The " + what + " is being deleted."));
    }

    /** Nodes, and what they need to run on, stay: role, profile, address. */
    static Plan<NodesOperation> release(DesiredNodes desired, Remains remains, Instant now) {
        List<String> ids = Stream.of(
                        remains.instances().stream()
                                .filter(instance -> instance.state() != InstanceState.SHUTTING_DOWN)
                                .map(Instance::id),
                        remains.volumes().stream().map(Volume::id),
                        remains.group().stream().map(group -> group.id()))
                .flatMap(all -> all)
                .toList();
        return ids.isEmpty()
                ? new Plan<>(List.of())
                : new Plan<>(List.of(step(
                        "nodes released",
                        new TagObjects(
                                "release",
                                "the nodes of " + desired.owner().reference(),
                                ids,
                                Map.of(
                                        Tags.RELEASED_AT,
                                        now.truncatedTo(ChronoUnit.SECONDS).toString()),
                                Set.of()))));
    }
}
