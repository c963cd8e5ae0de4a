package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.joined;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Launch;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Record;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Trouble;
import io.unrealcloud.ddc.provision.scylla.nodes.Slot.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How an ordinal without an instance gets one. Pure. */
final class LaunchPlan {

    /** How long a zone without room is left alone. */
    static final Duration FULL = Duration.ofMinutes(5);

    private static final int SEEDS = 3;

    private final DesiredNodes desired;
    private final NodesFacts facts;
    private final Roster roster;
    private final Instant now;

    LaunchPlan(DesiredNodes desired, NodesFacts facts, Roster roster, Instant now) {
        this.desired = desired;
        this.facts = facts;
        this.roster = roster;
        this.now = now;
    }

    /** The last step says that the node has joined. */
    List<Step<NodesOperation>> steps(Slot slot) {
        Set<String> needs = Set.of(
                StepIds.GROUP, StepIds.PROFILE, StepIds.POLICY, StepIds.ROLE, StepIds.PROFILE_KNOWN, StepIds.SUBNETS);
        Optional<NodesOperation> obstacle = obstacle(slot);
        if (obstacle.isPresent()) {
            return List.of(new Step<>(joined(slot.ordinal()), needs, obstacle.get()));
        }
        NodeRecord record = slot.record();
        boolean begun = record.latest() > record.joined() && !facts.attempts().spent(slot.ordinal(), record.latest());
        int launch = begun
                ? record.latest()
                : Math.max(record.latest(), facts.attempts().spent().getOrDefault(slot.ordinal(), 0)) + 1;
        String noted = "launch %d of node %d written down".formatted(launch, slot.ordinal());
        String launched = "node " + slot.ordinal() + " launched";
        Step<NodesOperation> launching = step(launched, launch(slot, launch), noted);
        Step<NodesOperation> joining = step(
                joined(slot.ordinal()),
                new Await(
                        "node " + slot.ordinal(),
                        new Waiting(
                                slot.member() ? Reason.ReplacingNode : Reason.CreatingNodes,
                                "Node %d starts and joins the ring.".formatted(slot.ordinal()))),
                launched);
        return begun
                ? List.of(new Step<>(launched, needs, launching.operation()), joining)
                : List.of(
                        new Step<>(
                                noted,
                                needs,
                                new Record(
                                        "launch %d of node %d".formatted(launch, slot.ordinal()),
                                        Map.of(
                                                ClusterRecord.key(slot.ordinal()),
                                                record.launching(launch).text()),
                                        Set.of())),
                        launching,
                        joining);
    }

    /** What keeps an instance from being launched now. */
    private Optional<NodesOperation> obstacle(Slot slot) {
        String title = "node " + slot.ordinal();
        if (slot.ending() || !slot.others().isEmpty()) {
            return Optional.of(new Await(
                    title,
                    new Waiting(
                            Reason.ReplacingNode,
                            "The last instance of node %d is being terminated.".formatted(slot.ordinal()))));
        }
        if (roster.record().bootstrapped().isEmpty()
                && !begins()
                && desired.peerSeeds().isEmpty()) {
            return Optional.of(new Await(title, noBeginning()));
        }
        Optional<NodesOperation> ring = ring(slot, title);
        if (ring.isPresent()) {
            return ring;
        }
        if (facts.images().isEmpty()) {
            return Optional.of(new Stop(title, Reason.ImageNotFound, Images.missing(desired)));
        }
        return candidates(slot).isEmpty() || subnet(slot).isPresent() ? noZone(slot, title) : Optional.of(full(slot));
    }

    private Waiting noBeginning() {
        return facts.instances().isEmpty()
                ? new Waiting(
                        Reason.WaitingForPrimaryRegion,
                        "The cluster %s begins in its primary Region %s. Its nodes are looked for there; where they are another account's, or made by other means, give their addresses in spec.database.scylla.peerRegions.%s.seeds."
                                .formatted(
                                        desired.backend().clusterName(),
                                        desired.backend().primaryRegion(),
                                        desired.backend().primaryRegion()))
                : new Waiting(
                        Reason.CreatingNodes,
                        "The cluster %s begins once no machine of an earlier attempt is left."
                                .formatted(desired.backend().clusterName()));
    }

