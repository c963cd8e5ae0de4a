package io.unrealcloud.ddc.sandbox.ddc;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.NAMESPACE;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaFixture;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** DDC on ScyllaDB, as it comes: native types, indexes, BYPASS CACHE, a login, the class default LocalOne. */
class ScyllaModeTest {
    private static ScyllaFixture scylla;
    private static ScyllaFront front;

    /** All that DDC would make, made before it, for every test that needs no more. */
    private static DdcFixture prepared;

    @BeforeAll
    static void start() {
        scylla = new ScyllaFixture();
        front = scylla.front("2025.1.4");
        prepared = keyspaces(false);
        prepared.tables(ColumnMode.NATIVE, CqlDialect.SCYLLA);
    }

    @AfterAll
    static void end() {
        prepared.close();
        scylla.close();
    }

    /** Keyspaces with or without tablets and a login for DDC; no tables yet. */
    private static DdcFixture keyspaces(boolean tablets) {
        CqlSession admin = ScyllaFixture.builder(front.address(), scylla.dataCenter())
                .withAuthCredentials(ScyllaFixture.ADMIN, ScyllaFixture.ADMIN)
                .build();
        DdcFixture fixture = DdcFixture.over(front.address(), admin);
        String user = fixture.keyspaces.replicated();
        admin.execute("CREATE ROLE " + user + " WITH LOGIN = true AND PASSWORD = 'of ddc'");
        admin.execute("GRANT CREATE ON ALL KEYSPACES TO " + user);
        for (String keyspace : List.of(fixture.keyspaces.replicated(), fixture.keyspaces.local())) {
            admin.execute("CREATE KEYSPACE " + keyspace
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 1}"
                    + " AND tablets = {'enabled': " + tablets + "}");
            admin.execute("GRANT ALL ON KEYSPACE " + keyspace + " TO " + user);
        }
        return fixture;
    }

    private static Map<String, Object> settings(DdcFixture fixture) {
        Map<String, Object> settings = fixture.settings();
        settings.remove("Scylla:UseAWSKeyspace");
        settings.remove("Scylla:UseAzureCosmosDB");
        settings.remove("Scylla:DefaultConsistencyLevel");
        settings.put("UnrealCloudDDC:BuildStoreImplementation", "Scylla");
        settings.put(
                "Scylla:ConnectionString",
                "Contact Points=no-such-host.invalid,127.0.0.1;Port="
                        + front.address().getPort()
                        + ";Default Keyspace=" + fixture.keyspaces.replicated() + ";Username="
                        + fixture.keyspaces.replicated() + ";Password=of ddc");
        return settings;
    }

    private static void putAndGet(DdcStandIn ddc) {
        byte[] body = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        String key = IoHash.of(body).toString();
        String path = "/api/v1/refs/" + NAMESPACE + "/default/" + key;
        assertThat(DdcCall.to(ddc.publicUri(), path)
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", IoHash.of(body).toString())
                        .put("application/octet-stream", body)
                        .status())
                .isEqualTo(200);
        assertThat(DdcCall.to(ddc.publicUri(), path + ".raw").as(TOKEN).get().body())
                .isEqualTo(body);
    }

    @Test
    void servesOnWhatWasMadeForIt() {
        try (DdcStandIn ddc = prepared.start(settings(prepared))) {
            putAndGet(ddc);
        }
    }

    @Test
    void makesItsTablesAndIndexesWhereKeyspacesHaveNoTablets() {
        try (DdcFixture fixture = keyspaces(false)) {
            Map<String, Object> settings = settings(fixture);
            settings.remove("Scylla:AvoidSchemaChanges");
            try (DdcStandIn ddc = fixture.start(settings)) {
                putAndGet(ddc);
            }
            assertThat(fixture.cql
                            .execute("SELECT index_name FROM system_schema.indexes WHERE keyspace_name = '"
                                    + fixture.keyspaces.replicated() + "'")
                            .all())
                    .hasSize(2);
            try (DdcStandIn again = fixture.start(settings)) {
                putAndGet(again);
            }
        }
    }

    @Test
    void itsIndexesFailOnTablets() {
        try (DdcFixture fixture = keyspaces(true)) {
            Map<String, Object> settings = settings(fixture);
            settings.remove("Scylla:AvoidSchemaChanges");
            assertThatThrownBy(() -> fixture.start(settings))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("tablets");
            settings.put("UnrealCloudDDC:BuildStoreImplementation", "Memory");
            try (DdcStandIn ddc = fixture.start(settings)) {
                putAndGet(ddc);
            }
        }
    }

    @Test
    void withoutTheIndexesViewItDoesNotStart() {
        String keyspace = prepared.keyspaces.replicated();
        prepared.cql.execute("DROP INDEX " + keyspace + ".block_context_by_time");
        try {
            assertThatThrownBy(() -> prepared.start(settings(prepared)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("block_context_by_time_index");
        } finally {
            prepared.cql.execute("CREATE INDEX block_context_by_time ON " + keyspace
                    + ".block_context ((namespace, block_context), last_update)");
        }
    }

    /** Even when both keyspaces are there: it asks for them on every start. */
    @Test
    void needsTheRightToMakeKeyspaces() {
        String user = prepared.keyspaces.replicated();
        prepared.cql.execute("REVOKE CREATE ON ALL KEYSPACES FROM " + user);
        try {
            assertThatThrownBy(() -> prepared.start(settings(prepared)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("no CREATE permission");
        } finally {
            prepared.cql.execute("GRANT CREATE ON ALL KEYSPACES TO " + user);
        }
    }

    /** The driver counts a refused login as no host, which DDC waits out. */
    @Test
    void aWrongPasswordIsWaitedFor() {
        Map<String, Object> settings = settings(prepared);
        String user = prepared.keyspaces.replicated() + "_later";
        prepared.cql.execute("CREATE ROLE " + user + " WITH LOGIN = true AND SUPERUSER = true AND PASSWORD = 'old'");
        settings.put(
                "Scylla:ConnectionString",
                ((String) settings.get("Scylla:ConnectionString"))
                        .replaceAll("Username=.*", "Username=" + user + ";Password=new"));
        try (DdcStandIn ddc = prepared.start(
                settings,
                Release.V5_8,
                prepared.environment(),
                Clock.systemUTC(),
                wait -> prepared.cql.execute("ALTER ROLE " + user + " WITH PASSWORD = 'new'"))) {
            putAndGet(ddc);
        }
        prepared.cql.execute("DROP ROLE " + user);
    }

    @Test
    void anotherDataCentreIsFatal() {
        Map<String, Object> settings = settings(prepared);
        settings.put("Scylla:LocalDatacenterName", "us-east");
        assertThatThrownBy(() -> prepared.start(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("sandbox");
    }

    @Test
    void theLeaderScansPastTheCacheAndRangeByRange() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-20));
        Map<String, Object> settings = settings(prepared);
        settings.put("UnrealCloudDDC:LeaderElectionImplementation", "Static");
        settings.put("GC:CleanOldRefRecords", true);
        for (boolean byRange : List.of(false, true)) {
            settings.put("Scylla:UsePerShardScanning", byRange);
            try (DdcStandIn past =
                    prepared.start(settings, Release.V5_8, prepared.environment(), longAgo, wait -> {})) {
                putAndGet(past);
            }
            try (DdcStandIn leader = prepared.start(settings)) {
                leader.collector().cleanRefs();
                leader.collector().cleanBlobs();
                assertThat(leader.collector().refsRemoved()).isEqualTo(1);
                assertThat(leader.collector().blobsRemoved()).isEqualTo(1);
            }
        }
    }
}
