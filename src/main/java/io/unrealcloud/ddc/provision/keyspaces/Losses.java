package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.Provisioned;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what was lost from what has never been. An object that once held data is not made again empty in silence:
 * what it held may still be restorable, and restoring needs its name to be free.
 */
final class Losses {

    private Losses() {}

    /**
     * What is tagged on a keyspace once everything a catalogue asks for has existed. The layout belongs to it: when a
     * resource gets its first peer, the global keyspace is new and not lost.
     */
    static String evidence(String catalogue, KeyspaceLayout layout) {
        return Provisioned.evidence(catalogue, layout);
    }

    /**
     * Whether a keyspace that is absent has existed: then another keyspace of the same resource says so, or, if all are
     * gone, the resource's status.
     */
    static boolean lost(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace) {
        return !desired.backend().acknowledgedLosses().contains(keyspace.name())
                && Stream.concat(
                                desired.remembered().stream(),
                                desired.keyspaces().stream()
                                        .filter(other ->
                                                other.managed() && !other.name().equals(keyspace.name()))
                                        .map(other -> facts.keyspace(other.name())
                                                .tags()
                                                .get(Tags.PROVISIONED)))
                        .anyMatch(evidence -> holds(evidence, keyspace.role(), null));
    }

    /** What the tags of the resource's own keyspaces say has once been there in full; else what was known before. */
    static Optional<String> remembered(DesiredState desired, KeyspacesFacts facts) {
        List<String> tagged = desired.keyspaces().stream()
                .filter(DesiredKeyspace::managed)
                .map(keyspace -> facts.keyspace(keyspace.name()))
                .filter(known -> known.exists() && desired.owner().ownership(known.tags()) instanceof Ownership.Ours)
                .map(known -> known.tags().get(Tags.PROVISIONED))
                .filter(Objects::nonNull)
                .toList();
        return tagged.contains(desired.evidence())
                ? Optional.of(desired.evidence())
                : tagged.stream().findFirst().or(desired::remembered);
    }

    /** Whether a table that is absent has existed: its keyspace says so. */
    static boolean lost(DesiredState desired, KeyspaceFacts known, DesiredKeyspace keyspace, CqlIdentifier table) {
        return !desired.backend().acknowledgedLosses().contains(keyspace.name())
                && !desired.backend().acknowledgedLosses().contains(keyspace.name() + "." + table.internal())
                && holds(known.tags().get(Tags.PROVISIONED), keyspace.role(), table);
    }

    static KeyspacesOperation stop(String name, String what) {
        return new KeyspacesOperation.Stop(
                what.toLowerCase(java.util.Locale.ROOT),
                Reason.DataLost,
                ("%s existed and is gone. The operator does not make it again empty. Restore it from point-in-time"
                                + " recovery, or, to go on with an empty one, add %s to"
                                + " spec.database.amazonKeyspaces.acknowledgeDataLoss.")
                        .formatted(what, name));
    }

    private static boolean holds(String tag, KeyspaceRole role, CqlIdentifier table) {
        return tag != null && Provisioned.holds(tag, role, Optional.ofNullable(table));
    }
}
