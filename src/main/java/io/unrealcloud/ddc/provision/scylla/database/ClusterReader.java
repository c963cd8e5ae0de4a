package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.Role;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import io.unrealcloud.ddc.schema.live.SystemRows;
import io.unrealcloud.ddc.schema.live.SystemRows.ColumnRow;
import io.unrealcloud.ddc.schema.live.SystemRows.IndexRow;
import io.unrealcloud.ddc.schema.live.SystemRows.KeyspaceRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TableRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TypeRow;
import io.unrealcloud.ddc.schema.live.SystemSchemaReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads everything that matters here from the system tables of a ScyllaDB or Apache Cassandra. Changes nothing. Every
 * method throws what the driver throws.
 */
final class ClusterReader {

    /** Where roles live before {@link ServerVersion#rolesInKeyspace()} ends. */
    static final String AUTH = "system_auth";

    /** A data centre, or, as newer ScyllaDB spells a factor out, one of its racks: {@code us-east-1:0}. */
    private static final Pattern RACK = Pattern.compile("(.+):\\d+");

    private final CqlSession session;

    ClusterReader(CqlSession session) {
        this.session = session;
    }

    /**
     * @param user who asks; empty without a login
     * @param ddc the role whose grants are looked up
     * @param ddcAccepted whether DDC's login is accepted, asked only if its role may log in
     */
    ClusterFacts read(
            DesiredDatabase desired, Optional<String> user, Optional<String> ddc, Function<Role, Boolean> ddcAccepted) {
        ServerVersion version = version();
        Set<String> names = new HashSet<>(desired.keyspaceNames());
        Map<String, KeyspaceState> keyspaces = keyspaces(names, version);
        Map<String, Role> roles = roles();
        Row local = row("SELECT data_center FROM system.local WHERE key='local'");
        String dataCenter = local.getString(0);
        Set<String> dataCenters = new HashSet<>(Set.of(dataCenter));
        session.execute("SELECT data_center FROM system.peers").forEach(peer -> {
            if (peer.getString(0) != null) {
                dataCenters.add(peer.getString(0));
            }
        });
        return new ClusterFacts(
                version,
                dataCenter,
                dataCenters,
                session.checkSchemaAgreement(),
                user,
                roles,
                ddc.flatMap(this::grants),
                ddc.map(roles::get).filter(Role::login).map(ddcAccepted).orElse(false),
                keyspaces,
                schema(Set.copyOf(desired.keyspaceNames())),
                record(desired));
    }

    /**
     * Only ScyllaDB has the two tables asked for first. Whoever may not read its version is told apart from Apache
     * Cassandra all the same, and taken to be of the newest: {@code release_version} says 3.0.8 for all of them.
     */
    private ServerVersion version() {
        return optional("SELECT version FROM system.versions WHERE key='local'")
                .map(ResultSet::one)
                .map(row -> new ServerVersion(true, row.getString(0)))
                .or(() -> optional("SELECT keyspace_name FROM system_schema.scylla_keyspaces LIMIT 1")
                        .map(there -> new ServerVersion(true, "of unknown version")))
                .orElseGet(() -> new ServerVersion(
                        false,
                        row("SELECT release_version FROM system.local WHERE key='local'")
                                .getString(0)));
    }

    private Map<String, KeyspaceState> keyspaces(Set<String> names, ServerVersion version) {
        if (version.rolesInKeyspace()) {
            names.add(AUTH);
        }
        Map<String, KeyspaceState> states = new HashMap<>();
        for (String name : names) {
            Row row = session.execute(SimpleStatement.newInstance(
                            "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?", name))
                    .one();
            if (row != null) {
                states.put(name, state(name, row.getMap(0, String.class, String.class), version));
            }
        }
        return states;
    }

    private KeyspaceState state(String name, Map<String, String> replication, ServerVersion version) {
        boolean topology = replication.getOrDefault("class", "").endsWith("NetworkTopologyStrategy");
        TreeMap<String, Integer> factors = new TreeMap<>();
        if (topology) {
            replication.forEach((key, value) -> {
                Matcher rack = RACK.matcher(key);
                if (value.matches("\\d{1,4}")) {
                    factors.put(key, Integer.parseInt(value));
                } else if (rack.matches()) {
                    factors.merge(rack.group(1), 1, Integer::sum);
                }
            });
        }
        return new KeyspaceState(factors, topology, version.scylla() ? tablets(name) : Optional.empty());
    }

