package io.unrealcloud.ddc.workload.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTableTest {

    private static final SettingsTable TABLE = SettingsTable.load(SettingsTable.CURRENT_VERSION);

    /** DDC takes these from its classes where nothing sets them, and they are not what serving needs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UnrealCloudDDC:ReferencesDbImplementation",
                "UnrealCloudDDC:ContentIdStoreImplementation",
                "UnrealCloudDDC:BlobIndexImplementation",
                "UnrealCloudDDC:ReplicationLogWriterImplementation",
                "UnrealCloudDDC:BuildStoreImplementation",
                "UnrealCloudDDC:StorageImplementations:0",
                "UnrealCloudDDC:LeaderElectionImplementation",
                "UnrealCloudDDC:ServiceDiscoveryImplementation",
                "S3:ConnectionString",
                "S3:BucketName",
                "S3:CreateBucketIfMissing",
                "S3:SetBucketPolicies",
                "Jupiter:CurrentSite",
                "Scylla:LocalDatacenterName",
                "Scylla:LocalKeyspaceSuffix",
                "Auth:DefaultScheme",
                "Auth:Schemes:ServiceAccount:Implementation",
                "AWSCredentials:AWSCredentialsType",
                "GC:CleanOldRefRecords",
                "GC:CleanOldBlobs"
            })
    void everySettingWhoseClassDefaultWillNotDoIsSet(String name) {
        for (Backend backend : Backend.values()) {
            for (Role role : Role.values()) {
                assertThat(TABLE.settings(situation(backend, role, "1.4.0")).asMap())
                        .as("%s, %s", backend, role)
                        .containsKey(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.1, KEYSPACES, Scylla:InlineBlobMaxSize, 2048",
        "1.4.0, KEYSPACES, Scylla:InlineBlobMaxSize,",
        "1.4.0, KEYSPACES, Scylla:UseSSL, false",
        "1.4.0, KEYSPACES, UnrealCloudDDC:BuildStoreImplementation, Memory",
        "1.2.0, SCYLLA, UnrealCloudDDC:BuildStoreImplementation, Memory",
        "1.3.0, SCYLLA, UnrealCloudDDC:BuildStoreImplementation, Scylla",
        "1.4.0, SCYLLA, Scylla:UseAWSKeyspace, false"
    })
    void settingsFollowBackendAndRelease(String release, Backend backend, String name, String value) {
        assertThat(TABLE.settings(situation(backend, Role.SERVER, release))
                        .asMap()
                        .get(name))
                .isEqualTo(value);
    }

    @Test
    void backgroundWorkHasOneLeader() {
        assertThat(leader(Role.SERVER, false)).isEqualTo("Kubernetes");
        assertThat(leader(Role.SERVER, true)).isEqualTo("Disabled");
        assertThat(leader(Role.WORKER, true)).isEqualTo("Static");
    }

    /** Otherwise a resource could put a second value beside ours, and the order of a list would decide. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void everyVariableTheOperatorSetsIsReserved(Backend backend) {
        TABLE.environment(situation(backend, Role.SERVER, "1.4.0"))
                .keySet()
                .forEach(name -> assertThat(TABLE.refusal(name)).as(name).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Scylla:ConnectionString",
                "scylla:connectionstring",
                "Scylla__ConnectionString",
                "SCYLLA__USEAWSKEYSPACE",
                "S3:BucketName",
                "S3__StoragePoolBucketOverride__fast",
                "GC__CleanOldBlobs",
                "Namespaces__Policies__x__GcMethod",
                "ServiceAccounts__Accounts__0__Claims__0",
                "Auth__Acls__0__Claims__0",
                "AWS_ROLE_ARN",
                "AWS_ENDPOINT_URL_S3",
                "DDC_GATEWAY_MODE",
                "Kubernetes__Namespace"
            })
    void whatTheOperatorDecidesIsRefusedByName(String name) {
        assertThat(TABLE.refusal(name).orElseThrow()).startsWith(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GC:OrphanGCMaxParallelOperations",
                "UnrealCloudDDC:InlineBlobMaxSize",
                "Auth:Schemes:Okta:OktaDomain",
                "OTEL_SERVICE_NAME",
                "Scylla:MaxConnectionForLocalHost",
                "Auth:Acls:1:Claims:0"
            })
    void theRestIsFree(String name) {
        assertThat(TABLE.refusal(name)).isEmpty();
    }

    @Test
    void listsAndSectionsComeOutAsYaml() {
        DdcSettings settings = new DdcSettings()
                .put("A:List:0", "x")
                .put("A:List:1", "y: #")
                .put("a:Places:1", "only")
                .put("B:Text", "line\nbreak");
        assertThat(settings.yaml()).isEqualTo("""
            A:
              List:
              - "x"
              - "y: #"
              Places:
                "1": "only"
            B:
              Text: "line\\nbreak"
            """);
    }

    @Test
    void oneNameCannotBeValueAndSection() {
        assertThatThrownBy(() ->
                        new DdcSettings().put("A:b", "1").put("A:b:c", "2").yaml())
                .hasMessageContaining("A:b");
        assertThatThrownBy(() ->
                        new DdcSettings().put("A:b:c", "2").put("A:b", "1").yaml())
                .hasMessageContaining("A:b");
    }

    /** Resources pin a version, so its content must never change again. Before the first release it may. */
    @Test
    void aReleasedTableIsNeverEdited() throws Exception {
        for (String line : Files.readAllLines(Path.of("src/test/resources/workload/released-settings.txt"))) {
            if (!line.startsWith("#")) {
                String[] released = line.split(" +");
                assertThat(digest(Path.of("src/main/resources/workload", released[0])))
                        .as(released[0])
                        .isEqualTo(released[1]);
            }
        }
    }

    private static String digest(Path file) throws IOException, java.security.NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Files.readString(file).getBytes(StandardCharsets.UTF_8)));
    }

    private static String leader(Role role, boolean worker) {
        Situation situation =
                new Situation(Backend.KEYSPACES, role, Release.of("1.4.0"), worker, false, false, values());
        return TABLE.settings(situation).asMap().get("UnrealCloudDDC:LeaderElectionImplementation");
    }

    private static Situation situation(Backend backend, Role role, String release) {
        return new Situation(backend, role, Release.of(release), false, true, true, values());
    }

    private static Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        for (String name : new String[] {
            "site",
            "region",
            "bucket",
            "keyspace",
            "localSuffix",
            "datacenter",
            "copies",
            "databaseType",
            "databaseHost",
            "databasePort",
            "databaseAuth",
            "databaseKeyspace",
            "leaderConfigMap",
            "peerSelector",
            "gcRefs",
            "gcBlobs",
            "lastAccessCutoff",
            "cacheBytes",
            "verificationNamespace"
        }) {
            values.put(name, "<" + name + ">");
        }
        return values;
    }
}
