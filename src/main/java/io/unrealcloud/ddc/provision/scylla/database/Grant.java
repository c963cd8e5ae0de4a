package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.schema.CqlIdentifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A permission on all keyspaces, or on one.
 *
 * @param keyspace empty for all of them
 */
record Grant(Permission permission, Optional<String> keyspace) {

    /** Those that matter here, as the database names them. */
    enum Permission {
        CREATE,
        ALTER,
        SELECT,
        MODIFY
    }

    static Grant everywhere(Permission permission) {
        return new Grant(permission, Optional.empty());
    }

    static Grant on(Permission permission, String keyspace) {
        return new Grant(permission, Optional.of(keyspace));
    }

    /**
     * What DDC's role needs. CREATE on all keyspaces, because DDC sends CREATE KEYSPACE on every start, and a database
     * that refuses it before it sees that the keyspace exists keeps DDC from starting.
     */
    static Set<Grant> ofDdc(List<String> keyspaces) {
        Set<Grant> grants = new LinkedHashSet<>();
        grants.add(everywhere(Permission.CREATE));
        keyspaces.forEach(keyspace -> {
            grants.add(on(Permission.SELECT, keyspace));
            grants.add(on(Permission.MODIFY, keyspace));
        });
        return grants;
    }

    /** Whether a role with those permissions has this one too. */
    boolean within(Set<Grant> granted) {
        return granted.contains(this) || granted.contains(everywhere(permission));
    }

    /** The statement that grants it. */
    String cql(String role) {
        return "GRANT " + permission + " ON " + resource() + " TO "
                + CqlIdentifier.of(role).cql();
    }

    String resource() {
        return keyspace.map(name -> "KEYSPACE " + CqlIdentifier.of(name).cql()).orElse("ALL KEYSPACES");
    }

    /** As {@code LIST ALL PERMISSIONS} shows it; empty for one that does not matter here. */
    static Optional<Grant> read(String permission, String resource) {
        for (Permission known : Permission.values()) {
            if (known.name().equals(permission)) {
                if (resource.equals("<all keyspaces>")) {
                    return Optional.of(everywhere(known));
                }
                if (resource.startsWith("<keyspace ") && resource.endsWith(">")) {
                    return Optional.of(on(known, resource.substring("<keyspace ".length(), resource.length() - 1)));
                }
            }
        }
        return Optional.empty();
    }
}
