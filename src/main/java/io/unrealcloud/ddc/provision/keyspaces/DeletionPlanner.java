package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans how a resource's keyspaces are taken down or let go. What is not this resource's is in no plan. */
final class DeletionPlanner {

    private DeletionPlanner() {}

    /** Marks what is ours as released, and withdraws our claim on what is shared. */
    static Plan<KeyspacesOperation> release(DesiredState desired, KeyspacesFacts facts, Instant now) {
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        for (DesiredKeyspace keyspace : desired.keyspaces()) {
            KeyspaceFacts known = facts.keyspace(keyspace.name());
            appearing(keyspace, facts, now).ifPresent(steps::add);
            if (keyspace.managed()
                    && known.exists()
                    && desired.owner().ownership(known.tags()) instanceof Ownership.Ours) {
                steps.add(step(
                        StepIds.ownership(keyspace.name()),
                        Set.of(),
                        new KeyspacesOperation.TagKeyspace(
                                keyspace.name(),
                                "release",
                                Map.of(
                                        Tags.RELEASED_AT,
                                        now.truncatedTo(ChronoUnit.SECONDS).toString()),
                                Set.of())));
            }
            withdraw(desired.owner(), keyspace, known, steps);
        }
        return new Plan<>(steps);
    }

    /** Deletes what is ours: tables, then types, then keyspaces. */
    static Plan<KeyspacesOperation> delete(
            DesiredState desired, KeyspacesFacts facts, DeletionEvidence evidence, Instant now) {
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        for (DesiredKeyspace keyspace : desired.keyspaces()) {
            KeyspaceFacts known = facts.keyspace(keyspace.name());
            withdraw(desired.owner(), keyspace, known, steps);
            appearing(keyspace, facts, now).ifPresent(steps::add);
            if (keyspace.managed() && known.exists() && made(desired.owner(), known.tags())) {
                steps.addAll(delete(desired.owner(), keyspace, facts, evidence, now));
            }
        }
        return new Plan<>(steps);
    }

    /** A keyspace whose creation was accepted moments ago may still read as absent, and must not be left behind. */
    private static Optional<Step<KeyspacesOperation>> appearing(
            DesiredKeyspace keyspace, KeyspacesFacts facts, Instant now) {
        String created = StepIds.keyspace(keyspace.name());
        boolean appearing = !facts.keyspace(keyspace.name()).exists()
                && facts.justAccepted(created, now)
                && !facts.acceptedAfter(StepIds.deletion(created), created);
        return appearing
                ? Optional.of(step(
                        created,
                        Set.of(),
                        new KeyspacesOperation.Await(
                                "keyspace " + keyspace.name(),
                                new Waiting(
                                        Reason.Deleting,
                                        "The creation of keyspace " + keyspace.name()
                                                + " was accepted; it goes once it shows."))))
                : Optional.empty();
    }

    private static List<Step<KeyspacesOperation>> delete(
            Owner owner, DesiredKeyspace keyspace, KeyspacesFacts facts, DeletionEvidence evidence, Instant now) {
        String name = keyspace.name();
        KeyspaceFacts known = facts.keyspace(name);
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        String clear = StepIds.ownership(name);
        obstacle(owner, keyspace, known, evidence).ifPresent(stop -> steps.add(step(clear, Set.of(), stop)));
        Set<String> before = new HashSet<>(Set.of(clear));
        tables(known).forEach(table -> {
            String id = StepIds.deletion(StepIds.table(name, table));
            before.add(id);
            steps.add(step(
                    id,
                    Set.of(clear),
                    sent(
                            facts,
                            id,
                            "table " + name + "." + table,
                            now,
                            new KeyspacesOperation.DeleteTable(name, table))));
        });
        Set<String> tables = Set.copyOf(before);
        known.types().values().forEach(type -> {
            String id = StepIds.deletion(StepIds.type(name, type.name()));
            before.add(id);
            steps.add(step(
                    id,
                    union(tables, parents(name, type)),
                    sent(
                            facts,
                            id,
                            "type " + name + "." + type.name(),
                            now,
                            new KeyspacesOperation.DeleteType(name, type.name()))));
        });
        String id = StepIds.deletion(StepIds.keyspace(name));
        steps.add(step(
                id,
                before,
                sent(
                        facts,
                        id,
                        "keyspace " + name,
                        now,
                        new KeyspacesOperation.DeleteKeyspace(name, keyspace.shared()))));
        return steps;
    }

