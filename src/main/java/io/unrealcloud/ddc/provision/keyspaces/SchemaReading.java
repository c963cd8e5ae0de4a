package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.ClusteringKey;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlType;
import io.unrealcloud.ddc.schema.FieldDefinition;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.SortOrder;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.TypeDefinition;
import io.unrealcloud.ddc.schema.live.LiveKeyspace;
import io.unrealcloud.ddc.schema.live.LiveTable;
import io.unrealcloud.ddc.schema.live.SchemaDiff;
import io.unrealcloud.ddc.schema.live.SchemaDifference;
import io.unrealcloud.ddc.schema.live.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the Keyspaces API describes, in the schema's terms, and how it differs from what is wanted. */
final class SchemaReading {

    private SchemaReading() {}

    /** Every difference in a keyspace that exists, the harmless ones included. */
    static List<SchemaDifference> differences(DesiredKeyspace keyspace, KeyspaceFacts known) {
        return SchemaDiff.between(
                keyspace.schema(),
                new LiveKeyspace(
                        keyspace.name(),
                        keyspace.shared(),
                        known.types().values().stream().map(SchemaReading::type).toList(),
                        known.tables().values().stream()
                                .map(table -> table(table.description()))
                                .toList()));
    }

    /** The first difference of a keyspace that no addition mends. */
    static Optional<String> incompatible(DesiredKeyspace keyspace, KeyspaceFacts known) {
        return differences(keyspace, known).stream()
                .filter(difference -> difference.severity() == Severity.INCOMPATIBLE)
                .map(SchemaDifference::message)
                .findFirst();
    }

    /** The first difference of one table that no addition mends. */
    static Optional<String> incompatible(DesiredKeyspace keyspace, TableDefinition wanted, TableDescription live) {
        return ofTable(keyspace.name(), keyspace.shared(), wanted, live)
                .filter(difference -> difference.severity() == Severity.INCOMPATIBLE)
                .map(SchemaDifference::message)
                .findFirst();
    }

    /** Columns to add, in the catalogue's order. */
    static List<Column> missingColumns(TableDefinition wanted, TableDescription live) {
        return ofTable(live.keyspace(), false, wanted, live)
                .filter(SchemaDifference.MissingColumn.class::isInstance)
                .map(SchemaDifference.MissingColumn.class::cast)
                .filter(missing -> missing.severity() == Severity.MENDABLE)
                .map(missing -> TableRequests.column(missing.expected()))
                .toList();
    }

    /** How a type differs, in a sentence; types cannot be changed. */
    static Optional<String> difference(TypeDefinition wanted, TypeDescription live) {
        return SchemaDiff.between(
                        new KeyspaceSchema(List.of(wanted), List.of()),
                        new LiveKeyspace(live.keyspace(), false, List.of(type(live)), List.of()))
                .stream()
                .map(SchemaDifference::message)
                .findFirst();
    }

    static List<Column> fields(TypeDefinition type) {
        return type.fields().stream()
                .map(field -> new Column(field.name().internal(), field.type().cql()))
                .toList();
    }

    private static java.util.stream.Stream<SchemaDifference> ofTable(
            String keyspace, boolean shared, TableDefinition wanted, TableDescription live) {
        return SchemaDiff.between(
                new KeyspaceSchema(List.of(), List.of(wanted)),
                new LiveKeyspace(keyspace, shared, List.of(), List.of(table(live))))
                .stream();
    }

    private static TypeDefinition type(TypeDescription live) {
        return new TypeDefinition(
                CqlIdentifier.of(live.name()),
                live.fields().stream()
                        .map(field -> new FieldDefinition(CqlIdentifier.of(field.name()), parse(field.type())))
                        .toList());
    }

    private static LiveTable table(TableDescription live) {
        TableSchema schema = live.schema();
        Set<TableFeature> enabled = EnumSet.noneOf(TableFeature.class);
        if (live.settings().timeToLive()) {
            enabled.add(TableFeature.TTL);
        }
        if (live.settings().clientSideTimestamps()) {
            enabled.add(TableFeature.CLIENT_SIDE_TIMESTAMPS);
        }
        return new LiveTable(
                CqlIdentifier.of(live.name()),
                schema.columns().stream()
                        .map(column -> new ColumnDefinition(
                                CqlIdentifier.of(column.name()),
                                parse(column.type()),
                                schema.staticColumns().contains(column.name())))
                        .toList(),
                schema.partitionKeys().stream().map(CqlIdentifier::of).toList(),
                schema.clusteringKeys().stream().map(SchemaReading::clustering).toList(),
                enabled);
    }

    private static ClusteringColumn clustering(ClusteringKey key) {
        return ClusteringColumn.of(
                key.name(), key.order() == ClusteringKey.Order.DESC ? SortOrder.DESC : SortOrder.ASC);
    }

    /** A type this operator cannot read is compared by its text, so that it shows up as a difference. */
    private static CqlType parse(String text) {
        try {
            return CqlType.parse(text);
        } catch (IllegalArgumentException unknown) {
            return new CqlType.Custom(text);
        }
    }
}
