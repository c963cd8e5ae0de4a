package io.unrealcloud.ddc.sandbox.ddc.database;

import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.SchemaCql;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The DDL of one release in one mode. Columns and keys are the catalogue's, which is held to DDC by its own tests;
 * what differs is that DDC switches on time to live for five tables only, and no client-side timestamps.
 */
final class Schema {
    private static final Set<String> WITH_TTL =
            Set.of("replication_log", "blob_replication_log", "builds", "build_parts", "build_appendixes");

    private final ScyllaSettings settings;
    private final Release release;
    private final Map<KeyspaceRole, KeyspaceSchema> keyspaces;
    private final SchemaCql cql;

    Schema(ScyllaSettings settings, Release release, SchemaCatalogue catalogue) {
        this.settings = settings;
        this.release = release;
        this.keyspaces = catalogue
                .profile("Jupiter")
                .keyspaces(
                        KeyspaceLayout.STANDARD, settings.cassandraMode() ? ColumnMode.CASSANDRA : ColumnMode.NATIVE);
        this.cql = new SchemaCql(settings.keyspacesMode() ? CqlDialect.KEYSPACES : CqlDialect.CASSANDRA, true);
    }

    List<String> replicatedTypes() {
        return types(KeyspaceRole.REPLICATED, settings.keyspace());
    }

    List<String> localTypes() {
        return types(KeyspaceRole.LOCAL, settings.localKeyspace());
    }

    private List<String> types(KeyspaceRole role, String keyspace) {
        return keyspaces.get(role).types().stream()
                .map(type -> cql.createType(CqlIdentifier.of(keyspace), type))
                .toList();
    }

    List<String> replicated(String... tables) {
        return tables(KeyspaceRole.REPLICATED, settings.keyspace(), tables);
    }

    List<String> local(String... tables) {
        return tables(KeyspaceRole.LOCAL, settings.localKeyspace(), tables);
    }

    private List<String> tables(KeyspaceRole role, String keyspace, String... names) {
        return List.of(names).stream()
                .filter(name -> !release.withoutTables().contains(name))
                .map(name -> keyspaces.get(role).table(CqlIdentifier.of(name)).orElseThrow())
                .map(table -> cql.createTable(CqlIdentifier.of(keyspace), asDdcWould(table)))
                .toList();
    }

    private static TableDefinition asDdcWould(TableDefinition table) {
        Set<TableFeature> features = EnumSet.noneOf(TableFeature.class);
        if (WITH_TTL.contains(table.name().toString())) {
            features.add(TableFeature.TTL);
        }
        return new TableDefinition(
                table.name(), table.columns(), table.partitionKey(), table.clustering(), features, table.notes());
    }
}
