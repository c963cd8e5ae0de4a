package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.schema.live.SystemRows;
import io.unrealcloud.ddc.schema.live.SystemSchemaReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What a read over CQL would give, taken from the emulator's catalogue as rows of {@code system_schema_mcs}, so
 * that the operator's own reader judges them. Another answer can be put in its place.
 */
public final class EmulatedCql implements KeyspacesCql {

    private final KeyspacesEmulator emulator;
    private final String account;
    private final Clock clock;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Function<Clock, Optional<CqlFacts>> instead = clock -> Optional.empty();

    public EmulatedCql(KeyspacesEmulator emulator, String account, Clock clock) {
        this.emulator = emulator;
        this.account = account;
        this.clock = clock;
    }

    /** Answers this from now on, as long as it answers anything. */
    public void answer(Function<Clock, Optional<CqlFacts>> answer) {
        this.instead = answer;
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public CqlFacts read(KeyspacesBackend backend, Set<String> keyspaces) {
        reads.incrementAndGet();
        Scope at = new Scope(account, backend.region());
        return instead.apply(clock)
                .orElseGet(() -> new CqlFacts.Read(
                        clock.instant(),
                        emulator.knobs().partitioner(at),
                        SystemSchemaReader.read(rows(at, keyspaces), keyspaces)));
    }

    private SystemRows rows(Scope at, Set<String> names) {
        List<SystemRows.KeyspaceRow> keyspaces = new ArrayList<>();
        List<SystemRows.TypeRow> types = new ArrayList<>();
        List<SystemRows.TableRow> tables = new ArrayList<>();
        List<SystemRows.ColumnRow> columns = new ArrayList<>();
        for (String name : names) {
            emulator.catalog().keyspace(at, name).map(EmulatedCql::keyspace).ifPresent(keyspaces::add);
            emulator.catalog()
                    .types(at, name)
                    .forEach(type -> types.add(new SystemRows.TypeRow(
                            name,
                            type.name(),
                            type.fields().stream().map(Column::name).toList(),
                            type.fields().stream().map(Column::type).toList())));
            emulator.catalog().tables(at, name).forEach(table -> {
                tables.add(table(table));
                columns.addAll(columns(name, table.name(), table.schema()));
            });
        }
        return new SystemRows(keyspaces, types, tables, columns);
    }

    private static SystemRows.KeyspaceRow keyspace(KeyspaceView view) {
        Map<String, String> replication = new HashMap<>();
        replication.put("class", view.replication().multiRegion() ? "NetworkTopologyStrategy" : "SingleRegionStrategy");
        view.replication().regions().forEach(region -> replication.put(region, "3"));
        return new SystemRows.KeyspaceRow(view.name(), replication);
    }

    private static SystemRows.TableRow table(TableView view) {
        Map<String, Map<String, String>> properties = new HashMap<>();
        if (view.settings().ttlEnabled()) {
            properties.put("ttl", Map.of("status", "enabled"));
        }
        if (view.settings().clientSideTimestamps()) {
            properties.put("client_side_timestamps", Map.of("status", "enabled"));
        }
        return new SystemRows.TableRow(
                view.keyspace(), view.name(), Optional.of(view.status().name()), Optional.of(properties));
    }

    private static List<SystemRows.ColumnRow> columns(String keyspace, String table, TableSchema schema) {
        List<String> clustering =
                schema.clusteringKeys().stream().map(ClusteringColumn::name).toList();
        return schema.columns().stream()
                .map(column -> {
                    int partition = schema.partitionKeys().indexOf(column.name());
                    int place = clustering.indexOf(column.name());
                    String order = place < 0
                            ? "none"
                            : schema.clusteringKeys().get(place).order().name().toLowerCase(Locale.ROOT);
                    String kind = partition >= 0
                            ? "partition_key"
                            : place >= 0
                                    ? "clustering"
                                    : schema.staticColumns().contains(column.name()) ? "static" : "regular";
                    return new SystemRows.ColumnRow(
                            keyspace, table, column.name(), order, kind, Math.max(partition, place), column.type());
                })
                .toList();
    }
}