    /** Why the keyspace may not go. */
    private static Optional<KeyspacesOperation> obstacle(
            Owner owner, DesiredKeyspace keyspace, KeyspaceFacts known, DeletionEvidence evidence) {
        List<String> claims = evidence.claims().getOrDefault(keyspace.name(), List.of());
        if (!claims.isEmpty()) {
            return Optional.of(new KeyspacesOperation.Stop(
                    "keyspace " + keyspace.name(),
                    Reason.SharedKeyspaceInUse,
                    ("Keyspace %s is still used by %s, and deleting it would delete it in every Region. Delete those"
                                    + " resources first, or set deletionPolicy to Retain here.")
                            .formatted(keyspace.name(), String.join("; ", claims))));
        }
        Set<String> foreign = tables(known)
                .filter(table -> !sameResource(
                        owner, evidence.tableTags().getOrDefault(keyspace.name() + "." + table, Map.of())))
                .collect(Collectors.toCollection(TreeSet::new));
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeyspacesOperation.Stop(
                        "keyspace " + keyspace.name(),
                        Reason.ForeignObjects,
                        ("Keyspace %s also holds tables this resource did not make: %s. Delete or move them yourself,"
                                        + " or set deletionPolicy to Retain; nothing in the keyspace is deleted until then.")
                                .formatted(keyspace.name(), String.join(", ", foreign))));
    }

    private static Stream<String> tables(KeyspaceFacts known) {
        return Stream.concat(known.tables().keySet().stream(), known.otherTables().stream())
                .sorted();
    }

    private static Set<String> parents(String keyspace, TypeDescription type) {
        return type.parentTypes().stream()
                .map(parent -> StepIds.deletion(StepIds.type(keyspace, parent)))
                .collect(Collectors.toSet());
    }

    /** A delete that was accepted is not sent again while it may still be running. */
    private static KeyspacesOperation sent(
            KeyspacesFacts facts, String id, String target, Instant now, KeyspacesOperation delete) {
        return facts.justAccepted(id, now)
                ? new KeyspacesOperation.Await(target, new Waiting(Reason.Deleting, "The " + target + " is going."))
                : delete;
    }

    private static void withdraw(
            Owner owner, DesiredKeyspace keyspace, KeyspaceFacts known, List<Step<KeyspacesOperation>> steps) {
        if (!keyspace.managed()
                && KeyspacePlanner.claim(owner).equals(known.tags().get(Tags.CLAIMED_BY))) {
            steps.add(step(
                    StepIds.ownership(keyspace.name()),
                    Set.of(),
                    new KeyspacesOperation.TagKeyspace(
                            keyspace.name(), "withdraw", Map.of(), Set.of(Tags.CLAIMED_BY))));
        }
    }

    /** Made or adopted for this very resource, also when it was marked as released just before. */
    private static boolean made(Owner owner, Map<String, String> tags) {
        return sameResource(owner, tags) && owner.uid().equals(tags.get(Tags.UID));
    }

    /** Of a resource of this cluster, namespace and name: tables keep the uid of the resource that made them. */
    private static boolean sameResource(Owner owner, Map<String, String> tags) {
        return switch (owner.ownership(tags)) {
            case Ownership.Ours ours -> true;
            case Ownership.Released released -> true;
            case Ownership.Predecessor predecessor -> true;
            case Ownership.Foreign foreign -> false;
            case Ownership.Unclaimed unclaimed -> false;
        };
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Step<KeyspacesOperation> step(String id, Set<String> needs, KeyspacesOperation operation) {
        return new Step<>(id, needs, operation);
    }
}
