package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlType.Native;
import io.unrealcloud.ddc.schema.FieldDefinition;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.SortOrder;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.TypeDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One thing changed in a live keyspace.
 *
 * @param mutated the name the report must hold
 */
record Mutation(LiveKeyspace live, CqlIdentifier mutated, Severity severity) {

    enum Kind {
        DROP_TABLE,
        ADD_TABLE,
        DROP_TYPE,
        ADD_TYPE,
        ADD_FIELD,
        SWAP_FIELD_TYPE,
        DROP_COLUMN,
        ADD_COLUMN,
        CHANGE_COLUMN_TYPE,
        TOGGLE_STATIC,
        ROTATE_PARTITION_KEY,
        SHORTEN_PARTITION_KEY,
        FLIP_CLUSTERING_ORDER,
        DROP_CLUSTERING,
        DISABLE_FEATURE,
        DROP_INDEX,
        MOVE_INDEX
    }

    private static final CqlIdentifier NEW = CqlIdentifier.of("something_new");

    /** The mutation, or nothing where the keyspace has no such object; {@code pick} chooses among several. */
    static Optional<Mutation> of(Kind kind, LiveKeyspace live, int pick) {
        return switch (kind) {
            case DROP_TABLE ->
                pick(live.tables(), pick)
                        .map(table -> new Mutation(
                                tables(live, without(live.tables(), table)), table.name(), Severity.MENDABLE));
            case ADD_TABLE ->
                pick(live.tables(), pick)
                        .map(table -> new Mutation(
                                tables(
                                        live,
                                        with(
                                                live.tables(),
                                                new LiveTable(
                                                        NEW,
                                                        table.columns(),
                                                        table.partitionKey(),
                                                        table.clustering(),
                                                        table.enabled(),
                                                        table.indexes()))),
                                NEW,
                                Severity.HARMLESS));
            case DROP_TYPE ->
                pick(live.types(), pick)
                        .map(type ->
                                new Mutation(types(live, without(live.types(), type)), type.name(), Severity.MENDABLE));
            case ADD_TYPE ->
                Optional.of(new Mutation(
                        types(
                                live,
                                with(
                                        live.types(),
                                        new TypeDefinition(NEW, List.of(FieldDefinition.of("f", Native.INT))))),
                        NEW,
                        Severity.HARMLESS));
            case ADD_FIELD ->
                pick(live.types(), pick)
                        .map(type -> inType(live, type, with(type.fields(), new FieldDefinition(NEW, Native.INT))));
            case SWAP_FIELD_TYPE ->
                pick(live.types(), pick)
                        .map(type -> inType(
                                live,
                                type,
                                replace(
                                        type.fields(),
                                        type.fields().get(0),
                                        new FieldDefinition(type.fields().get(0).name(), Native.DURATION))));
            case DROP_COLUMN ->
                regular(live, pick)
                        .map(at -> inTable(
                                live,
                                at.table(),
                                t -> columns(t, without(t.columns(), at.column())),
                                at.column().name(),
                                at.column().isStatic() ? Severity.INCOMPATIBLE : Severity.MENDABLE));
            case ADD_COLUMN ->
                pick(live.tables(), pick)
                        .map(table -> inTable(
                                live,
                                table,
                                t -> columns(t, with(t.columns(), new ColumnDefinition(NEW, Native.INT, false))),
                                NEW,
                                Severity.HARMLESS));
            case CHANGE_COLUMN_TYPE ->
                any(live, pick)
                        .map(at -> inTable(
                                live,
                                at.table(),
                                t -> columns(
                                        t,
                                        replace(
                                                t.columns(),
                                                at.column(),
                                                new ColumnDefinition(
                                                        at.column().name(),
                                                        Native.DURATION,
                                                        at.column().isStatic()))),
                                at.column().name(),
                                Severity.INCOMPATIBLE));
            case TOGGLE_STATIC ->
                regular(live, pick)
                        .map(at -> inTable(
                                live,
                                at.table(),
                                t -> columns(
                                        t,
                                        replace(
                                                t.columns(),
                                                at.column(),
                                                new ColumnDefinition(
                                                        at.column().name(),
                                                        at.column().type(),
                                                        !at.column().isStatic()))),
                                at.column().name(),
                                Severity.INCOMPATIBLE));
            case ROTATE_PARTITION_KEY ->
                pick(
                                live.tables().stream()
                                        .filter(t -> t.partitionKey().size() > 1)
                                        .toList(),
                                pick)
                        .map(table -> inTable(
                                live,
                                table,
                                t -> {
                                    List<CqlIdentifier> key = new ArrayList<>(t.partitionKey());
                                    Collections.rotate(key, 1);
                                    return new LiveTable(
                                            t.name(), t.columns(), key, t.clustering(), t.enabled(), t.indexes());
                                },
                                table.name(),
                                Severity.INCOMPATIBLE));
            case SHORTEN_PARTITION_KEY ->
                pick(
                                live.tables().stream()
                                        .filter(t -> t.partitionKey().size() > 1)
                                        .toList(),
                                pick)
                        .map(table -> inTable(
                                live,
                                table,
                                t -> new LiveTable(
                                        t.name(),
                                        t.columns(),
                                        t.partitionKey()
                                                .subList(1, t.partitionKey().size()),
                                        t.clustering(),
                                        t.enabled(),
                                        t.indexes()),
                                table.name(),
                                Severity.INCOMPATIBLE));
            case FLIP_CLUSTERING_ORDER ->
                clustered(live, pick)
                        .map(table -> inTable(
                                live,
                                table,
                                t -> {
                                    ClusteringColumn last =
                                            t.clustering().get(t.clustering().size() - 1);
                                    SortOrder other = last.order() == SortOrder.ASC ? SortOrder.DESC : SortOrder.ASC;
                                    return clustering(
                                            t,
                                            replace(t.clustering(), last, new ClusteringColumn(last.column(), other)));
                                },
                                table.name(),
                                Severity.INCOMPATIBLE));
            case DROP_CLUSTERING ->
                clustered(live, pick)
                        .map(table -> inTable(
                                live, table, t -> clustering(t, List.of()), table.name(), Severity.INCOMPATIBLE));
            case DISABLE_FEATURE ->
                pick(live.tables().stream().filter(t -> !t.enabled().isEmpty()).toList(), pick)
                        .map(table -> {
                            TableFeature feature = table.enabled().iterator().next();
                            Set<TableFeature> rest = EnumSet.copyOf(table.enabled());
                            rest.remove(feature);
                            return inTable(
                                    live,
                                    table,
                                    t -> new LiveTable(
                                            t.name(), t.columns(), t.partitionKey(), t.clustering(), rest, t.indexes()),
                                    table.name(),
                                    live.multiRegion() && feature == TableFeature.TTL
                                            ? Severity.INCOMPATIBLE
                                            : Severity.MENDABLE);
                        });
            case DROP_INDEX ->
                indexed(live, pick)
                        .map(table -> inTable(
                                live,
                                table,
                                t -> indexes(
                                        t, t.indexes().subList(1, t.indexes().size())),
                                table.indexes().get(0).name(),
                                Severity.MENDABLE));
            case MOVE_INDEX ->
                indexed(live, pick).map(table -> {
                    IndexDefinition index = table.indexes().get(0);
                    return inTable(
                            live,
                            table,
                            t -> indexes(
                                    t, replace(t.indexes(), index, new IndexDefinition(index.name(), List.of(), NEW))),
                            index.name(),
                            Severity.INCOMPATIBLE);
                });
        };
    }