    private Optional<Boolean> tablets(String keyspace) {
        return optional(SimpleStatement.newInstance(
                        "SELECT initial_tablets FROM system_schema.scylla_keyspaces WHERE keyspace_name = ?", keyspace))
                .map(result -> {
                    Row row = result.one();
                    return row != null && !row.isNull(0);
                });
    }

    private Map<String, Role> roles() {
        Map<String, Role> roles = new HashMap<>();
        optional("LIST ROLES")
                .ifPresent(result -> result.forEach(row ->
                        roles.put(row.getString("role"), new Role(row.getBoolean("super"), row.getBoolean("login")))));
        return roles;
    }

    /** Empty where the cluster does not authorise; a role that is not there has none. */
    private Optional<Set<Grant>> grants(String role) {
        try {
            Set<Grant> grants = new HashSet<>();
            session.execute("LIST ALL PERMISSIONS OF " + CqlIdentifier.of(role).cql())
                    .forEach(row -> Grant.read(row.getString("permission"), row.getString("resource"))
                            .ifPresent(grants::add));
            return Optional.of(grants);
        } catch (InvalidQueryException unsupported) {
            return unsupported.getMessage().contains("doesn't exist") ? Optional.of(Set.of()) : Optional.empty();
        } catch (UnauthorizedException anonymous) {
            return Optional.empty();
        }
    }

    private LiveSchema schema(Set<String> keyspaces) {
        List<String> names = keyspaces.stream().sorted().toList();
        return SystemSchemaReader.read(
                new SystemRows(
                        each(
                                names,
                                "keyspace_name, replication FROM system_schema.keyspaces",
                                row -> new KeyspaceRow(row.getString(0), row.getMap(1, String.class, String.class))),
                        each(
                                names,
                                "keyspace_name, type_name, field_names, field_types FROM system_schema.types",
                                row -> new TypeRow(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getList(2, String.class),
                                        row.getList(3, String.class))),
                        each(
                                names,
                                "keyspace_name, table_name FROM system_schema.tables",
                                row -> TableRow.of(row.getString(0), row.getString(1))),
                        each(
                                names,
                                "keyspace_name, table_name, column_name, clustering_order, kind, position, type"
                                        + " FROM system_schema.columns",
                                row -> new ColumnRow(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getInt(5),
                                        row.getString(6))),
                        each(
                                names,
                                "keyspace_name, table_name, index_name, options FROM system_schema.indexes",
                                row -> new IndexRow(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getString(2),
                                        row.getMap(3, String.class, String.class)
                                                .getOrDefault("target", "")))),
                keyspaces);
    }

    private Optional<ProvisionRecord> record(DesiredDatabase desired) {
        Row row = session.execute(SimpleStatement.newInstance(
                        "SELECT comment FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                        desired.local().name(),
                        SchemaPlanner.anchor(desired).name().internal()))
                .one();
        return Optional.ofNullable(row).map(found -> found.getString(0)).flatMap(ProvisionRecord::read);
    }

    private <T> List<T> each(List<String> keyspaces, String select, Function<Row, T> read) {
        return keyspaces.stream()
                .flatMap(keyspace -> session
                        .execute(SimpleStatement.newInstance("SELECT " + select + " WHERE keyspace_name = ?", keyspace))
                        .all()
                        .stream())
                .map(read)
                .toList();
    }

    private Row row(String query) {
        Row row = session.execute(query).one();
        if (row == null) {
            throw new IllegalStateException("The database has no row for: " + query);
        }
        return row;
    }

    private Optional<ResultSet> optional(String query) {
        return optional(SimpleStatement.newInstance(query));
    }

    /** Of a table or statement that not every database, and not for everybody, has. */
    private Optional<ResultSet> optional(SimpleStatement query) {
        try {
            return Optional.of(session.execute(query));
        } catch (InvalidQueryException | UnauthorizedException absent) {
            return Optional.empty();
        }
    }
}
