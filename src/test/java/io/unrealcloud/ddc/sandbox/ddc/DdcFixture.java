package io.unrealcloud.ddc.sandbox.ddc;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.SettingsSources;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.SchemaCql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A database with DDC's keyspaces and tables made beforehand, a bucket, and the settings an operator gives for them:
 * everything DDC needs, one setting a line, so that a test can leave one out.
 */
public final class DdcFixture implements AutoCloseable {
    public static final String TOKEN = "0123456789abcdef-writer";
    public static final String READER = "0123456789abcdef-reader";
    public static final String VERIFIER = "0123456789abcdef-verifier";
    public static final String NAMESPACE = "games";
    public static final String VERIFICATION = "unreal-cloud-ddc-verification";
    public static final String PRIVATE = "studio-only";

    private static MotoServer moto;

    public final CqlSession cql;
    public final S3Client s3;
    public final KeyspaceNames keyspaces;
    public final String bucket;
    public final InetSocketAddress database;
    public final URI aws;

    private final Path token;

    private DdcFixture(
            CqlSession cql, S3Client s3, KeyspaceNames keyspaces, String bucket, InetSocketAddress database) {
        try {
            token = Files.createTempFile("ddc-token", "");
            Files.writeString(token, "the pod's projected token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.cql = cql;
        this.s3 = s3;
        this.keyspaces = keyspaces;
        this.bucket = bucket;
        this.database = database;
        this.aws = moto().uri();
    }

    private static synchronized MotoServer moto() {
        if (moto == null) {
            moto = MotoServer.start();
            MotoServer started = moto;
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-moto"));
        }
        return moto;
    }

    /** Keyspaces, types and tables as the operator makes them for DDC in Cassandra mode, and an empty bucket. */
    public static DdcFixture prepared() {
        DdcFixture fixture = bare();
        fixture.create(ColumnMode.CASSANDRA);
        return fixture;
    }

    /** The same without anything in the database. */
    public static DdcFixture bare() {
        CassandraNode node = SharedCassandra.get();
        CqlSession cql = CqlSession.builder()
                .addContactPoint(node.contactPoint())
                .withLocalDatacenter(node.dataCenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .build())
                .build();
        return over(node.contactPoint(), cql);
    }

    /**
     * The same in another database.
     *
     * @param cql who may do everything there; closed with the fixture
     */
    public static DdcFixture over(InetSocketAddress database, CqlSession cql) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 10);
        S3Client s3 = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(moto().uri())
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("admin", "admin")))
                .build();
        String bucket = "ddc-" + id;
        s3.createBucket(request -> request.bucket(bucket));
        return new DdcFixture(cql, s3, new KeyspaceNames("jupiter_" + id, "ddc_us_east_1"), bucket, database);
    }

    /** Keyspaces, types, tables and indexes in Apache Cassandra. */
    public void create(ColumnMode mode) {
        for (String keyspace : List.of(keyspaces.replicated(), keyspaces.local())) {
            cql.execute("CREATE KEYSPACE " + keyspace
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        }
        tables(mode, CqlDialect.CASSANDRA);
    }

    /** Types, tables and indexes in keyspaces that are there, as the database takes them. */
    public void tables(ColumnMode mode, CqlDialect dialect) {
        SchemaCql ddl = new SchemaCql(dialect, true);
        keyspaces
                .named(SchemaCatalogue.current().profile("Jupiter").keyspaces(KeyspaceLayout.STANDARD, mode))
                .forEach((name, schema) ->
                        ddl.statements(CqlIdentifier.of(name), schema).forEach(cql::execute));
    }

    /** What the mounted file says, by path; a copy to change. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("Jupiter:CurrentSite", "us-east-1");
        settings.put(
                "Scylla:ConnectionString",
                "Contact Points=" + database.getHostString() + ";Port=" + database.getPort() + ";Default Keyspace="
                        + keyspaces.replicated());
        settings.put("Scylla:LocalDatacenterName", "sandbox");
        settings.put("Scylla:LocalKeyspaceSuffix", keyspaces.localSuffix());
        settings.put("Scylla:KeyspaceReplicationStrategy:class", "NetworkTopologyStrategy");
        settings.put("Scylla:KeyspaceReplicationStrategy:sandbox", "1");
        settings.put("Scylla:LocalKeyspaceReplicationStrategy:class", "NetworkTopologyStrategy");
        settings.put("Scylla:LocalKeyspaceReplicationStrategy:sandbox", "1");
        settings.put("Scylla:UseAWSKeyspace", true);
        settings.put("Scylla:UseAzureCosmosDB", true);
        settings.put("Scylla:UseSSL", false);
        settings.put("Scylla:DefaultConsistencyLevel", "LocalQuorum");
        settings.put("Scylla:AvoidSchemaChanges", true);
        for (String store : List.of("ReferencesDb", "ContentIdStore", "BlobIndex", "ReplicationLogWriter")) {
            settings.put("UnrealCloudDDC:" + store + "Implementation", "Scylla");
        }
        settings.put("UnrealCloudDDC:BuildStoreImplementation", "Memory");
        settings.put("UnrealCloudDDC:StorageImplementations", List.of("S3"));
        settings.put("UnrealCloudDDC:InlineBlobMaxSize", 4096);
        settings.put("UnrealCloudDDC:LeaderElectionImplementation", "Disabled");
        settings.put("S3:ConnectionString", "AWS");
        settings.put("S3:BucketName", bucket);
        settings.put("S3:CreateBucketIfMissing", false);
        settings.put("S3:ForceAWSPathStyle", true);
        settings.put("AWSCredentials:AWSCredentialsType", "AssumeRoleWebIdentity");
        settings.put("Auth:DefaultScheme", "ServiceAccount");
        settings.put("Auth:Schemes:ServiceAccount:Implementation", "ServiceAccount");
        settings.put("Auth:Acls:0:Claims", List.of("role=writer"));
        settings.put("Auth:Acls:0:Actions", List.of("ReadObject", "WriteObject", "DeleteObject"));
        settings.put("Auth:Policies:0:Name", "readers");
        settings.put("Auth:Policies:0:Claims", List.of("role=reader"));
        settings.put("Auth:Policies:0:Actions", List.of("ReadObject"));
        settings.put("Auth:Policies:0:Scope:Namespaces:0:Values", List.of(NAMESPACE));
        settings.put("ServiceAccounts:Accounts:0:Token", TOKEN);
        settings.put("ServiceAccounts:Accounts:0:Claims", List.of("role:writer"));
        settings.put("ServiceAccounts:Accounts:1:Token", READER);
        settings.put("ServiceAccounts:Accounts:1:Claims", List.of("role:reader"));
        settings.put("Auth:Policies:1:Name", "verification");
        settings.put("Auth:Policies:1:Claims", List.of("role=verification"));
        settings.put("Auth:Policies:1:Actions", List.of("ReadObject", "WriteObject"));
        settings.put("Auth:Policies:1:Scope:Namespaces:0:Values", List.of(VERIFICATION));
        settings.put("ServiceAccounts:Accounts:2:Token", VERIFIER);
        settings.put("ServiceAccounts:Accounts:2:Claims", List.of("role:verification"));
        settings.put("Namespaces:Policies:" + VERIFICATION + ":GcMethod", "LastAccess");
        settings.put("Namespaces:Policies:" + NAMESPACE + ":GcMethod", "LastAccess");
        settings.put("Namespaces:Policies:" + PRIVATE + ":IsPublicNamespace", false);
        return settings;
    }

    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL_S3",
                aws.toString(),
                "AWS_ENDPOINT_URL_STS",
                aws.toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/ddc",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString());
    }

    public DdcStandIn start() {
        return start(settings());
    }

    public DdcStandIn start(Map<String, Object> settings) {
        return start(settings, Release.V5_8, environment(), Clock.systemUTC(), DdcFixture::noWaiting);
    }

    public DdcStandIn start(
            Map<String, Object> settings,
            Release release,
            Map<String, String> environment,
            InstantSource clock,
            Consumer<Duration> sleep) {
        return DdcStandIn.start(
                SettingsSources.of(yaml(settings), environment),
                release,
                new DdcStandIn.Host(environment, clock, sleep, "127.0.0.1", true));
    }

    private static void noWaiting(Duration duration) {
        throw new AssertionError("The database is there, yet DDC waits for it.");
    }

    /** YAML is a superset of JSON; nested maps are made of the paths. */
    static String yaml(Map<String, Object> settings) {
        Map<String, Object> root = new LinkedHashMap<>();
        settings.forEach((path, value) -> {
            Map<String, Object> at = root;
            String[] names = path.split(":");
            for (int i = 0; i < names.length - 1; i++) {
                at = child(at, names[i]);
            }
            at.put(names[names.length - 1], value);
        });
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(root);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    @Override
    public void close() {
        for (String keyspace : List.of(keyspaces.replicated(), keyspaces.local())) {
            cql.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        }
        cql.close();
        s3.close();
        try {
            Files.deleteIfExists(token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
