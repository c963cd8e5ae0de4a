package io.unrealcloud.ddc.schema;

import io.unrealcloud.ddc.schema.CqlType.Frozen;
import io.unrealcloud.ddc.schema.CqlType.ListOf;
import io.unrealcloud.ddc.schema.CqlType.MapOf;
import io.unrealcloud.ddc.schema.CqlType.Native;
import io.unrealcloud.ddc.schema.CqlType.SetOf;
import io.unrealcloud.ddc.schema.CqlType.TupleOf;
import io.unrealcloud.ddc.schema.CqlType.Udt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random schemas of one keyspace that Apache Cassandra accepts. */
public final class Schemas {

    private static final List<String> AWKWARD =
            List.of("select", "Namespace", "token", "a b", "it's", "\"quoted\"", "1st", "x;--", "größe", "key");

    private Schemas() {}

    /** Any type a column outside the key may have, those of {@code udts} included. */
    public static Arbitrary<CqlType> types(List<CqlIdentifier> udts) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, scalars()),
                net.jqwik.api.Tuple.of(3, collections(frozen(udts, 2))),
                net.jqwik.api.Tuple.of(1, udts.isEmpty() ? scalars() : userTypes(udts)),
                net.jqwik.api.Tuple.of(2, frozen(udts, 2)));
    }

    /** Any type a key column may have. */
    private static Arbitrary<CqlType> keyTypes(List<CqlIdentifier> udts) {
        return frozen(udts, 1);
    }

    private static Arbitrary<CqlType> scalars() {
        return Arbitraries.of(EnumSet.complementOf(EnumSet.of(Native.COUNTER, Native.DURATION)))
                .map(scalar -> scalar);
    }

    private static Arbitrary<CqlType> userTypes(List<CqlIdentifier> udts) {
        return Arbitraries.of(udts).map(Udt::new);
    }

    private static Arbitrary<CqlType> collections(Arbitrary<CqlType> element) {
        return Arbitraries.oneOf(
                element.map(ListOf::new),
                element.map(SetOf::new),
                Combinators.combine(element, element).as(MapOf::new));
    }

    private static Arbitrary<CqlType> frozen(List<CqlIdentifier> udts, int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<CqlType> inner = frozen(udts, depth - 1);
        List<Arbitrary<CqlType>> choices = new ArrayList<>(List.of(
                scalars(),
                collections(inner).map(Frozen::new),
                inner.list().ofMinSize(1).ofMaxSize(3).map(TupleOf::new)));
        if (!udts.isEmpty()) {
            choices.add(userTypes(udts).map(Frozen::new));
        }
        return Arbitraries.oneOf(choices);
    }

    public static Arbitrary<KeyspaceSchema> keyspaces() {
        return Arbitraries.integers()
                .between(0, 2)
                .flatMap(Schemas::typeDefinitions)
                .flatMap(types -> {
                    List<CqlIdentifier> udts =
                            types.stream().map(TypeDefinition::name).toList();
                    Arbitrary<List<TableDefinition>> tables =
                            tables(udts).list().ofMinSize(1).ofMaxSize(3);
                    return tables.map(list -> new KeyspaceSchema(types, numbered(list)));
                });
    }

    private static Arbitrary<List<TypeDefinition>> typeDefinitions(int count) {
        Arbitrary<List<TypeDefinition>> all = Arbitraries.just(List.of());
        for (int i = 0; i < count; i++) {
            CqlIdentifier name = CqlIdentifier.of((i == 0 ? "plain_type_" : "Upper_type_") + i);
            all = all.flatMap(
                    above -> frozen(above.stream().map(TypeDefinition::name).toList(), 1)
                            .list()
                            .ofMinSize(1)
                            .ofMaxSize(3)
                            .map(fields -> {
                                List<TypeDefinition> more = new ArrayList<>(above);
                                more.add(new TypeDefinition(
                                        name,
                                        IntStream.range(0, fields.size())
                                                .mapToObj(f -> FieldDefinition.of("field" + f, fields.get(f)))
                                                .toList()));
                                return more;
                            }));
        }
        return all;
    }

    private static List<TableDefinition> numbered(List<TableDefinition> tables) {
        return IntStream.range(0, tables.size())
                .mapToObj(i -> {
                    TableDefinition table = tables.get(i);
                    return new TableDefinition(
                            CqlIdentifier.of((i % 2 == 0 ? "table_" : "Table_") + i),
                            table.columns(),
                            table.partitionKey(),
                            table.clustering(),
                            table.features(),
                            table.notes());
                })
                .toList();
    }

    private static Arbitrary<TableDefinition> tables(List<CqlIdentifier> udts) {
        return Combinators.combine(
                        keyTypes(udts).list().ofMinSize(1).ofMaxSize(3),
                        Combinators.combine(keyTypes(udts), Arbitraries.of(SortOrder.class))
                                .as(Clustering::new)
                                .list()
                                .ofMaxSize(2),
                        types(udts).list().ofMaxSize(4),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.shuffle(AWKWARD),
                        Arbitraries.of(TableFeature.class).set())
                .as(Schemas::table);
    }

    private record Clustering(CqlType type, SortOrder order) {}

    private static TableDefinition table(
            List<CqlType> partition,
            List<Clustering> clustering,
            List<CqlType> others,
            int statics,
            List<String> names,
            Set<TableFeature> features) {
        List<ColumnDefinition> columns = new ArrayList<>();
        List<CqlIdentifier> partitionKey = new ArrayList<>();
        for (CqlType type : partition) {
            partitionKey.add(CqlIdentifier.of(names.get(columns.size())));
            columns.add(ColumnDefinition.regular(names.get(columns.size()), type));
        }
        List<ClusteringColumn> clusteringKey = new ArrayList<>();
        for (Clustering key : clustering) {
            clusteringKey.add(ClusteringColumn.of(names.get(columns.size()), key.order()));
            columns.add(ColumnDefinition.regular(names.get(columns.size()), key.type()));
        }
        for (int i = 0; i < others.size(); i++) {
            boolean isStatic = i < statics && !clustering.isEmpty();
            columns.add(new ColumnDefinition(CqlIdentifier.of(names.get(columns.size())), others.get(i), isStatic));
        }
        return new TableDefinition(
                CqlIdentifier.of("t"),
                columns,
                partitionKey,
                clusteringKey,
                features,
                new TableNotes("", "", Optional.empty()));
    }
}
