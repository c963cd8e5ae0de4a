package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.Kind;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTable;
import io.unrealcloud.ddc.sandbox.scylla.state.ClusterState;
import io.unrealcloud.ddc.sandbox.scylla.state.Index;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** ScyllaDB's system tables as far as they differ from Cassandra's. */
final class SystemCatalog {
    /** Keyspaces of Cassandra that ScyllaDB has not, and the front's own. */
    private static final Set<String> HIDDEN =
            Set.of("system_auth", "system_views", "system_virtual_schema", ClusterState.KEYSPACE);

    private static final Set<String> SYSTEM =
            Set.of("system", "system_schema", "system_traces", "system_distributed", "system_distributed_everywhere");

    private final FrontParts parts;

    SystemCatalog(FrontParts parts) {
        this.parts = parts;
    }

    static boolean isHidden(String keyspace) {
        return HIDDEN.contains(keyspace);
    }

    static boolean isSystem(String keyspace) {
        return SYSTEM.contains(keyspace);
    }

    /** Whether anybody may read it: drivers do, before they know who they are. */
    static boolean isPublic(String keyspace, String table) {
        return keyspace.equals("system_schema")
                || keyspace.equals("system") && Set.of("local", "peers").contains(table);
    }

    /** The table, read now; empty if Cassandra's is as good. */
    Optional<SystemTable> find(String keyspace, String table) throws IOException {
        return switch (keyspace) {
            case "system" ->
                switch (table) {
                    case "local", "peers" ->
                        Optional.of(mirror(keyspace, table, NodeTables.ofSystem(table), 1, Set.of()));
                    case "versions" ->
                        Optional.of(versions(parts.dialect().version().toString()));
                    case "roles" -> Optional.of(roles(parts.state().get()));
                    case "role_members" -> Optional.of(members(parts.state().get()));
                    case "role_permissions" ->
                        Optional.of(permissions(parts.state().get()));
                    default -> Optional.empty();
                };
            case "system_schema" ->
                switch (table) {
                    case "indexes" -> Optional.of(indexes(parts.state().refresh()));
                    case "scylla_keyspaces" -> Optional.of(tablets(parts.state().refresh()));
                    default -> {
                        List<String> columns = NodeTables.ofSchema(table);
                        yield columns.isEmpty()
                                ? Optional.empty()
                                : Optional.of(mirror(keyspace, table, columns, keysOf(table), HIDDEN));
                    }
                };
            default -> Optional.empty();
        };
    }

    private static int keysOf(String table) {
        return switch (table) {
            case "keyspaces" -> 1;
            case "columns", "dropped_columns", "triggers", "functions", "aggregates" -> 3;
            default -> 2;
        };
    }

    private SystemTable mirror(String keyspace, String table, List<String> shown, int keys, Set<String> hidden)
            throws IOException {
        NodeClient.Table source;
        try (NodeClient node = parts.ring().here()) {
            source = node.read("SELECT * FROM " + keyspace + "." + table);
        }
        List<SystemColumn> columns = new ArrayList<>();
        for (String name : shown) {
            DataType type = source.columns().get(name);
            if (type != null) {
                columns.add(new SystemColumn(name, type, kind(columns.size(), keys)));
            }
        }
        List<Map<String, Object>> all = new ArrayList<>(source.rows());
        if (keyspace.equals("system_schema")) {
            all.addAll(describedHere(table, source.rows()));
        }
        List<Map<String, Object>> rows = all.stream()
                .filter(row -> !(row.get("keyspace_name") instanceof String name && hidden.contains(name)))
                .filter(row -> !table.equals("peers") || row.get("host_id") != null)
                .map(SystemCatalog::asScylla)
                .toList();
        return new SystemTable(keyspace, table, columns, () -> rows);
    }

