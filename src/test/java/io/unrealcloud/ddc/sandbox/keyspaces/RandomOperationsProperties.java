package io.unrealcloud.ddc.sandbox.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.CqlType;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Any stream of operations, in two Regions, with time passing in between, against a store that checks its orders. */
class RandomOperationsProperties {

    private static final List<Scope> SCOPES = List.of(Emulated.HERE, new Scope(Emulated.ACCOUNT, "us-west-2"));

    private enum Kind {
        CREATE_KEYSPACE,
        CREATE_MULTI_REGION,
        ADD_REGION,
        DELETE_KEYSPACE,
        CREATE_TYPE,
        CREATE_OUTER_TYPE,
        DELETE_TYPE,
        CREATE_TABLE,
        CREATE_TABLE_WITH_TYPE,
        ADD_COLUMN,
        SET_TTL,
        DELETE_TABLE,
        WAIT
    }

    /** @param number tells names and waits apart */
    record Step(Kind kind, int scope, int number) {}

    @Provide
    Arbitrary<List<Step>> streams() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(3, Kind.CREATE_KEYSPACE),
                Tuple.of(1, Kind.CREATE_MULTI_REGION),
                Tuple.of(2, Kind.ADD_REGION),
                Tuple.of(1, Kind.DELETE_KEYSPACE),
                Tuple.of(5, Kind.CREATE_TYPE),
                Tuple.of(2, Kind.CREATE_OUTER_TYPE),
                Tuple.of(5, Kind.DELETE_TYPE),
                Tuple.of(5, Kind.CREATE_TABLE),
                Tuple.of(8, Kind.CREATE_TABLE_WITH_TYPE),
                Tuple.of(5, Kind.ADD_COLUMN),
                Tuple.of(5, Kind.SET_TTL),
                Tuple.of(5, Kind.DELETE_TABLE),
                Tuple.of(15, Kind.WAIT));
        Arbitrary<Integer> mostlyHere = Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1));
        return Combinators.combine(kinds, mostlyHere, Arbitraries.integers().between(0, 2))
                .as(Step::new)
                .list()
                .ofMinSize(100)
                .ofMaxSize(200);
    }

    @Property(tries = 100)
    void neverBreaksTheInvariants(@ForAll("streams") List<Step> steps) {
        Knobs knobs = new Knobs();
        for (Delay delay : Delay.values()) {
            knobs.delay(delay, Duration.ofSeconds(1 + delay.ordinal() % 3));
        }
        ManualTimeline time = new ManualTimeline();
        CheckingStore store = new CheckingStore();
        CatalogStore catalog = new CatalogStore(knobs, store, time);
        for (Step step : steps) {
            try {
                run(step, catalog, time);
                Statistics.collect(step.kind());
            } catch (ServiceError refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            check(catalog);
        }
        time.advance(Duration.ofMinutes(1));
        check(catalog);
        assertThat(time.pending()).isZero();
        assertThat(catalog.dataPlaneFailures()).isEmpty();
        assertEverythingSettled(catalog, store);
        // Streams that are mostly refused would prove little: every kind must have been accepted now and then.
        Statistics.coverage(accepted -> {
            for (Kind kind : Kind.values()) {
                accepted.check(kind).count(n -> n > 3);
            }
        });
    }

    private static void run(Step step, CatalogStore catalog, ManualTimeline time) {
        Scope at = SCOPES.get(step.scope());
        String keyspace = step.number() == 2 && step.kind().name().contains("KEYSPACE") ? "k1" : "k0";
        String type = "u" + step.number();
        String table = "t" + step.number();
        TableSchema plain = new TableSchema(List.of(new Column("id", "int")), List.of("id"), List.of(), List.of());
        switch (step.kind()) {
            case CREATE_KEYSPACE -> catalog.createKeyspace(at, keyspace, Replication.SINGLE, Map.of());
            case CREATE_MULTI_REGION ->
                catalog.createKeyspace(at, keyspace, Replication.multiRegion("us-east-1", "us-west-2"), Map.of());
            case ADD_REGION ->
                catalog.updateKeyspace(at, keyspace, Replication.multiRegion("us-east-1", "us-west-2"), true);
            case DELETE_KEYSPACE -> catalog.deleteKeyspace(at, keyspace);
            case CREATE_TYPE -> catalog.createType(at, keyspace, type, List.of(new Column("x", "int")));
            case CREATE_OUTER_TYPE ->
                catalog.createType(at, keyspace, "outer", List.of(new Column("x", "frozen<" + type + ">")));
            case DELETE_TYPE -> catalog.deleteType(at, keyspace, step.number() == 2 ? "outer" : type);
            case CREATE_TABLE -> catalog.createTable(at, new NewTable(keyspace, table, plain, TableSettings.DEFAULTS));
            case CREATE_TABLE_WITH_TYPE ->
                catalog.createTable(
                        at,
                        new NewTable(
                                keyspace,
                                table,
                                plain.withMore(List.of(new Column("c", "set<frozen<" + type + ">>"))),
                                TableSettings.DEFAULTS));
            case ADD_COLUMN ->
                catalog.updateTable(
                        at, keyspace, table, new TableChange.AddColumns(List.of(new Column("n" + type, type))));
            case SET_TTL -> catalog.updateTable(at, keyspace, table, new TableChange.SetDefaultTimeToLive(60));
            case DELETE_TABLE -> catalog.deleteTable(at, keyspace, table);
            case WAIT -> time.advance(Duration.ofSeconds(1 + step.number()));
        }
    }

    private static void check(CatalogStore catalog) {
        for (Scope at : SCOPES) {
            List<KeyspaceView> keyspaces = catalog.keyspaces(at);
            assertThat(keyspaces).extracting(KeyspaceView::name).doesNotHaveDuplicates();
            for (KeyspaceView keyspace : keyspaces) {
                assertThat(keyspace.replication().regions()).contains(at.region());
                checkInside(catalog, at, keyspace);
            }
        }
    }

    /** What a table or a type uses exists, and is not on its way out. */
    private static void checkInside(CatalogStore catalog, Scope at, KeyspaceView keyspace) {
        Map<String, Status> types = new HashMap<>();
        for (TypeView type : catalog.types(at, keyspace.name())) {
            types.put(type.name(), type.status());
        }
        Set<String> used = new HashSet<>();
        for (TableView table : catalog.tables(at, keyspace.name())) {
            table.schema().columns().forEach(c -> CqlType.parse(c.type()).udts().forEach(used::add));
            boolean timestamps = table.settings().clientSideTimestamps();
            boolean multiRegion = keyspace.replication().multiRegion();
            assertThat(timestamps).isIn(multiRegion, multiRegion && keyspace.status() == Status.ACTIVE);
            if (keyspace.status() == Status.CREATING && keyspace.replicas().size() == 1) {
                throw new AssertionError("A table in a keyspace that is only being created");
            }
        }
        for (TypeView type : catalog.types(at, keyspace.name())) {
            type.fields().forEach(f -> CqlType.parse(f.type()).udts().forEach(used::add));
        }
        assertThat(types.keySet()).containsAll(used);
        if (keyspace.status() != Status.DELETING) {
            used.forEach(name -> assertThat(types.get(name)).isEqualTo(Status.ACTIVE));
        }
    }

    private static void assertEverythingSettled(CatalogStore catalog, CheckingStore store) {
        Set<String> shown = new TreeSet<>();
        for (Scope at : SCOPES) {
            for (KeyspaceView keyspace : catalog.keyspaces(at)) {
                assertThat(keyspace.replicas()).allMatch(r -> r.status() == Status.ACTIVE);
                shown.add(keyspace.name());
                catalog.tables(at, keyspace.name()).forEach(t -> {
                    assertThat(t.status()).isEqualTo(Status.ACTIVE);
                    shown.add(keyspace.name() + "." + t.name());
                });
                catalog.types(at, keyspace.name()).forEach(t -> {
                    assertThat(t.status()).isEqualTo(Status.ACTIVE);
                    shown.add(keyspace.name() + "/" + t.name());
                });
            }
        }
        assertThat(store.there).isEqualTo(shown);
    }

    /** Refuses what a real store would: things made twice, made nowhere, or dropped while absent. */
    private static final class CheckingStore implements DataPlane {
        final Set<String> there = new TreeSet<>();

        private void appear(String parent, String name) {
            if (!parent.isEmpty() && !there.contains(parent) || !there.add(name)) {
                throw new IllegalStateException("Cannot create " + name + " in " + there);
            }
        }

        private void go(String name) {
            if (!there.remove(name)) {
                throw new IllegalStateException("Cannot drop " + name + " from " + there);
            }
        }

        @Override
        public void createKeyspace(String keyspace) {
            appear("", keyspace);
        }

        @Override
        public void dropKeyspace(String keyspace) {
            go(keyspace);
            there.removeIf(name -> name.startsWith(keyspace + ".") || name.startsWith(keyspace + "/"));
        }

        @Override
        public void createType(String keyspace, String type, List<Column> fields) {
            appear(keyspace, keyspace + "/" + type);
        }

        @Override
        public void dropType(String keyspace, String type) {
            go(keyspace + "/" + type);
        }

        @Override
        public void createTable(String keyspace, String table, TableSchema schema, int defaultTimeToLive) {
            appear(keyspace, keyspace + "." + table);
        }

        @Override
        public void addColumns(String keyspace, String table, List<Column> columns) {
            setDefaultTimeToLive(keyspace, table, 0);
        }

        @Override
        public void setDefaultTimeToLive(String keyspace, String table, int seconds) {
            if (!there.contains(keyspace + "." + table)) {
                throw new IllegalStateException("Cannot alter " + table);
            }
        }

        @Override
        public void dropTable(String keyspace, String table) {
            go(keyspace + "." + table);
        }
    }
}
