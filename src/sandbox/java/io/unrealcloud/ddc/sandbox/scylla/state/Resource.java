package io.unrealcloud.ddc.sandbox.scylla.state;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What permissions are on. Its path is what {@code system.role_permissions} shows: {@code data}, {@code data/ks},
 * {@code data/ks/table}, {@code roles}, {@code roles/name}.
 */
public record Resource(String path) {
    public static final Resource ALL_KEYSPACES = new Resource("data");
    public static final Resource ALL_ROLES = new Resource("roles");

    public static Resource keyspace(String keyspace) {
        return new Resource("data/" + keyspace);
    }

    public static Resource table(String keyspace, String table) {
        return new Resource("data/" + keyspace + "/" + table);
    }

    public static Resource role(String role) {
        return new Resource("roles/" + role);
    }

    /** What holds this one; a permission there is one here too. */
    public Optional<Resource> parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new Resource(path.substring(0, slash)));
    }

    /** The permissions that mean anything here. */
    public Set<Permission> applicable() {
        boolean data = path.startsWith("data");
        long depth = path.chars().filter(c -> c == '/').count();
        Set<Permission> permissions = EnumSet.of(Permission.ALTER, Permission.DROP, Permission.AUTHORIZE);
        if (data) {
            permissions.add(Permission.SELECT);
            permissions.add(Permission.MODIFY);
        }
        if (data ? depth < 2 : depth < 1) {
            permissions.add(Permission.CREATE);
        }
        if (!data && depth < 1) {
            permissions.add(Permission.DESCRIBE);
        }
        return permissions;
    }

    /** As messages name it: {@code <keyspace ks>}, {@code <table ks.t>}, {@code <all roles>}. */
    @Override
    public String toString() {
        String[] parts = path.split("/");
        boolean data = parts[0].equals("data");
        return switch (parts.length) {
            case 1 -> data ? "<all keyspaces>" : "<all roles>";
            case 2 -> data ? "<keyspace " + parts[1] + ">" : "<role " + parts[1] + ">";
            default -> "<table " + parts[1] + "." + parts[2] + ">";
        };
    }
}
