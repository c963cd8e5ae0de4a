package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.util.List;
import java.util.Optional;

/**
 * Everything Keyspaces shall hold for one resource.
 *
 * @param catalogue profile and catalogue version
 * @param keyspaces in the order of {@link KeyspaceRole}
 * @param remembered what the resource's status says has once been there in full; the only witness when every keyspace
 *     is gone, and with them their tags
 */
public record DesiredState(
        Owner owner,
        KeyspacesBackend backend,
        String catalogue,
        List<DesiredKeyspace> keyspaces,
        Optional<String> remembered) {

    public DesiredState {
        keyspaces = List.copyOf(keyspaces);
    }

    public static DesiredState of(Owner owner, KeyspacesBackend backend, SchemaCatalogue catalogue) {
        KeyspaceLayout layout = backend.multiRegion() ? KeyspaceLayout.CROSS_REGION : KeyspaceLayout.STANDARD;
        List<DesiredKeyspace> keyspaces =
                catalogue.profile(backend.profile()).keyspaces(layout, ColumnMode.CASSANDRA).entrySet().stream()
                        .map(entry -> new DesiredKeyspace(
                                entry.getKey(),
                                backend.names().of(entry.getKey()),
                                replicated(entry.getKey()) ? backend.regions() : List.of(),
                                !replicated(entry.getKey()) || backend.primary(),
                                entry.getValue()))
                        .toList();
        return new DesiredState(
                owner, backend, backend.profile() + "/" + catalogue.version(), keyspaces, Optional.empty());
    }

    /** The same, of a resource whose status remembers what has been there. */
    public DesiredState remembering(Optional<String> evidence) {
        return new DesiredState(owner, backend, catalogue, keyspaces, evidence);
    }

    /** What is tagged on keyspaces once everything has existed; see {@link Losses}. */
    String evidence() {
        return Losses.evidence(
                catalogue, backend.multiRegion() ? KeyspaceLayout.CROSS_REGION : KeyspaceLayout.STANDARD);
    }

    private static boolean replicated(KeyspaceRole role) {
        return switch (role) {
            case REPLICATED, GLOBAL -> true;
            case LOCAL -> false;
        };
    }

    public List<String> keyspaceNames() {
        return keyspaces.stream().map(DesiredKeyspace::name).toList();
    }

    /** How many tables there shall be in all. */
    public int tableCount() {
        return keyspaces.stream()
                .mapToInt(keyspace -> keyspace.schema().tables().size())
                .sum();
    }
}
