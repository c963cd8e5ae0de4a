package io.unrealcloud.ddc.sandbox.cqlfront.system;

import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import java.util.List;

/** The catalogue as one account sees it in one Region. */
public record SchemaView(Catalog catalog, Scope scope) {
    /** Whether an object of this status can be used: it is there and not on its way out. */
    public static boolean usable(Status status) {
        return switch (status) {
            case ACTIVE, UPDATING -> true;
            case CREATING, DELETING, RESTORING, INACCESSIBLE_ENCRYPTION_CREDENTIALS -> false;
        };
    }

    /** A keyspace shows once it is ready (Amazon Keyspaces developer guide: check keyspace creation status). */
    List<KeyspaceView> keyspaces() {
        return catalog.keyspaces(scope).stream()
                .filter(keyspace -> usable(keyspace.status()))
                .toList();
    }

    /** Tables in every state. */
    List<TableView> tables() {
        return keyspaces().stream()
                .flatMap(keyspace -> catalog.tables(scope, keyspace.name()).stream())
                .toList();
    }

    List<TableView> usableTables() {
        return tables().stream().filter(table -> usable(table.status())).toList();
    }

    List<TypeView> types() {
        return keyspaces().stream()
                .flatMap(keyspace -> catalog.types(scope, keyspace.name()).stream())
                .toList();
    }

    List<TypeView> usableTypes() {
        return types().stream().filter(type -> usable(type.status())).toList();
    }
}
