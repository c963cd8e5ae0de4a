package io.unrealcloud.ddc.verification;

import static io.unrealcloud.ddc.verification.Targets.pods;
import static io.unrealcloud.ddc.verification.Targets.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.sandbox.ddc.DdcFixture;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DDC with one of the operator's settings left out falls back to its class default: it does not start, or the
 * verification notices.
 */
class ClassDefaultsTest {
    /** Settings whose absence nothing can show here, each with the reason. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.ofEntries(
            Map.entry("Scylla:ConnectionString", "the default leads to another database, which no test may touch"),
            Map.entry("Scylla:KeyspaceReplicationStrategy:class", "used only when the keyspace is created"),
            Map.entry("Scylla:KeyspaceReplicationStrategy:sandbox", "used only when the keyspace is created"),
            Map.entry("Scylla:LocalKeyspaceReplicationStrategy:class", "used only when the keyspace is created"),
            Map.entry("Scylla:LocalKeyspaceReplicationStrategy:sandbox", "used only when the keyspace is created"),
            Map.entry("Scylla:UseAWSKeyspace", "its twin gives the same mode; on its own it is tested below"),
            Map.entry("Scylla:UseAzureCosmosDB", "its twin gives the same mode; on its own it is tested below"),
            Map.entry("Scylla:DefaultConsistencyLevel", "Cassandra takes LOCAL_ONE; the gateway lifts it on Keyspaces"),
            Map.entry("UnrealCloudDDC:BuildStoreImplementation", "the class default is what is wanted"),
            Map.entry("UnrealCloudDDC:InlineBlobMaxSize", "saves money only"),
            Map.entry("UnrealCloudDDC:LeaderElectionImplementation", "decides who collects garbage; tested elsewhere"),
            Map.entry("Auth:Policies:1:Name", "a label"),
            Map.entry("S3:CreateBucketIfMissing", "the bucket is there"),
            Map.entry("S3:ForceAWSPathStyle", "the SDK uses paths for IP addresses by itself"));

    /** Rules for other accounts than the operator's, and other namespaces than its own. */
    private static final Set<String> OTHERS =
            Set.of("Auth:Acls:", "Auth:Policies:0:", "ServiceAccounts:Accounts:0:", "ServiceAccounts:Accounts:1:");

    private static final JdkDdcHttp HTTP = new JdkDdcHttp();
    private static DdcFixture fixture;
    private static int sites;

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
    }

    @AfterAll
    static void end() {
        HTTP.close();
        fixture.close();
    }

    static Stream<String> settings() {
        try (DdcFixture any = DdcFixture.bare()) {
            return any.settings().keySet().stream()
                    .filter(name -> !WITHOUT_EFFECT.containsKey(name))
                    .filter(name -> OTHERS.stream().noneMatch(name::startsWith))
                    .filter(name -> !name.startsWith("Namespaces:") || name.contains(DdcFixture.VERIFICATION))
                    .toList()
                    .stream();
        }
    }

    /** What the verification says of those that DDC starts without. */
    private static final Map<String, Reason> FOUND = Map.ofEntries(
            Map.entry("UnrealCloudDDC:ReferencesDbImplementation", Reason.RefNotStored),
            Map.entry("UnrealCloudDDC:ContentIdStoreImplementation", Reason.RefNotStored),
            Map.entry("UnrealCloudDDC:BlobIndexImplementation", Reason.RefNotStored),
            Map.entry("UnrealCloudDDC:ReplicationLogWriterImplementation", Reason.RefNotStored),
            Map.entry("UnrealCloudDDC:StorageImplementations", Reason.RefNotStored),
            Map.entry("Namespaces:Policies:" + DdcFixture.VERIFICATION + ":GcMethod", Reason.DdcRefused),
            Map.entry("Auth:Policies:1:Claims", Reason.DdcUnauthorised),
            Map.entry("Auth:Policies:1:Actions", Reason.DdcUnauthorised),
            Map.entry("ServiceAccounts:Accounts:2:Claims", Reason.DdcUnauthorised));

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsNeeded(String left) {
        Map<String, Object> settings = fixture.settings();
        settings.remove(left);
        assertThat(outcome(settings)).as("without %s", left).isEqualTo(FOUND.getOrDefault(left, NOT_STARTED));
    }

    @Test
    void allTogetherWork() {
        assertThat(outcome(fixture.settings())).isEqualTo(Reason.Verified);
    }

    /** Neither flag is ScyllaDB, whose syntax this database refuses. */
    @Test
    void withoutBothFlagsDdcSpeaksScylla() {
        Map<String, Object> settings = fixture.settings();
        settings.remove("Scylla:UseAWSKeyspace");
        settings.remove("Scylla:UseAzureCosmosDB");
        assertThatThrownBy(() -> fixture.start(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("BYPASS");
    }

    @ParameterizedTest
    @CsvSource({"1.2", "1.3", "1.4", "1.4.0", "5.8"})
    void everyReleaseWorksWithTheSameSettings(String release) {
        Map<String, Object> settings = fixture.settings();
        String namespace = "Namespaces:Policies:" + DdcFixture.VERIFICATION + ":Acls:0:";
        settings.put(namespace + "Claims", List.of("role=verification"));
        settings.put(namespace + "Actions", List.of("ReadObject", "WriteObject"));
        assertThat(outcome(settings, Release.of(release))).isEqualTo(Reason.Verified);
    }

    /** Before 5.8 nobody knows the flag, and DDC goes on as if for ScyllaDB. */
    @Test
    void anOldReleaseIgnoresTheFlagForKeyspaces() {
        Map<String, Object> settings = fixture.settings();
        settings.remove("Scylla:UseAzureCosmosDB");
        assertThat(outcome(settings, Release.V5_8)).isEqualTo(Reason.Verified);
        assertThat(outcome(settings, Release.V1_4)).isEqualTo(NOT_STARTED);
    }

    private static final Reason NOT_STARTED = Reason.Pending;

    private static Reason outcome(Map<String, Object> settings) {
        return outcome(settings, Release.V5_8);
    }

    /** Each site has keys of its own, so tests share no refs. */
    private static Reason outcome(Map<String, Object> settings, Release release) {
        String site = "site-" + sites++;
        settings.computeIfPresent("Jupiter:CurrentSite", (name, old) -> site);
        try (DdcStandIn first = start(settings, release);
                DdcStandIn second = start(settings, release)) {
            Target target = Targets.of(site, pods(first, second), rows(fixture));
            return new Verifier(HTTP, InstantSource.system(), pause -> {})
                    .verify(target, Depth.ROLLOUT, false)
                    .outcome()
                    .verdict()
                    .reason();
        } catch (StartupException e) {
            return NOT_STARTED;
        }
    }

    /** Gives up after two attempts, where DDC would try a hundred times. */
    private static DdcStandIn start(Map<String, Object> settings, Release release) {
        int[] attempts = {0};
        return fixture.start(settings, release, fixture.environment(), Clock.systemUTC(), wait -> {
            assertThat(wait).isEqualTo(Duration.ofSeconds(5));
            if (++attempts[0] == 2) {
                throw new StartupException("Given up");
            }
        });
    }
}