    private Optional<NodesOperation> ring(Slot slot, String title) {
        if (roster.record().bootstrapped().isEmpty()) {
            return Optional.empty();
        }
        if (slot.member() ? !roster.quorumAnswers() : roster.members().stream().anyMatch(one -> !one.is(Status.UP))) {
            return Optional.of(new Await(
                    title,
                    new Waiting(
                            Reason.NodeDown,
                            slot.member()
                                    ? "Node %d is replaced once a majority of the members answers."
                                            .formatted(slot.ordinal())
                                    : "Node %d joins once every member answers.".formatted(slot.ordinal()))));
        }
        return roster.seeds().isEmpty() && desired.peerSeeds().isEmpty()
                ? Optional.of(new Await(
                        title,
                        new Waiting(Reason.NodeDown, "Node %d joins once a member answers.".formatted(slot.ordinal()))))
                : Optional.empty();
    }

    private Optional<NodesOperation> noZone(Slot slot, String title) {
        return candidates(slot).isEmpty()
                ? Optional.of(new Stop(
                        title,
                        Reason.SubnetUnsuitable,
                        "Node %d was in zone %s, which a member never leaves, and no subnet of the resource is there. Add one to spec.database.scylla.nodes.subnetIds."
                                .formatted(slot.ordinal(), zone(slot))))
                : Optional.empty();
    }

    private NodesOperation full(Slot slot) {
        return new Trouble(
                "node " + slot.ordinal(),
                Reason.NoCapacity,
                "AWS has no room for an instance of type %s in zone %s. It is tried again every %d minutes, in each of the zone's subnets; node %d goes to no other zone, so that racks stay balanced. If it lasts, give another instance type or other subnets."
                        .formatted(desired.nodes().instanceType(), zone(slot), FULL.toMinutes(), slot.ordinal()));
    }

    /**
     * Whether the first node here makes the cluster: where there never was one and no machine runs that could be of
     * one, where there is nothing to join, and this is the place.
     */
    private boolean begins() {
        return roster.record().bootstrapped().isEmpty()
                && roster.members().isEmpty()
                && facts.instances().isEmpty()
                && desired.peerSeeds().isEmpty()
                && (!desired.backend().multiRegion() || desired.backend().primary());
    }

    private Launch launch(Slot slot, int launch) {
        Owner owner = desired.owner();
        Subnet subnet = subnet(slot).orElseThrow();
        Image image = facts.images().getFirst();
        boolean fresh = begins();
        Map<String, String> tags = new HashMap<>(owner.tags(Origin.CREATED));
        tags.put(ClusterRecord.ORDINAL, String.valueOf(slot.ordinal()));
        tags.put(ClusterRecord.LAUNCH, String.valueOf(launch));
        tags.put("Name", owner.name() + "-scylla-" + slot.ordinal());
        return new Launch(
                slot.ordinal(),
                launch,
                NodeNames.clientToken(owner, slot.ordinal(), launch),
                image.id(),
                image.rootDevice(),
                desired.nodes().instanceType(),
                subnet.id(),
                subnet.zone(),
                slot.record().hostId(),
                fresh,
                new UserData(
                                desired.backend().clusterName(),
                                fresh ? List.of() : seeds(),
                                desired.datacenter(),
                                subnet.zone(),
                                slot.record().hostId(),
                                slot.member() ? deadBeside(slot) : List.of(),
                                Images.maintenanceSocket(desired.nodes().image()))
                        .text(),
                tags);
    }

    private List<String> seeds() {
        return Stream.concat(roster.seeds().stream().limit(SEEDS), desired.peerSeeds().stream())
                .distinct()
                .toList();
    }

    /** Other dead members: a replacement does not wait for them. */
    private List<String> deadBeside(Slot slot) {
        return roster.members().stream()
                .filter(other -> other.ordinal() != slot.ordinal() && !other.alive())
                .map(other -> other.record().hostId().orElseThrow())
                .toList();
    }

    /** A member's rack is its zone and never changes; a new node's is that of its ordinal's subnet. */
    private String zone(Slot slot) {
        return slot.record().hostId().flatMap(roster::inRing).map(Member::rack).orElseGet(() -> own(slot)
                .zone());
    }

    private Subnet own(Slot slot) {
        List<Subnet> subnets = facts.network().subnets();
        return subnets.get(slot.ordinal() % subnets.size());
    }

    /** Subnets the node may be in, its own first. */
    private List<Subnet> candidates(Slot slot) {
        String zone = zone(slot);
        return Stream.concat(Stream.of(own(slot)), facts.network().subnets().stream())
                .filter(subnet -> subnet.zone().equals(zone))
                .distinct()
                .toList();
    }

    private Optional<Subnet> subnet(Slot slot) {
        return candidates(slot).stream()
                .filter(subnet -> !facts.attempts()
                        .full()
                        .getOrDefault(subnet.id(), Instant.MIN)
                        .isAfter(now.minus(FULL)))
                .findFirst();
    }
}
