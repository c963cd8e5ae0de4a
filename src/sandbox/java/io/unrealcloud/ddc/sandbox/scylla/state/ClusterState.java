package io.unrealcloud.ddc.sandbox.scylla.state;

import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads and writes the state. What is read may be a second old, as ScyllaDB's own cache of roles and permissions may;
 * changes made here are seen here at once.
 */
public final class ClusterState {
    /** No client sees it. Every node has a copy: no ring here has twenty. */
    public static final String KEYSPACE = "scylla_state";

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS " + KEYSPACE + ".roles (role text PRIMARY KEY, can_login boolean,"
                    + " is_superuser boolean, member_of set<text>, salted_hash text)",
            "CREATE TABLE IF NOT EXISTS " + KEYSPACE + ".permissions (role text, resource text,"
                    + " permissions set<text>, PRIMARY KEY (role, resource))",
            "CREATE TABLE IF NOT EXISTS " + KEYSPACE + ".tablets (keyspace_name text PRIMARY KEY, initial int)");

    private final Ring ring;
    private final ExecutorService background;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Snapshot last = new Snapshot(Map.of(), Map.of(), Map.of(), List.of());
    private volatile long readAt;
    private volatile boolean read;

    public ClusterState(Ring ring, ExecutorService background) {
        this.ring = ring;
        this.background = background;
    }

