package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From what shall be and what is to the steps between. Pure: same facts, same plan. */
public final class KeyspacesPlanner {

    private KeyspacesPlanner() {}

    /** @return an empty plan if everything is as it shall be */
    public static Plan<KeyspacesOperation> plan(DesiredState desired, KeyspacesFacts facts, Instant now) {
        List<Step<KeyspacesOperation>> steps = new ArrayList<>();
        facts.cql().flatMap(CqlFacts::unsuitablePartitioner).ifPresent(partitioner -> steps.add(stop(partitioner)));
        desired.keyspaces().forEach(keyspace -> steps.addAll(keyspace(desired, facts, keyspace, now)));
        steps.addAll(records(desired, facts, steps));
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
        return steps;
    }

    private static boolean recorded(DesiredState desired, KeyspaceFacts known) {
        return known.exists()
                && desired.owner().ownership(known.tags()) instanceof Ownership.Ours
                && desired.evidence().equals(known.tags().get(Tags.PROVISIONED));
    }

    /**
     * Come after everything else of all the resource's keyspaces: from here on a table or keyspace that is missing is
     * a lost one.
     */
    private static List<Step<KeyspacesOperation>> records(
            DesiredState desired, KeyspacesFacts facts, List<Step<KeyspacesOperation>> before) {
        List<DesiredKeyspace> managed =
                desired.keyspaces().stream().filter(DesiredKeyspace::managed).toList();
        Set<String> beside = managed.stream()
                .map(keyspace -> StepIds.regions(keyspace.name()))
                .collect(Collectors.toSet());
        Set<String> needs =
                before.stream().map(Step::id).filter(id -> !beside.contains(id)).collect(Collectors.toSet());
        return managed.stream()
                .filter(keyspace -> !recorded(desired, facts.keyspace(keyspace.name())))
                .map(keyspace -> record(desired, keyspace, needs))
                .toList();
    }

    private static Step<KeyspacesOperation> record(DesiredState desired, DesiredKeyspace keyspace, Set<String> needs) {
        return new Step<>(
                StepIds.provisioned(keyspace.name()),
                needs,
                new KeyspacesOperation.TagKeyspace(
                        keyspace.name(), "record", Map.of(Tags.PROVISIONED, desired.evidence()), Set.of()));
    }

    private static Step<KeyspacesOperation> stop(String partitioner) {
        return new Step<>(
                StepIds.PARTITIONER,
                Set.of(),
                new KeyspacesOperation.Stop(
                        "account partitioner",
                        Reason.PartitionerUnsuitable,
                        ("This account's Keyspaces partitioner is %s, which DDC's driver does not know. Run this in"
                                        + " the CQL editor of the Keyspaces console or in cqlsh, and nothing else has to be done:"
                                        + " UPDATE system.local SET partitioner='%s' WHERE key='local';")
                                .formatted(partitioner, CqlFacts.MURMUR3)));
    }
}
