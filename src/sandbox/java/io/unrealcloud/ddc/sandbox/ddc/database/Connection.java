package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * DDC's two sessions, one on each keyspace, opened in DDC's order: connect and wait for a host, create both keyspaces
 * whether or not they are there, create types, and look the types up in the driver's own way.
 */
public final class Connection implements AutoCloseable {
    private static final int ATTEMPTS = 100;
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final ScyllaSettings settings;
    private final CqlSession replicated;
    private final CqlSession local;

    private Connection(ScyllaSettings settings, CqlSession replicated, CqlSession local) {
        this.settings = settings;
        this.replicated = replicated;
        this.local = local;
    }

    /**
     * @param sleep how to wait between attempts
     * @throws StartupException if no host is available after 100 attempts 5 s apart, or at once for any other reason
     */
    public static Connection open(ScyllaSettings settings, Release release, Consumer<Duration> sleep) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(settings, release);
            } catch (AllNodesFailedException | Driver.NoHostAvailable e) {
                if (attempt == ATTEMPTS) {
                    throw new StartupException("Could not connect to the database after " + ATTEMPTS + " attempts.", e);
                }
                LOG.log(System.Logger.Level.WARNING, "No database host available, attempt {0}: {1}", attempt, e);
                sleep.accept(BETWEEN);
            } catch (StartupException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new StartupException("The database refused what DDC does at start: " + e.getMessage(), e);
            }
        }
    }

    private static Connection attempt(ScyllaSettings settings, Release release) {
        CqlSession replicated = Driver.connect(settings);
        CqlSession local = null;
        try {
            requireDataCenter(replicated, settings.dataCenter());
            Set<String> known = new HashSet<>();
            replicated
                    .execute("SELECT * FROM system_schema.keyspaces")
                    .forEach(row -> known.add(row.getString("keyspace_name")));
            createKeyspace(replicated, settings.keyspace(), settings.replication(), known);
            createKeyspace(replicated, settings.localKeyspace(), settings.localReplication(), known);
            replicated.execute("USE \"" + settings.keyspace() + "\"");
            local = Driver.connect(settings);
            local.execute("USE \"" + settings.localKeyspace() + "\"");
            Schema schema = new Schema(settings, release, SchemaCatalogue.current());
            if (!settings.avoidSchemaChanges()) {
                schema.replicatedTypes().forEach(replicated::execute);
                schema.localTypes().forEach(local::execute);
            }
            mapType(replicated, settings.keyspace(), "blob_identifier", known);
            mapType(replicated, settings.keyspace(), "object_reference", known);
            mapType(replicated, settings.localKeyspace(), "blob_identifier", known);
            return new Connection(settings, replicated, local);
        } catch (RuntimeException e) {
            replicated.close();
            if (local != null) {
                local.close();
            }
            throw e;
        }
    }

    /** The driver looks once, after the first connection; it is not an error DDC waits out. */
    private static void requireDataCenter(CqlSession session, String wanted) {
        Set<String> there = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!there.contains(wanted)) {
            throw new StartupException("Datacenter " + wanted
                    + " does not match any of the nodes, available datacenters: " + String.join(", ", there));
        }
    }

    /** Only "already exists" is forgiven. A keyspace the driver has not seen stays unknown to its type look-up. */
    private static void createKeyspace(
            CqlSession session, String name, Map<String, String> replication, Set<String> known) {
        String options = replication.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        (a, b) -> a.equals("class") ? -1 : b.equals("class") ? 1 : a.compareTo(b)))
                .map(entry -> "'" + entry.getKey() + "' : '" + entry.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        try {
            session.execute(
                    "CREATE KEYSPACE \"" + name + "\" WITH replication = " + options + " AND durable_writes = true");
            if (session.execute("SELECT * FROM system_schema.keyspaces WHERE keyspace_name = '" + name + "'")
                            .one()
                    != null) {
                known.add(name);
            }
        } catch (AlreadyExistsException e) {
            LOG.log(System.Logger.Level.DEBUG, "Keyspace {0} exists.", name);
        }
    }

    private static void mapType(CqlSession session, String keyspace, String type, Set<String> known) {
        if (!known.contains(keyspace)
                || session.execute("SELECT * FROM system_schema.types WHERE keyspace_name='" + keyspace
                                        + "' AND type_name = '" + type + "'")
                                .one()
                        == null) {
            throw new StartupException(
                    "UDT not found on keyspace: " + type + " is not defined in " + keyspace + ", which DDC maps.");
        }
    }

    ScyllaSettings settings() {
        return settings;
    }

    CqlSession replicated() {
        return replicated;
    }

    CqlSession local() {
        return local;
    }

    /** DDC creates a store's tables when it makes the store. */
    void createTables(CqlSession session, List<String> statements) {
        if (!settings.avoidSchemaChanges()) {
            statements.forEach(session::execute);
        }
    }

    @Override
    public void close() {
        replicated.close();
        local.close();
    }
}
