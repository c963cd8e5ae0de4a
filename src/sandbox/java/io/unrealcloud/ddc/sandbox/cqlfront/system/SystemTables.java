package io.unrealcloud.ddc.sandbox.cqlfront.system;

import io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All system tables one caller sees in one Region. */
public final class SystemTables {
    private final List<SystemTable> tables = new ArrayList<>();

    /** @param schema the schema as the caller sees it */
    public SystemTables(NodeView node, SchemaView schema) {
        tables.addAll(NodeTables.of(node));
        tables.addAll(SchemaTables.of(schema, this));
        tables.addAll(ServiceTables.of(schema, this));
    }

    /** Whether a keyspace is the service's own. */
    public static boolean isSystem(String keyspace) {
        return SystemKeyspaces.reserved(keyspace);
    }

    public Optional<SystemTable> find(String keyspace, String name) {
        return tables.stream()
                .filter(table ->
                        table.keyspace().equals(keyspace) && table.name().equals(name))
                .findFirst();
    }

    List<SystemTable> all() {
        return tables;
    }
}
