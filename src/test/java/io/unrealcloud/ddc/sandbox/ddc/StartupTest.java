package io.unrealcloud.ddc.sandbox.ddc;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.NAMESPACE;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings.Consistency;
import io.unrealcloud.ddc.sandbox.ddc.config.Settings;
import io.unrealcloud.ddc.sandbox.ddc.config.SettingsSources;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import io.unrealcloud.ddc.schema.ColumnMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What DDC does before it listens, and what stops it. */
class StartupTest {
    private static DdcFixture fixture;

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    @Test
    void classDefaultsOfTheDatabaseSection() {
        Settings least =
                Settings.layers(Map.of("Scylla:LocalDatacenterName", "dc", "scylla:localkeyspacesuffix", "us"));
        ScyllaSettings scylla = ScyllaSettings.of(least, Release.V5_8);
        assertThat(scylla.contactPoints()).containsExactly("localhost", "scylla");
        assertThat(scylla.port()).isEqualTo(9042);
        assertThat(scylla.localKeyspace()).isEqualTo("jupiter_local_us");
        assertThat(scylla.replication())
                .containsEntry("class", "SimpleStrategy")
                .containsEntry("replication_factor", "2");
        assertThat(scylla.consistency()).isEqualTo(Consistency.LocalOne);
        assertThat(scylla.cassandraMode()).isFalse();
        assertThat(scylla.tls()).isFalse();
        assertThat(scylla.logTimeToLive()).isEqualTo(Duration.ofDays(7));
        assertThat(scylla.ranges()).isEqualTo(300);
    }

    @Test
    void anOldReleaseIgnoresWhatItDoesNotKnowAndANewOneChecksIt() {
        Settings settings = Settings.layers(Map.of(
                "Scylla:LocalDatacenterName", "dc",
                "Scylla:LocalKeyspaceSuffix", "us",
                "Scylla:UseAWSKeyspace", "true",
                "Scylla:DefaultConsistencyLevel", "Nonsense"));
        assertThat(ScyllaSettings.of(settings, Release.V1_4).cassandraMode()).isFalse();
        assertThat(ScyllaSettings.of(settings, Release.V1_4).consistency()).isEqualTo(Consistency.LocalOne);
        assertThatThrownBy(() -> ScyllaSettings.of(settings, Release.V5_8)).hasMessageContaining("Nonsense");
    }

    @Test
    void theEnvironmentWinsAndListsMergeByPlace() {
        Settings settings = SettingsSources.of(
                "Auth: {DefaultScheme: a}\nX:\n  - one\n  - two\n",
                Map.of("AUTH__DEFAULTSCHEME", "b", "X__1", "three"));
        assertThat(settings.section("Auth").text("DefaultScheme")).contains("b");
        assertThat(settings.list("X")).containsExactly("one", "three");
        assertThat(settings.section("Jupiter").list("PublicApiPorts")).containsExactly("80", "8081");
    }

    @Test
    void aDatabaseThatIsNotThereIsWaitedForAHundredTimes() {
        List<Duration> waits = new ArrayList<>();
        try (CuttableLine line = new CuttableLine(fixture.database)) {
            line.cut();
            assertThatThrownBy(() -> fixture.start(
                            through(line), Release.V5_8, fixture.environment(), Clock.systemUTC(), waits::add))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("100 attempts");
        }
        assertThat(waits).hasSize(99).containsOnly(Duration.ofSeconds(5));
    }

    @Test
    void aDatabaseThatComesLateIsEnough() {
        try (CuttableLine line = new CuttableLine(fixture.database)) {
            line.cut();
            try (DdcStandIn ddc = fixture.start(
                    through(line), Release.V5_8, fixture.environment(), Clock.systemUTC(), wait -> line.mend())) {
                assertThat(DdcCall.to(ddc.publicUri(), "/health/ready").get().status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void anotherDataCentreIsFatal() {
        Map<String, Object> settings = fixture.settings();
        settings.put("Scylla:LocalDatacenterName", "us-east-1");
        assertThatThrownBy(() -> fixture.start(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("us-east-1")
                .hasMessageContaining("sandbox");
    }

    @Test
    void withoutItsTypesOrTablesItDoesNotStart() {
        try (DdcFixture bare = DdcFixture.bare()) {
            assertThatThrownBy(bare::start)
                    .hasMessageContaining("UDT not found")
                    .hasMessageContaining("blob_identifier");
        }
        try (DdcFixture half = DdcFixture.prepared()) {
            half.cql.execute("DROP TABLE " + half.keyspaces.replicated() + ".content_id");
            assertThatThrownBy(half::start).hasMessageContaining("content_id");
        }
    }

    @Test
    void withoutASwitchAgainstItTheSchemaIsMade() {
        try (DdcFixture bare = DdcFixture.bare()) {
            Map<String, Object> settings = bare.settings();
            settings.remove("Scylla:AvoidSchemaChanges");
            settings.remove("Scylla:UseAWSKeyspace");
            try (DdcStandIn ddc = bare.start(settings)) {
                assertThat(DdcCall.to(ddc.publicUri(), "/api/v1/refs")
                                .as(TOKEN)
                                .get()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(bare.cql
                            .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = '"
                                    + bare.keyspaces.local() + "'")
                            .all())
                    .hasSize(5);
        }
    }

    @Test
    void theBuildStoreNeedsWhatOnlyScyllaHas() {
        Map<String, Object> settings = fixture.settings();
        settings.put("UnrealCloudDDC:BuildStoreImplementation", "Scylla");
        assertThatThrownBy(() -> fixture.start(settings)).isInstanceOf(StartupException.class);
    }

    /** Columns of the other mode: the statements can be prepared, the values do not fit. */
    @Test
    void tablesOfTheOtherModeFailAtTheFirstContentId() {
        try (DdcFixture nativeTables = DdcFixture.bare()) {
            nativeTables.create(ColumnMode.NATIVE);
            try (DdcStandIn ddc = nativeTables.start()) {
                String path = "/api/v1/content-id/" + NAMESPACE + "/" + "0".repeat(40);
                assertThat(DdcCall.to(ddc.publicUri(), path).as(TOKEN).get().status())
                        .isEqualTo(500);
            }
        }
    }

    @Test
    void aTokenFileThatIsMissingOrAWrongSettingStopsIt() {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "AWSCredentials:AWSCredentialsType", "Basic",
                        "Scylla:UseSSL", "perhaps",
                        "UnrealCloudDDC:ReferencesDbImplementation", "Postgres",
                        "Auth:Policies:0:Scope:Namespaces:0:Match", "Prefix")
                .entrySet()) {
            Map<String, Object> settings = fixture.settings();
            settings.put(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> fixture.start(settings)).as("%s", wrong).isInstanceOf(StartupException.class);
        }
        assertThatThrownBy(() -> SettingsSources.of("a: [", Map.of())).isInstanceOf(StartupException.class);
    }

    private static Map<String, Object> through(CuttableLine line) {
        Map<String, Object> settings = fixture.settings();
        settings.put(
                "Scylla:ConnectionString",
                "Contact Points=127.0.0.1;Port=" + line.address().getPort() + ";Default Keyspace="
                        + fixture.keyspaces.replicated());
        return settings;
    }
}
