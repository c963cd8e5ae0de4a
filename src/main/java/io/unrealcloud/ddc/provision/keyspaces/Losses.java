package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.schema.CatalogueException;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what was lost from what has never been. An object that once held data is not made again empty in silence:
 * what it held may still be restorable, and restoring needs its name to be free.
 */
final class Losses {

    private static final Pattern TAG = Pattern.compile("(\\w+)/(\\d+)/(\\w+)");

    private Losses() {}

    /**
     * What is tagged on a keyspace once everything a catalogue asks for has existed. The layout belongs to it: when a
     * resource gets its first peer, the global keyspace is new and not lost.
     */
    static String evidence(String catalogue, KeyspaceLayout layout) {
        return catalogue + "/" + layout;
    }

    /** Whether a keyspace that is absent has existed: then another keyspace of the same resource says so. */
    static boolean lost(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace) {
        return !desired.backend().acknowledgedLosses().contains(keyspace.name())
                && desired.keyspaces().stream()
                        .filter(other -> other.managed() && !other.name().equals(keyspace.name()))
                        .anyMatch(other -> holds(
                                facts.keyspace(other.name()).tags().get(Tags.PROVISIONED), keyspace.role(), null));
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

    /** Whether the catalogue a tag names has the role, and in it the table if one is given. */
    private static boolean holds(String tag, KeyspaceRole role, CqlIdentifier table) {
        Matcher catalogue = TAG.matcher(Optional.ofNullable(tag).orElse(""));
        if (!catalogue.matches()) {
            return false;
        }
        try {
            KeyspaceLayout layout = KeyspaceLayout.valueOf(catalogue.group(3));
            return SchemaCatalogue.load(Integer.parseInt(catalogue.group(2)))
                    .profile(catalogue.group(1))
                    .sections()
                    .stream()
                    .filter(section -> section.roles().get(layout) == role)
                    .flatMap(section -> section.schemas().values().stream())
                    .anyMatch(schema -> table == null || schema.table(table).isPresent());
        } catch (CatalogueException | IllegalArgumentException newer) {
            // Tagged by a newer operator: everything it knows of has existed.
            return true;
        }
    }
}
