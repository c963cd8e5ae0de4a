package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.PutRecord;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record {@code scylla.<zone>}: addresses of the members that answer. Whose it is stands in a text beside it,
 * since records carry no tags. Pure.
 */
final class AddressPlan {

    private static final String ADDRESS = "DNS record";
    private static final String OWNER = "owner of the DNS record";
    private static final long TTL = 60;

    private AddressPlan() {}

    /** The name of the record; empty where the resource gives no zone, or it was not read yet. */
    static Optional<String> name(NodesFacts facts) {
        return facts.dns().zone().map(zone -> "scylla." + zone.name());
    }

    static String ownerName(HostedZone zone) {
        return "scylla-owner." + zone.name();
    }

    static RecordSet ownerText(Owner owner, HostedZone zone) {
        return new RecordSet(
                ownerName(zone),
                "TXT",
                TTL,
                List.of(Tags.CLUSTER + "=" + owner.clusterArn(), Tags.NAME + "=" + owner.reference()));
    }

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts) {
        Optional<String> id = desired.nodes().zoneId();
        if (id.isEmpty()) {
            return List.of();
        }
        if (facts.dns().zone().isEmpty()) {
            return List.of(step(
                    ADDRESS,
                    new Stop(
                            "hosted zone " + id.get(),
                            Reason.ZoneUnsuitable,
                            "There is no hosted zone %s. Correct spec.database.scylla.dns.privateZoneId, or leave dns out."
                                    .formatted(id.get()))));
        }
        HostedZone zone = facts.dns().zone().get();
        if (!zone.privateZone()) {
            return List.of(step(
                    ADDRESS,
                    new Stop(
                            "hosted zone " + id.get(),
                            Reason.ZoneUnsuitable,
                            "The hosted zone %s (%s) is public, and addresses of database nodes belong in a private one. Give a private zone of the nodes' VPC in spec.database.scylla.dns.privateZoneId."
                                    .formatted(id.get(), zone.name()))));
        }
        RecordSet ours = ownerText(desired.owner(), zone);
        Optional<Stop> foreign = foreign(facts.dns(), zone, ours);
        if (foreign.isPresent()) {
            return List.of(step(ADDRESS, foreign.get()));
        }
        List<String> addresses = Roster.of(desired, facts).seeds();
        List<Step<NodesOperation>> steps = new ArrayList<>();
        // While no member answers, the last addresses stay: an empty answer would be kept by resolvers.
        if (addresses.isEmpty()) {
            return steps;
        }
        if (facts.dns().owner().isEmpty()) {
            steps.add(step(OWNER, new PutRecord(zone.id(), ours)));
        }
        RecordSet wanted = new RecordSet("scylla." + zone.name(), "A", TTL, addresses);
        if (!facts.dns().address().equals(Optional.of(wanted))) {
            steps.add(step(ADDRESS, new PutRecord(zone.id(), wanted), OWNER));
        }
        return steps;
    }

    private static Optional<Stop> foreign(NodesFacts.Dns is, HostedZone zone, RecordSet ours) {
        Optional<String> whose = is.owner().isPresent()
                ? Optional.of(String.join(" ", is.owner().get().values()))
                        .filter(text -> !is.owner().get().values().equals(ours.values()))
                        .map("belongs to "::concat)
                : is.address().map(record -> "was not made by this operator");
        return whose.map(said -> new Stop(
                "DNS record scylla." + zone.name(),
                Reason.ForeignObjects,
                "The record scylla.%s in zone %s %s, and is left as it is. Delete it with its text %s if nobody needs it, or give another zone in spec.database.scylla.dns.privateZoneId."
                        .formatted(zone.name(), zone.id(), said, ownerName(zone))));
    }
}
