package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import java.util.List;
import java.util.Map;

/** A schema change in the catalogue's terms. {@code guarded} stands for IF NOT EXISTS and IF EXISTS. */
public sealed interface SchemaRequest {
    String keyspace();

    /** The table or type; empty for a keyspace. */
    default String object() {
        return "";
    }

    boolean guarded();

    record CreateKeyspace(String keyspace, Replication replication, Map<String, String> tags, boolean guarded)
            implements SchemaRequest {}

    record AddRegions(String keyspace, Replication replication, boolean clientSideTimestamps, boolean guarded)
            implements SchemaRequest {}

    record DropKeyspace(String keyspace, boolean guarded) implements SchemaRequest {}

    record CreateTable(NewTable table, boolean guarded) implements SchemaRequest {
        @Override
        public String keyspace() {
            return table.keyspace();
        }

        @Override
        public String object() {
            return table.name();
        }
    }

    record ChangeTable(String keyspace, String object, TableChange change, boolean guarded) implements SchemaRequest {}

    record DropTable(String keyspace, String object, boolean guarded) implements SchemaRequest {}

    record CreateType(String keyspace, String object, List<Column> fields, boolean guarded) implements SchemaRequest {}

    record DropType(String keyspace, String object, boolean guarded) implements SchemaRequest {}

    /** @param object empty to tag the keyspace */
    record Tag(String keyspace, String object, Map<String, String> tags, boolean remove, boolean guarded)
            implements SchemaRequest {}
}
