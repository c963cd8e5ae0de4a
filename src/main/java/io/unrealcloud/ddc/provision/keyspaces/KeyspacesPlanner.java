package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From what shall be and what is to the steps between. Pure: same facts, same plan. */
public final class KeyspacesPlanner {

    private KeyspacesPlanner() {}

    /** @return an empty plan if everything is as it shall be */
    public static Plan<KeyspacesOperation> plan(DesiredState desired, KeyspacesFacts facts, Instant now) {
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        facts.cql().flatMap(CqlFacts::unsuitablePartitioner).ifPresent(partitioner -> steps.add(stop(partitioner)));
        desired.keyspaces().forEach(keyspace -> steps.addAll(keyspace(desired, facts, keyspace, now)));
        return new Plan<>(steps);
    }

    private static List<Step<KeyspacesOperation>> keyspace(
            DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace, Instant now) {
        List<Step<KeyspacesOperation>> steps =
                new ArrayList<>(new KeyspacePlanner(desired, facts, keyspace, now).plan());
        KeyspaceFacts known = facts.keyspace(keyspace.name());
        TypePlanner types = new TypePlanner(desired, facts, keyspace, now);
        keyspace.schema().types().forEach(type -> types.plan(type).ifPresent(steps::add));
        TablePlanner tables = new TablePlanner(desired, facts, keyspace, now);
        keyspace.schema().tables().forEach(table -> tables.plan(table).ifPresent(steps::add));
        if (keyspace.managed() && !recorded(desired, known)) {
            steps.add(record(desired, keyspace, steps));
        }
        return steps;
    }

    private static boolean recorded(DesiredState desired, KeyspaceFacts known) {
        return known.exists()
                && desired.owner().ownership(known.tags()) instanceof Ownership.Ours
                && desired.catalogue().equals(known.tags().get(Tags.PROVISIONED));
    }

    /** Comes after everything else of the keyspace: from here on a missing table is a lost one. */
    private static Step<KeyspacesOperation> record(
            DesiredState desired, DesiredKeyspace keyspace, List<Step<KeyspacesOperation>> before) {
        Set<String> needs = new HashSet<>();
        before.stream()
                .map(Step::id)
                .filter(id -> !id.equals(StepIds.regions(keyspace.name())))
                .forEach(needs::add);
        return new Step<>(
                StepIds.provisioned(keyspace.name()),
                needs,
                new KeyspacesOperation.TagKeyspace(
                        keyspace.name(), "record", Map.of(Tags.PROVISIONED, desired.catalogue()), Set.of()));
    }

    private static Step<KeyspacesOperation> stop(String partitioner) {
        return new Step<>(
                StepIds.PARTITIONER,
                Set.of(),
                new KeyspacesOperation.Stop(
                        "account partitioner",
                        Reason.PartitionerUnsuitable,
                        ("This account's Keyspaces partitioner is %s, which DDC's driver does not know. Run this in the CQL"
                                        + " editor of the Keyspaces console or in cqlsh, and nothing else has to be done: UPDATE system.local SET"
                                        + " partitioner='%s' WHERE key='local';")
                                .formatted(partitioner, CqlFacts.MURMUR3)));
    }
}
