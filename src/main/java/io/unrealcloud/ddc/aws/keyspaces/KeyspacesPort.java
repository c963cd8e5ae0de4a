package io.unrealcloud.ddc.aws.keyspaces;

import io.unrealcloud.ddc.aws.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The control plane of Amazon Keyspaces in one Region.
 *
 * <p>All creates, changes and deletes are asynchronous: a return means accepted, not done; read the state again. None
 * is idempotent by name: a second create throws {@code CONFLICT}. Right after a create the object may still read as
 * absent, and right after a change its status may still read {@code ACTIVE} (Amazon Keyspaces developer guide:
 * working with keyspaces and tables), so compare what was asked for, not only the status.
 *
 * <p>Names are as the service holds them: unquoted, and for types lower-case. Reads give empty for what is not there
 * and never throw {@code NOT_FOUND}. Every method throws {@link AwsException} for AWS's part, and nothing else but
 * {@link IllegalArgumentException} for a request that can never be sent.
 */
public interface KeyspacesPort {
    /** The Region this port talks to. */
    String region();

    /** All keyspaces of the account in this Region, the service's own system keyspaces included. */
    List<String> keyspaceNames();

    Optional<KeyspaceDescription> keyspace(String name);

    /** @return the ARN of the new keyspace */
    String createKeyspace(NewKeyspace keyspace);

    /**
     * Replicates a keyspace to further Regions; one way, there is no removal. All its tables get client-side
     * timestamps, which replication needs. While it runs no other DDL is possible in the keyspace.
     *
     * @param regions the whole list as it shall be afterwards, this Region included; at least two
     */
    void addRegions(String keyspace, List<String> regions);

    /** Deletes a keyspace; of a multi-Region keyspace every replica goes. {@code CONFLICT} while a table changes. */
    void deleteKeyspace(String name);

    List<String> tableNames(String keyspace);

    /** A table in status {@code DELETED} is answered with empty. */
    Optional<TableDescription> table(String keyspace, String table);

    /** Auto scaling of a table; {@link AutoScaling#OFF} for one that has none. Empty if there is no such table. */
    Optional<TableAutoScaling> autoScaling(String keyspace, String table);

    /** @return the ARN of the new table */
    String createTable(NewTable table);

    void updateTable(String keyspace, String table, TableChange change);

    /** Only possible from {@code ACTIVE}, else {@code CONFLICT}; no error for a table that is being deleted already. */
    void deleteTable(String keyspace, String table);

    List<String> typeNames(String keyspace);

    Optional<TypeDescription> type(String keyspace, String type);

    void createType(NewType type);

    /** Refused while a table or another type refers to it. */
    void deleteType(String keyspace, String type);

    /** The tags of a keyspace or table; empty if there is no such object. Only this Region's of a replicated one. */
    Map<String, String> tags(String arn);

    /** Sets tags and leaves the others; in this Region only. Nothing is sent for an empty map. */
    void tag(String arn, Map<String, String> tags);

    /** Removes tags by key and value, as the service wants both. Nothing is sent for an empty map. */
    void untag(String arn, Map<String, String> tags);
}
