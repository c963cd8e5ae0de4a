package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Plans how a keyspace that exists becomes this resource's, or says why it may not. */
final class OwnershipPlanner {

    private final DesiredState desired;
    private final KeyspaceFacts known;
    private final DesiredKeyspace keyspace;

    OwnershipPlanner(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace) {
        this.desired = desired;
        this.known = facts.keyspace(keyspace.name());
        this.keyspace = keyspace;
    }

    List<Step<KeyspacesOperation>> plan() {
        return switch (desired.owner().ownership(known.tags())) {
            case Ownership.Ours ours -> List.of();
            case Ownership.Released released -> claim(released.origin());
            case Ownership.Predecessor predecessor ->
                adopt("It belongs to an earlier resource of this name, which did not release it", predecessor.origin());
            case Ownership.Unclaimed unclaimed -> adopt("It was not made by this operator", Origin.ADOPTED);
            case Ownership.Foreign foreign
            when foreign.released() -> adopt("It was released by " + foreign.owner(), Origin.ADOPTED);
            case Ownership.Foreign foreign ->
                List.of(stop("It belongs to %s. Choose other names in".formatted(foreign.owner())
                        + " spec.database.keyspace, or delete that resource with deletionPolicy Retain first."));
        };
    }

    private List<Step<KeyspacesOperation>> claim(Origin origin) {
        return SchemaReading.incompatible(keyspace, known)
                .map(difference -> List.of(stop("It was released earlier and its schema has changed since: "
                        + difference + " Mend the schema, or choose another name.")))
                .orElseGet(() -> List.of(tag("claim", origin, Set.of())));
    }

    private List<Step<KeyspacesOperation>> adopt(String why, Origin origin) {
        if (!desired.backend().adopt().contains(keyspace.name())) {
            return List.of(stop(why + ". To take it over, with everything in it, add to the resource:"
                    + " spec.database.adopt.keyspaces: [" + keyspace.name() + "]."));
        }
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        // Tables first: once the keyspace is ours, nothing remembers that its tables are not tagged yet.
        known.tables()
                .keySet()
                .forEach(table -> steps.add(new Step<>(
                        StepIds.tableOwnership(keyspace.name(), table),
                        Set.of(),
                        new KeyspacesOperation.TagTable(
                                keyspace.name(), table, "adopt", desired.owner().tags(origin)))));
        steps.add(tag("adopt", origin, Set.copyOf(steps.stream().map(Step::id).toList())));
        return steps;
    }

    private Step<KeyspacesOperation> tag(String purpose, Origin origin, Set<String> needs) {
        return new Step<>(
                StepIds.ownership(keyspace.name()),
                needs,
                new KeyspacesOperation.TagKeyspace(
                        keyspace.name(), purpose, desired.owner().tags(origin), Set.of(Tags.RELEASED_AT)));
    }

    private Step<KeyspacesOperation> stop(String why) {
        return new Step<>(
                StepIds.ownership(keyspace.name()),
                Set.of(),
                new KeyspacesOperation.Stop(
                        "keyspace " + keyspace.name(),
                        Reason.AdoptionRequired,
                        "Keyspace " + keyspace.name() + " exists already. " + why));
    }
}
