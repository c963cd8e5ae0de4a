package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import java.util.List;

/**
 * What the catalogue tells the data store to do when an object really comes into being or goes. Called once per
 * object, whatever the number of Regions, off the caller's thread when there is a delay, from several threads at a
 * time, never while a lock is held, and always in an order that makes sense (a keyspace before its tables).
 *
 * <p>A method that throws makes the object vanish again (creation) or keep its old state (update, deletion); the
 * failure is logged and shown in the state dump, because AWS has no answer for it.
 */
public interface DataPlane {

    /** No data store: objects exist in the catalogue only. */
    DataPlane NONE = new DataPlane() {
        @Override
        public boolean oneNamespace() {
            return false;
        }

        @Override
        public boolean canRestore() {
            return true;
        }

        @Override
        public void createKeyspace(String keyspace) {}

        @Override
        public void dropKeyspace(String keyspace) {}

        @Override
        public void createType(String keyspace, String type, List<Column> fields) {}

        @Override
        public void dropType(String keyspace, String type) {}

        @Override
        public void createTable(String keyspace, String table, TableSchema schema, int defaultTimeToLive) {}

        @Override
        public void addColumns(String keyspace, String table, List<Column> columns) {}

        @Override
        public void setDefaultTimeToLive(String keyspace, String table, int seconds) {}

        @Override
        public void dropTable(String keyspace, String table) {}
    };

    /**
     * True when all Regions and accounts share one store, so that a keyspace name may be taken only once: a second
     * one is then refused as a limitation of the sandbox rather than silently shared.
     */
    default boolean oneNamespace() {
        return true;
    }

    /** Whether a table can be restored to an earlier moment. If not, RestoreTable is refused as a limitation. */
    default boolean canRestore() {
        return false;
    }

    void createKeyspace(String keyspace);

    void dropKeyspace(String keyspace);

    void createType(String keyspace, String type, List<Column> fields);

    void dropType(String keyspace, String type);

    /** @param defaultTimeToLive seconds, 0 for none */
    void createTable(String keyspace, String table, TableSchema schema, int defaultTimeToLive);

    void addColumns(String keyspace, String table, List<Column> columns);

    void setDefaultTimeToLive(String keyspace, String table, int seconds);

    void dropTable(String keyspace, String table);
}
