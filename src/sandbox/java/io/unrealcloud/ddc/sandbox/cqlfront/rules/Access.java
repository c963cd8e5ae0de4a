package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.login.Caller;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SchemaView;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTable;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.util.Optional;

/** What one caller can see and may do in one Region. */
public record Access(Caller caller, Scope scope, Catalog catalog, Authorizer authorizer, SystemTables systemTables) {
    /** @throws CqlRefusal unless the caller may do this */
    public void permit(String action, String resourceArn) {
        if (!authorizer.allowed(caller.principalArn(), "cassandra:" + action, resourceArn)) {
            throw CqlRefusal.unauthorized(caller.principalArn(), "cassandra:" + action, resourceArn);
        }
    }

    static String keyspaceOf(QualifiedName name, Optional<String> current) {
        return name.keyspace(current)
                .orElseThrow(() -> CqlRefusal.invalid("No keyspace has been specified. USE a keyspace, or explicitly"
                        + " specify keyspace.tablename"));
    }

    /** The keyspace, if it can be used here. */
    public Optional<KeyspaceView> usableKeyspace(String name) {
        return catalog.keyspace(scope, name).filter(keyspace -> SchemaView.usable(keyspace.status()));
    }

    /** The table, which must be usable in this Region, for a caller who may do {@code action} to it. */
    TableView table(String keyspace, String name, String action) {
        permit(action, scope.tableArn(keyspace, name));
        return usableKeyspace(keyspace)
                .flatMap(found -> catalog.table(scope, keyspace, name))
                .filter(table -> SchemaView.usable(table.status()))
                .orElseThrow(() -> usableKeyspace(keyspace).isEmpty()
                        ? CqlRefusal.invalid("Keyspace " + keyspace + " does not exist")
                        : CqlRefusal.invalid("unconfigured table " + name));
    }

    SystemTable systemTable(String keyspace, String name) {
        permit("Select", scope.tableArn(keyspace, name));
        return systemTables.find(keyspace, name).orElseThrow(() -> CqlRefusal.invalid("unconfigured table " + name));
    }
}