    /**
     * Makes the tables, if this is the first node of a cluster; else they came with the schema.
     *
     * @param superuser what a new cluster begins with
     */
    public void begin(Optional<Role> superuser) throws IOException {
        try (NodeClient node = ring.here()) {
            boolean there = !node.read("SELECT keyspace_name FROM system_schema.tables WHERE keyspace_name = '"
                            + KEYSPACE + "' AND table_name = 'tablets'")
                    .rows()
                    .isEmpty();
            if (there) {
                return;
            }
            node.run(
                    "CREATE KEYSPACE IF NOT EXISTS " + KEYSPACE
                            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 20}",
                    ConsistencyLevel.ONE);
            for (String table : TABLES) {
                node.run(table, ConsistencyLevel.ONE);
            }
        }
        if (superuser.isPresent()) {
            put(superuser.get());
        }
    }

    /** The state, at most a second old. */
    public Snapshot get() throws IOException {
        return read && System.nanoTime() - readAt < FRESH_NANOS ? last : refresh();
    }

    /** The state as it was read last, without waiting; asks for a newer one if that is old. */
    public Snapshot recent() {
        boolean old = !read || System.nanoTime() - readAt > FRESH_NANOS;
        if (old && refreshing.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    refresh();
                } catch (IOException e) {
                    System.getLogger(ClusterState.class.getName())
                            .log(System.Logger.Level.DEBUG, "Cannot read the state of the cluster", e);
                } finally {
                    refreshing.set(false);
                }
            });
        }
        return last;
    }

    /** Reads everything anew. */
    public synchronized Snapshot refresh() throws IOException {
        long now = System.nanoTime();
        try (NodeClient node = ring.here()) {
            Map<String, Role> roles = new HashMap<>();
            for (Map<String, Object> row :
                    node.read("SELECT * FROM " + KEYSPACE + ".roles").rows()) {
                Role role = role(row);
                roles.put(role.name(), role);
            }
            Map<String, Map<String, Set<Permission>>> permissions = new HashMap<>();
            for (Map<String, Object> row :
                    node.read("SELECT * FROM " + KEYSPACE + ".permissions").rows()) {
                permissions
                        .computeIfAbsent((String) row.get("role"), name -> new HashMap<>())
                        .put((String) row.get("resource"), permissions(row.get("permissions")));
            }
            Map<String, Integer> tablets = new HashMap<>();
            for (Map<String, Object> row :
                    node.read("SELECT * FROM " + KEYSPACE + ".tablets").rows()) {
                tablets.put((String) row.get("keyspace_name"), (Integer) row.get("initial"));
            }
            List<Index> indexes = new ArrayList<>();
            for (Map<String, Object> row : node.read(
                            "SELECT keyspace_name, base_table_name, comment FROM system_schema.views")
                    .rows()) {
                Index.ofView((String) row.get("keyspace_name"), (String) row.get("base_table_name"), (String)
                                row.get("comment"))
                        .ifPresent(indexes::add);
            }
            last = new Snapshot(Map.copyOf(roles), Map.copyOf(permissions), Map.copyOf(tablets), List.copyOf(indexes));
            readAt = now;
            read = true;
            return last;
        }
    }

    public void put(Role role) throws IOException {
        write(
                "INSERT INTO " + KEYSPACE
                        + ".roles (role, can_login, is_superuser, member_of, salted_hash) VALUES (?, ?, ?, ?, ?)",
                text(role.name()),
                TypeCodecs.BOOLEAN.encode(role.login(), DefaultProtocolVersion.V4),
                TypeCodecs.BOOLEAN.encode(role.superuser(), DefaultProtocolVersion.V4),
                texts(role.memberOf()),
                role.hash().map(ClusterState::text).orElse(null));
    }

    /** The role, what it may, what others may with it, and its memberships. */
    public void drop(String role) throws IOException {
        Snapshot now = refresh();
        for (Role other : now.roles().values()) {
            if (other.memberOf().contains(role)) {
                Set<String> rest = new TreeSet<>(other.memberOf());
                rest.remove(role);
                put(new Role(other.name(), other.login(), other.superuser(), rest, other.hash()));
            }
        }
        write("DELETE FROM " + KEYSPACE + ".permissions WHERE role = ?", text(role));
        forget(Set.of(Resource.role(role).path()), now);
        write("DELETE FROM " + KEYSPACE + ".roles WHERE role = ?", text(role));
    }

    public void change(String role, Resource resource, UnaryOperator<Set<Permission>> change) throws IOException {
        Set<Permission> now = EnumSet.noneOf(Permission.class);
        now.addAll(refresh().permissions().getOrDefault(role, Map.of()).getOrDefault(resource.path(), Set.of()));
        Set<Permission> then = change.apply(now);
        if (then.isEmpty()) {
            write(
                    "DELETE FROM " + KEYSPACE + ".permissions WHERE role = ? AND resource = ?",
                    text(role),
                    text(resource.path()));
        } else {
            write(
                    "INSERT INTO " + KEYSPACE + ".permissions (role, resource, permissions) VALUES (?, ?, ?)",
                    text(role),
                    text(resource.path()),
                    texts(then.stream().map(Enum::name).collect(Collectors.toSet())));
        }
    }

    public void grant(String role, Resource resource, Set<Permission> permissions) throws IOException {
        change(role, resource, now -> {
            now.addAll(permissions);
            return now;
        });
    }

    public void setTablets(String keyspace, int initial) throws IOException {
        write(
                "INSERT INTO " + KEYSPACE + ".tablets (keyspace_name, initial) VALUES (?, ?)",
                text(keyspace),
                TypeCodecs.INT.encode(initial, DefaultProtocolVersion.V4));
    }

    /** A keyspace is gone. */
    public void forgetKeyspace(String keyspace) throws IOException {
        write("DELETE FROM " + KEYSPACE + ".tablets WHERE keyspace_name = ?", text(keyspace));
        Snapshot now = refresh();
        forget(now.pathsWithin(keyspace), now);
    }

    /** A table is gone. */
    public void forgetTable(String keyspace, String table) throws IOException {
        forget(Set.of(Resource.table(keyspace, table).path()), refresh());
    }

    private void forget(Set<String> paths, Snapshot now) throws IOException {
        for (Map.Entry<String, Map<String, Set<Permission>>> role :
                now.permissions().entrySet()) {
            for (String path : role.getValue().keySet()) {
                if (paths.contains(path)) {
                    write(
                            "DELETE FROM " + KEYSPACE + ".permissions WHERE role = ? AND resource = ?",
                            text(role.getKey()),
                            text(path));
                }
            }
        }
    }

    /** Waits for as many copies as there are live nodes, up to three, so that others see it soon after. */
    private void write(String cql, ByteBuffer... values) throws IOException {
        int live = ring.look().live().size();
        int level = live >= 3 ? ConsistencyLevel.THREE : live == 2 ? ConsistencyLevel.TWO : ConsistencyLevel.ONE;
        try (NodeClient node = ring.here()) {
            node.run(cql, level, values);
        }
        read = false;
    }

    private static Role role(Map<String, Object> row) {
        return new Role(
                (String) row.get("role"),
                Boolean.TRUE.equals(row.get("can_login")),
                Boolean.TRUE.equals(row.get("is_superuser")),
                strings(row.get("member_of")),
                Optional.ofNullable((String) row.get("salted_hash")));
    }

    private static Set<Permission> permissions(Object set) {
        return strings(set).stream().map(Permission::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    @SuppressWarnings("unchecked")
    private static Set<String> strings(Object set) {
        return set == null ? Set.of() : (Set<String>) set;
    }

    private static ByteBuffer text(String text) {
        return TypeCodecs.TEXT.encode(text, DefaultProtocolVersion.V4);
    }

    private static ByteBuffer texts(Set<String> texts) {
        return com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry.DEFAULT
                .<Set<String>>codecFor(DataTypes.setOf(DataTypes.TEXT))
                .encode(texts, DefaultProtocolVersion.V4);
    }
}
