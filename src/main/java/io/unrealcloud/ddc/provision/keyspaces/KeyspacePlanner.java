package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceReplica;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plans the steps of one keyspace itself: its presence, whose it is, and the Regions it is in. */
final class KeyspacePlanner {

    private final DesiredState desired;
    private final KeyspacesFacts facts;
    private final DesiredKeyspace keyspace;
    private final Instant now;
    private final List<Step<KeyspacesOperation>> steps = new ArrayList<>();

    KeyspacePlanner(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace, Instant now) {
        this.desired = desired;
        this.facts = facts;
        this.keyspace = keyspace;
        this.now = now;
    }

    List<Step<KeyspacesOperation>> plan() {
        KeyspaceFacts known = facts.keyspace(keyspace.name());
        if (known.description().isEmpty()) {
            add(StepIds.keyspace(keyspace.name()), Set.of(StepIds.PARTITIONER), absent());
            return steps;
        }
        KeyspaceDescription description = known.description().get();
        if (keyspace.managed()) {
            new OwnershipPlanner(desired, facts, keyspace).plan().forEach(steps::add);
            regions(description);
        } else {
            secondary(known, description);
        }
        return steps;
    }

    private KeyspacesOperation absent() {
        if (!keyspace.managed()) {
            return waitsForPrimary("the resource in %s makes it".formatted(primary()));
        }
        if (Losses.lost(desired, facts, keyspace)) {
            return Losses.stop(keyspace.name(), "Keyspace " + keyspace.name());
        }
        if (facts.justAccepted(StepIds.keyspace(keyspace.name()), now)) {
            return new KeyspacesOperation.Await(
                    "keyspace " + keyspace.name(),
                    new Waiting(
                            Reason.CreatingKeyspace,
                            "The creation of keyspace " + keyspace.name() + " was accepted; it does not show yet."));
        }
        return new KeyspacesOperation.CreateKeyspace(new NewKeyspace(
                keyspace.name(), keyspace.regions(), desired.owner().tags(Origin.CREATED)));
    }

    private void regions(KeyspaceDescription description) {
        Set<String> missing = new TreeSet<>(keyspace.regions());
        missing.removeAll(description.regions());
        Set<String> extra = new TreeSet<>(description.regions());
        extra.removeAll(keyspace.regions());
        extra.remove(desired.backend().region());
        if (!extra.isEmpty()) {
            add(
                    StepIds.regions(keyspace.name()),
                    Set.of(),
                    new KeyspacesOperation.Stop(
                            "keyspace " + keyspace.name(),
                            Reason.SettingsDiffer,
                            ("Keyspace %s is also replicated to %s, which the resource does not name, and Amazon"
                                            + " Keyspaces removes no Region. Add them to"
                                            + " spec.database.amazonKeyspaces.peerRegions.")
                                    .formatted(keyspace.name(), String.join(", ", extra))));
        }
        if (!description.active()) {
            add(StepIds.keyspace(keyspace.name()), owned(), await(description));
        } else if (!missing.isEmpty()) {
            Set<String> all = new TreeSet<>(description.regions());
            all.addAll(keyspace.regions());
            add(
                    StepIds.keyspace(keyspace.name()),
                    owned(),
                    new KeyspacesOperation.AddRegions(keyspace.name(), List.copyOf(all), List.copyOf(missing)));
        }
    }

    private void secondary(KeyspaceFacts known, KeyspaceDescription description) {
        String region = desired.backend().region();
        String claim = claim(desired.owner());
        if (!description.regions().contains(region)) {
            add(
                    StepIds.keyspace(keyspace.name()),
                    Set.of(),
                    waitsForPrimary("it is in %s, and the resource in %s adds %s"
                            .formatted(String.join(", ", description.regions()), primary(), region)));
        } else if (description.replicas().stream()
                .anyMatch(replica -> replica.region().equals(region) && replica.status() != KeyspaceStatus.ACTIVE)) {
            add(StepIds.keyspace(keyspace.name()), Set.of(), await(description));
        } else if (!claim.equals(known.tags().get(Tags.CLAIMED_BY))) {
            add(
                    StepIds.keyspace(keyspace.name()),
                    Set.of(),
                    new KeyspacesOperation.TagKeyspace(
                            keyspace.name(), "register", Map.of(Tags.CLAIMED_BY, claim), Set.of()));
        }
    }

    /** The value of the tag by which a secondary Region says that it uses a shared keyspace. */
    static String claim(Owner owner) {
        return owner.reference() + " " + owner.uid();
    }

    private KeyspacesOperation await(KeyspaceDescription description) {
        boolean adding = description.replicas().stream()
                .anyMatch(replica -> replica.status() == KeyspaceStatus.ACTIVE
                        || replica.status() == KeyspaceStatus.UPDATING
                        || replica.progress().isPresent());
        return new KeyspacesOperation.Await(
                "keyspace " + keyspace.name(),
                new Waiting(
                        adding ? Reason.AddingRegion : Reason.CreatingKeyspace,
                        "Keyspace %s: %s."
                                .formatted(
                                        keyspace.name(),
                                        description.replicas().stream()
                                                .map(KeyspacePlanner::progress)
                                                .collect(Collectors.joining(", ")))));
    }

    private static String progress(KeyspaceReplica replica) {
        return replica.region() + " " + replica.statusText()
                + replica.progress().map(done -> " (" + done + ")").orElse("");
    }

    private KeyspacesOperation waitsForPrimary(String why) {
        return new KeyspacesOperation.Await(
                "keyspace " + keyspace.name(),
                new Waiting(
                        Reason.WaitingForPrimaryRegion,
                        "Keyspace %s is shared with other Regions: %s.".formatted(keyspace.name(), why)));
    }

    private String primary() {
        return desired.backend().primaryRegion();
    }

    private Set<String> owned() {
        return Set.of(StepIds.ownership(keyspace.name()));
    }

    private void add(String id, Set<String> needs, KeyspacesOperation operation) {
        steps.add(new Step<>(id, needs, operation));
    }
}
