package io.unrealcloud.ddc.sandbox.ddc.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * DDC's section {@code Scylla}, with the class defaults of {@code release}.
 *
 * @param contactPoints host names or addresses, as written, not trimmed
 * @param credentials user name and password; only if the connection string has both
 * @param replication what the replicated keyspace is created with
 * @param localReplication what the local keyspace is created with
 */
public record ScyllaSettings(
        List<String> contactPoints,
        int port,
        String keyspace,
        Optional<Credentials> credentials,
        String dataCenter,
        String localSuffix,
        Map<String, String> replication,
        Map<String, String> localReplication,
        boolean keyspacesMode,
        boolean cosmosMode,
        boolean useSsl,
        Consistency consistency,
        boolean consistentContentIds,
        boolean avoidSchemaChanges,
        boolean listFromLastAccess,
        boolean legacyLastAccess,
        boolean legacyBuckets,
        boolean migrateOldBlobIndex,
        boolean perShardScanning,
        int ranges,
        Duration logTimeToLive) {

    /** A login; the password never shows. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /** The driver's names. */
    public enum Consistency {
        Any,
        One,
        Two,
        Three,
        Quorum,
        All,
        LocalQuorum,
        EachQuorum,
        Serial,
        LocalSerial,
        LocalOne
    }

    private static final Map<String, String> SIMPLE = Map.of("class", "SimpleStrategy", "replication_factor", "2");

    public static ScyllaSettings of(Settings all, Release release) {
        Settings scylla = all.section("Scylla");
        Map<String, String> connection = connectionString(
                scylla.text("ConnectionString", "Contact Points=localhost,scylla;Default Keyspace=jupiter"));
        String keyspace = connection.getOrDefault("Default Keyspace", "");
        if (keyspace.isEmpty()) {
            throw new StartupException("No 'Default Keyspace' in Scylla:ConnectionString, which DDC needs.");
        }
        if (!connection.containsKey("Contact Points")) {
            throw new StartupException("No 'Contact Points' in Scylla:ConnectionString.");
        }
        String user = connection.getOrDefault("Username", "");
        String password = connection.getOrDefault("Password", "");
        return new ScyllaSettings(
                List.of(connection.get("Contact Points").split(",", -1)),
                Integer.parseInt(connection.getOrDefault("Port", "9042")),
                keyspace,
                user.isEmpty() || password.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, password)),
                scylla.required("LocalDatacenterName"),
                scylla.required("LocalKeyspaceSuffix"),
                strategy(scylla, "KeyspaceReplicationStrategy"),
                strategy(scylla, "LocalKeyspaceReplicationStrategy"),
                release.knowsKeyspaces() && scylla.flag("UseAWSKeyspace", false),
                scylla.flag("UseAzureCosmosDB", false),
                scylla.flag("UseSSL", true),
                release.knowsConsistency()
                        ? scylla.choice("DefaultConsistencyLevel", Consistency.class, Consistency.LocalOne)
                        : Consistency.LocalOne,
                release.knowsConsistentContentIds() && scylla.flag("UseConsistentContentIdResolve", false),
                scylla.flag("AvoidSchemaChanges", false),
                scylla.flag("ListObjectsFromLastAccessTable", true),
                scylla.flag("UpdateLegacyLastAccessField", false),
                scylla.flag("ListObjectsFromOldNamespaceTable", false),
                scylla.flag("MigrateFromOldBlobIndex", false),
                scylla.flag("UsePerShardScanning", false),
                Math.toIntExact(scylla.number("CountOfNodes", 1) * scylla.number("CountOfCoresPerNode", 1) * 3 * 100),
                TimeSpan.of(scylla, "ReplicationLogTimeToLive", Duration.ofDays(7)));
    }

    /** DDC's C-mode: other column types and no ScyllaDB syntax. */
    public boolean cassandraMode() {
        return keyspacesMode || cosmosMode;
    }

    public boolean tls() {
        return cassandraMode() && useSsl;
    }

    public String localKeyspace() {
        return keyspace + "_local_" + localSuffix;
    }

    private static Map<String, String> strategy(Settings scylla, String key) {
        Map<String, String> given = scylla.map(key);
        return given.isEmpty() ? SIMPLE : given;
    }

    private static Map<String, String> connectionString(String text) {
        if (text.startsWith("aws!") || text.startsWith("akv!")) {
            throw new StartupException("The stand-in resolves no secret references; give Scylla:ConnectionString"
                    + " itself, for example from a Kubernetes Secret.");
        }
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.split(";")) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    throw new StartupException("Format of the initialization string does not conform to specification"
                            + ": Scylla:ConnectionString has a part without '='.");
                }
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        for (String name : parts.keySet()) {
            if (!List.of("contact points", "port", "default keyspace", "username", "password", "cluster name")
                    .contains(name.toLowerCase(java.util.Locale.ROOT))) {
                throw new StartupException("Keyword not supported: '" + name + "' in Scylla:ConnectionString.");
            }
        }
        return parts;
    }
}
