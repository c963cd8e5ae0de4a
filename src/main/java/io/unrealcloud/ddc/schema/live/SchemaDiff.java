package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.FieldDefinition;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.TypeDefinition;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentClustering;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentColumnType;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentFields;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentIndex;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentPartitionKey;
import io.unrealcloud.ddc.schema.live.SchemaDifference.DifferentStatic;
import io.unrealcloud.ddc.schema.live.SchemaDifference.ExtraColumn;
import io.unrealcloud.ddc.schema.live.SchemaDifference.ExtraIndex;
import io.unrealcloud.ddc.schema.live.SchemaDifference.ExtraTable;
import io.unrealcloud.ddc.schema.live.SchemaDifference.ExtraType;
import io.unrealcloud.ddc.schema.live.SchemaDifference.FeatureNotEnabled;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingColumn;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingIndex;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingKeyspace;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingTable;
import io.unrealcloud.ddc.schema.live.SchemaDifference.MissingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares a live schema with the one wanted. Types are compared in their canonical spelling. */
public final class SchemaDiff {

    private final List<SchemaDifference> differences = new ArrayList<>();

    private SchemaDiff() {}

    /** All differences, keyspace by keyspace; {@code expected} is by keyspace name. Other live keyspaces are ignored. */
    public static List<SchemaDifference> between(Map<String, KeyspaceSchema> expected, LiveSchema live) {
        SchemaDiff diff = new SchemaDiff();
        expected.forEach((name, schema) -> live.keyspace(name)
                .ifPresentOrElse(
                        found -> diff.keyspace(schema, found),
                        () -> diff.differences.add(new MissingKeyspace(name, schema))));
        return List.copyOf(diff.differences);
    }

    /** All differences of one keyspace that exists. */
    public static List<SchemaDifference> between(KeyspaceSchema expected, LiveKeyspace live) {
        SchemaDiff diff = new SchemaDiff();
        diff.keyspace(expected, live);
        return List.copyOf(diff.differences);
    }

    private void keyspace(KeyspaceSchema expected, LiveKeyspace live) {
        String keyspace = live.name();
        for (TypeDefinition type : expected.types()) {
            live.type(type.name())
                    .ifPresentOrElse(
                            found -> type(keyspace, type, found),
                            () -> differences.add(new MissingType(keyspace, type)));
        }
        for (TableDefinition table : expected.tables()) {
            live.table(table.name())
                    .ifPresentOrElse(
                            found -> table(live, table, found),
                            () -> differences.add(new MissingTable(keyspace, table)));
        }
        live.types().stream()
                .filter(type -> expected.type(type.name()).isEmpty())
                .forEach(type -> differences.add(new ExtraType(keyspace, type.name())));
        live.tables().stream()
                .filter(table -> expected.table(table.name()).isEmpty())
                .forEach(table -> differences.add(new ExtraTable(keyspace, table.name())));
    }

    private void type(String keyspace, TypeDefinition expected, TypeDefinition found) {
        if (!canonical(expected.fields()).equals(canonical(found.fields()))) {
            differences.add(new DifferentFields(keyspace, expected.name(), expected.fields(), found.fields()));
        }
    }

    private static List<FieldDefinition> canonical(List<FieldDefinition> fields) {
        return fields.stream()
                .map(field -> new FieldDefinition(field.name(), field.type().canonical()))
                .toList();
    }

    private void table(LiveKeyspace live, TableDefinition expected, LiveTable found) {
        String keyspace = live.name();
        if (!expected.partitionKey().equals(found.partitionKey())) {
            differences.add(new DifferentPartitionKey(
                    keyspace, expected.name(), expected.partitionKey(), found.partitionKey()));
        }
        if (!expected.clustering().equals(found.clustering())) {
            differences.add(
                    new DifferentClustering(keyspace, expected.name(), expected.clustering(), found.clustering()));
        }
        for (ColumnDefinition column : expected.columns()) {
            found.column(column.name())
                    .ifPresentOrElse(
                            there -> column(keyspace, expected, column, there),
                            () -> differences.add(new MissingColumn(
                                    keyspace, expected.name(), column, expected.isKey(column.name()))));
        }
        found.columns().stream()
                .filter(column -> expected.column(column.name()).isEmpty())
                .forEach(column -> differences.add(new ExtraColumn(keyspace, expected.name(), column.name())));
        for (IndexDefinition index : expected.indexes()) {
            found.index(index.name())
                    .ifPresentOrElse(
                            there -> {
                                if (!there.equals(index)) {
                                    differences.add(new DifferentIndex(keyspace, expected.name(), index, there));
                                }
                            },
                            () -> differences.add(new MissingIndex(keyspace, expected.name(), index)));
        }
        found.indexes().stream()
                .filter(index -> expected.indexes().stream()
                        .noneMatch(wanted -> wanted.name().equals(index.name())))
                .forEach(index -> differences.add(new ExtraIndex(keyspace, expected.name(), index.name())));
        for (TableFeature feature : expected.features()) {
            if (!found.enabled().contains(feature) && !alwaysOn(feature, live.multiRegion())) {
                differences.add(new FeatureNotEnabled(keyspace, expected.name(), feature, live.multiRegion()));
            }
        }
    }

    private void column(String keyspace, TableDefinition table, ColumnDefinition expected, ColumnDefinition found) {
        if (!expected.type().canonical().equals(found.type().canonical())) {
            differences.add(
                    new DifferentColumnType(keyspace, table.name(), expected.name(), expected.type(), found.type()));
        }
        if (expected.isStatic() != found.isStatic()) {
            differences.add(new DifferentStatic(keyspace, table.name(), expected.name(), expected.isStatic()));
        }
    }

    /** Multi-Region tables have client-side timestamps whether they report it or not (Amazon Keyspaces developer guide). */
    private static boolean alwaysOn(TableFeature feature, boolean multiRegion) {
        return multiRegion && feature == TableFeature.CLIENT_SIDE_TIMESTAMPS;
    }
}