    private record Place(LiveTable table, ColumnDefinition column) {}

    private static Optional<Place> any(LiveKeyspace live, int pick) {
        return pick(live.tables(), pick)
                .flatMap(table -> pick(table.columns(), pick).map(column -> new Place(table, column)));
    }

    private static Optional<Place> regular(LiveKeyspace live, int pick) {
        return pick(live.tables(), pick).flatMap(table -> pick(
                        table.columns().stream()
                                .filter(c -> !table.partitionKey().contains(c.name()))
                                .filter(c -> table.clustering().stream()
                                        .noneMatch(k -> k.column().equals(c.name())))
                                .toList(),
                        pick)
                .map(column -> new Place(table, column)));
    }

    private static Optional<LiveTable> clustered(LiveKeyspace live, int pick) {
        return pick(
                live.tables().stream().filter(t -> !t.clustering().isEmpty()).toList(), pick);
    }

    private static Optional<LiveTable> indexed(LiveKeyspace live, int pick) {
        return pick(live.tables().stream().filter(t -> !t.indexes().isEmpty()).toList(), pick);
    }

    private static LiveTable indexes(LiveTable t, List<IndexDefinition> indexes) {
        return new LiveTable(t.name(), t.columns(), t.partitionKey(), t.clustering(), t.enabled(), indexes);
    }

    private static Mutation inType(LiveKeyspace live, TypeDefinition type, List<FieldDefinition> fields) {
        return new Mutation(
                types(live, replace(live.types(), type, new TypeDefinition(type.name(), fields))),
                type.name(),
                Severity.INCOMPATIBLE);
    }

    private static Mutation inTable(
            LiveKeyspace live,
            LiveTable table,
            UnaryOperator<LiveTable> change,
            CqlIdentifier mutated,
            Severity severity) {
        return new Mutation(tables(live, replace(live.tables(), table, change.apply(table))), mutated, severity);
    }

    private static LiveKeyspace tables(LiveKeyspace live, List<LiveTable> tables) {
        return new LiveKeyspace(live.name(), live.multiRegion(), live.types(), tables);
    }

    private static LiveKeyspace types(LiveKeyspace live, List<TypeDefinition> types) {
        return new LiveKeyspace(live.name(), live.multiRegion(), types, live.tables());
    }

    private static LiveTable columns(LiveTable table, List<ColumnDefinition> columns) {
        return new LiveTable(
                table.name(), columns, table.partitionKey(), table.clustering(), table.enabled(), table.indexes());
    }

    private static LiveTable clustering(LiveTable table, List<ClusteringColumn> clustering) {
        return new LiveTable(
                table.name(), table.columns(), table.partitionKey(), clustering, table.enabled(), table.indexes());
    }

    private static <T> Optional<T> pick(List<T> from, int pick) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(pick % from.size()));
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static <T> List<T> without(List<T> list, T gone) {
        return list.stream().filter(item -> !item.equals(gone)).toList();
    }

    private static <T> List<T> replace(List<T> list, T old, T young) {
        return list.stream().map(item -> item.equals(old) ? young : item).toList();
    }
}
