package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.RestoreRequest;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What exists, per account and Region. Both planes read it, and every change of schema goes through it, whether it
 * arrives over HTTP or over CQL, so that the same rules hold. Safe for use by many threads.
 *
 * <p>Reads show the state at once and in full: objects being created or deleted are there with that status (a reader
 * that only wants usable ones checks for ACTIVE). The delays by which the API's own answers trail behind are added by
 * the control plane, not here. System keyspaces are not in the catalogue; see {@link SystemKeyspaces}.
 *
 * <p>Changes answer as soon as they are accepted and happen later, in the service too; with a delay of zero they have
 * happened when the method returns. All throw {@link ServiceError} when refused. Names are taken as they count: no
 * quotes, no folding of case.
 */
public interface Catalog {

    List<KeyspaceView> keyspaces(Scope at);

    Optional<KeyspaceView> keyspace(Scope at, String keyspace);

    /** Empty also when there is no such keyspace. Ordered by name. */
    List<TableView> tables(Scope at, String keyspace);

    Optional<TableView> table(Scope at, String keyspace, String table);

    /** Empty also when there is no such keyspace. Ordered by name. */
    List<TypeView> types(Scope at, String keyspace);

    Optional<TypeView> type(Scope at, String keyspace, String type);

    void createKeyspace(Scope at, String keyspace, Replication replication, Map<String, String> tags);

    /** Adds Regions; clientSideTimestamps asks for them to be enabled on every table on the way. */
    void updateKeyspace(Scope at, String keyspace, Replication replication, boolean clientSideTimestamps);

    void deleteKeyspace(Scope at, String keyspace);

    void createType(Scope at, String keyspace, String type, List<Column> fields);

    void deleteType(Scope at, String keyspace, String type);

    void createTable(Scope at, NewTable table);

    void updateTable(Scope at, String keyspace, String table, TableChange change);

    void deleteTable(Scope at, String keyspace, String table);

    void restoreTable(Scope at, RestoreRequest request);

    /** Adds or replaces tags of the keyspace, or of the table when that is not null, in this Region only. */
    void tag(Scope at, String keyspace, String table, Map<String, String> tags);

    /** Removes those of the given tags that are there with this key and value, in this Region only. */
    void untag(Scope at, String keyspace, String table, Map<String, String> tags);
}