    /** What the schema says of the tables that only this front has: a shell looks there before it shows a row. */
    private static List<Map<String, Object>> describedHere(String table, List<Map<String, Object>> like) {
        Snapshot nothing = new Snapshot(Map.of(), Map.of(), Map.of(), List.of());
        List<SystemTable> own =
                List.of(roles(nothing), members(nothing), permissions(nothing), tablets(nothing), versions(""));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SystemTable each : own) {
            if (table.equals("tables")) {
                like.stream()
                        .filter(row -> "local".equals(row.get("table_name")))
                        .forEach(row -> {
                            Map<String, Object> copy = new HashMap<>(row);
                            copy.put("keyspace_name", each.keyspace());
                            copy.put("table_name", each.name());
                            copy.put("comment", "");
                            copy.put("id", UUID.nameUUIDFromBytes(each.name().getBytes(StandardCharsets.UTF_8)));
                            rows.add(copy);
                        });
            } else if (table.equals("columns")) {
                each.columns().forEach(column -> rows.add(described(each, column)));
            }
        }
        return rows;
    }

    private static Map<String, Object> described(SystemTable table, SystemColumn column) {
        Map<String, Object> row = new HashMap<>();
        row.put("keyspace_name", table.keyspace());
        row.put("table_name", table.name());
        row.put("column_name", column.name());
        row.put("column_name_bytes", StandardCharsets.UTF_8.encode(column.name()));
        row.put("clustering_order", column.kind() == Kind.CLUSTERING ? "asc" : "none");
        row.put("kind", column.kind().name().toLowerCase(Locale.ROOT));
        row.put(
                "position",
                column.isKey()
                        ? table.columns().stream()
                                .filter(other -> other.kind() == column.kind())
                                .toList()
                                .indexOf(column)
                        : -1);
        row.put("type", column.type().asCql(false, true));
        return row;
    }

    private static Map<String, Object> asScylla(Map<String, Object> row) {
        Map<String, Object> changed = new HashMap<>(row);
        NodeTables.SAID.forEach(changed::replace);
        // What marks a view as an index is nobody's business.
        if (row.get("comment") instanceof String comment
                && row.containsKey("base_table_name")
                && comment.startsWith("secondary index ")) {
            changed.put("comment", "");
        }
        return changed;
    }

    private static Kind kind(int position, int keys) {
        return position == 0 ? Kind.PARTITION_KEY : position < keys ? Kind.CLUSTERING : Kind.REGULAR;
    }

    private static SystemTable table(
            String keyspace, String name, int keys, Map<String, DataType> columns, List<Map<String, Object>> rows) {
        List<SystemColumn> list = new ArrayList<>();
        columns.forEach((column, type) -> list.add(new SystemColumn(column, type, kind(list.size(), keys))));
        return new SystemTable(keyspace, name, list, () -> rows);
    }

    private static Map<String, DataType> columns(Object... namesAndTypes) {
        Map<String, DataType> columns = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]);
        }
        return columns;
    }

    private static SystemTable indexes(Snapshot state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Index index : state.indexes()) {
            rows.add(Map.of(
                    "keyspace_name", index.keyspace(),
                    "table_name", index.table(),
                    "index_name", index.name(),
                    "kind", "COMPOSITES",
                    "options", Map.of("target", index.target())));
        }
        return table(
                "system_schema",
                "indexes",
                3,
                columns(
                        "keyspace_name", DataTypes.TEXT,
                        "table_name", DataTypes.TEXT,
                        "index_name", DataTypes.TEXT,
                        "kind", DataTypes.TEXT,
                        "options", DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT)),
                rows);
    }

    /** Where ScyllaDB says its own version: to drivers it is Apache Cassandra 3.0.8. */
    private static SystemTable versions(String version) {
        return table(
                "system",
                "versions",
                1,
                columns(
                        "key", DataTypes.TEXT,
                        "build_id", DataTypes.TEXT,
                        "build_mode", DataTypes.TEXT,
                        "version", DataTypes.TEXT),
                List.of(Map.of("key", "local", "build_id", "", "build_mode", "release", "version", version)));
    }

    private static SystemTable tablets(Snapshot state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        state.tablets().forEach((keyspace, initial) -> {
            Map<String, Object> row = new HashMap<>();
            row.put("keyspace_name", keyspace);
            row.put("initial_tablets", initial);
            rows.add(row);
        });
        return table(
                "system_schema",
                "scylla_keyspaces",
                1,
                columns(
                        "keyspace_name", DataTypes.TEXT,
                        "initial_tablets", DataTypes.INT,
                        "storage_options", DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT),
                        "storage_type", DataTypes.TEXT),
                rows);
    }

    private static SystemTable roles(Snapshot state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Role role : state.roles().values()) {
            Map<String, Object> row = new HashMap<>();
            row.put("role", role.name());
            row.put("can_login", role.login());
            row.put("is_superuser", role.superuser());
            row.put("member_of", role.memberOf().isEmpty() ? null : role.memberOf());
            row.put("salted_hash", role.hash().orElse(null));
            rows.add(row);
        }
        return table(
                "system",
                "roles",
                1,
                columns(
                        "role", DataTypes.TEXT,
                        "can_login", DataTypes.BOOLEAN,
                        "is_superuser", DataTypes.BOOLEAN,
                        "member_of", DataTypes.setOf(DataTypes.TEXT),
                        "salted_hash", DataTypes.TEXT),
                rows);
    }

    private static SystemTable members(Snapshot state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        state.roles().values().forEach(role -> role.memberOf()
                .forEach(group -> rows.add(Map.of("role", group, "member", role.name()))));
        return table("system", "role_members", 2, columns("role", DataTypes.TEXT, "member", DataTypes.TEXT), rows);
    }

    private static SystemTable permissions(Snapshot state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        state.permissions()
                .forEach((role, byPath) -> byPath.forEach((path, set) -> rows.add(Map.of(
                        "role", role,
                        "resource", path,
                        "permissions", set.stream().map(Permission::name).collect(Collectors.toSet())))));
        return table(
                "system",
                "role_permissions",
                2,
                columns(
                        "role", DataTypes.TEXT,
                        "resource", DataTypes.TEXT,
                        "permissions", DataTypes.setOf(DataTypes.TEXT)),
                rows);
    }
}
