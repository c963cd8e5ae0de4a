package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.model.DdcIdentity;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolution;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy.Answer;
import io.unrealcloud.ddc.sandbox.iam.policy.PolicyParser;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever writes a resource must not gain AWS rights by it. */
class TenancyEscapeTest {

    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:studio/";
    private static final OperatorSettings SETTINGS = new OperatorSettings(
            new Tenancy(List.of(new Tenancy.Limits(
                    "studio",
                    List.of("us-east-1"),
                    List.of("jupiter*"),
                    List.of("studio-ddc", "studio-ddc-persistent", "studio-ddc-big"),
                    List.of("arn:aws:iam::123456789012:role/studio/*"),
                    List.of("subnet-0a1b2c3d"),
                    List.of(ScyllaBackend.NodeImage.Version.OWNER),
                    List.of("scylla.studio.example"),
                    List.of(SECRET + "*"),
                    List.of("Z1STUDIO"),
                    List.of("sg-0a1b2c3d"),
                    List.of("arn:aws:kms:us-east-1:123456789012:key/studio")))),
            Models.SETTINGS,
            null);

    private static final String GOOD = """
        metadata: {name: games, namespace: studio, uid: u1}
        spec:
          region: us-east-1
          cluster: {name: games}
          database: {amazonKeyspaces: {}}
          storage: {s3: {bucketName: studio-ddc}}
          identity: {secretArns: [%sa]}
          application: {namespaces: [{name: a, storagePool: big}]}
        """.formatted(SECRET);

    @Test
    void withinItsLimits() {
        Managed role = (Managed)
                DesiredIdentity.of(((Resolution.Resolved) resolve(GOOD)).model(), Models.ACCOUNT, SETTINGS.identity());
        assertThat(role.path()).isEqualTo("/ddc/");
        assertThat(role.boundary()).contains(Models.BOUNDARY);
        for (String bucket : List.of("studio-ddc", "studio-ddc-persistent", "studio-ddc-big")) {
            assertThat(allows(role, "s3:GetObject", "arn:aws:s3:::" + bucket + "/k"))
                    .isTrue();
        }
        assertThat(allows(role, "s3:GetObject", "arn:aws:s3:::studio-ddc-other/k"))
                .isFalse();
        assertThat(allows(role, "secretsmanager:GetSecretValue", SECRET + "a")).isTrue();
        assertThat(allows(role, "secretsmanager:GetSecretValue", SECRET + "b")).isFalse();
    }

    /** Another bucket by way of a storage pool, another tenant's keyspace by way of a suffix, and so on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucketName: studio-ddc | bucketName: other | other",
                "storagePool: big | storagePool: other | studio-ddc-other",
                "namespace: studio | namespace: elsewhere | no entry for it",
                "amazonKeyspaces: {} | 'amazonKeyspaces: {}, keyspace: {name: payroll}' | payroll",
                "us-east-1 | eu-west-1 | eu-west-1",
                "'amazonKeyspaces: {}' | 'amazonKeyspaces: {enableCrossRegionReplication: true, peerRegions:"
                        + " [eu-west-1]}' | eu-west-1",
                "secret:studio/a | secret:other/a | secret:other/a",
                "'secretArns:' | 'mode: Existing, roleArn: \"arn:aws:iam::123456789012:role/admin\", secretArns:' |"
                        + " role/admin"
            })
    void beyondThem(String from, String to, String named) {
        assertThat(GOOD).contains(from);
        assertThat(resolve(GOOD.replace(from, to))).isInstanceOfSatisfying(Resolution.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.NotPermitted);
            assertThat(rejected.message()).contains(named);
        });
    }

    private static final String SCYLLA = """
        metadata: {name: games, namespace: studio, uid: u1}
        spec:
          region: us-east-1
          cluster: {name: games}
          database:
            scylla:
              dns: {privateZoneId: Z1STUDIO}
              nodes:
                instanceType: i4i.xlarge
                scyllaVersion: 2025.1.4
                subnetIds: [subnet-0a1b2c3d]
                clientSecurityGroupIds: [sg-0a1b2c3d]
          storage: {s3: {bucketName: studio-ddc}}
        """;

    @Test
    void withinItsLimitsOnScylla() {
        for (String yaml : List.of(
                SCYLLA,
                SCYLLA.replace("scyllaVersion: 2025.1.4", "amiId: ami-0a1b2c3d"),
                GOOD.replace(
                        "amazonKeyspaces: {}",
                        "amazonKeyspaces: {encryption: {type: CUSTOMER_MANAGED_KMS_KEY, kmsKeyArn:"
                                + " \"arn:aws:kms:us-east-1:123456789012:key/studio\"}}"))) {
            assertThat(resolve(yaml))
                    .matches(resolution -> !(resolution instanceof Resolution.Rejected rejected
                            && rejected.reason() == Reason.NotPermitted));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subnet-0a1b2c3d | subnet-0a1b2c3e | .subnets",
                "sg-0a1b2c3d | sg-0a1b2c3e | .securityGroups",
                "Z1STUDIO | Z1OTHER | .zones",
                "region: us-east-1 | region: eu-west-1 | .regions",
                "'dns:' | 'peerRegions: {eu-west-1: {}}\n      dns:' | .regions",
            })
    void beyondThemOnScylla(String from, String to, String list) {
        assertThat(SCYLLA).contains(from);
        refused(SCYLLA.replace(from, to.replace("\\n", "\n")), list);
    }

    @Test
    void beyondThemByAnImageOrAKey() {
        OperatorSettings noImages = new OperatorSettings(
                new Tenancy(List.of(
                        limitsWithoutImages(SETTINGS.tenancy().namespaces().getFirst()))),
                Models.SETTINGS,
                null);
        assertThat(resolve(SCYLLA, noImages)).isInstanceOfSatisfying(Resolution.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.NotPermitted);
            assertThat(rejected.message()).contains(ScyllaBackend.NodeImage.Version.OWNER, ".amiOwners");
        });
        refused(
                GOOD.replace(
                        "amazonKeyspaces: {}",
                        "amazonKeyspaces: {encryption: {type: CUSTOMER_MANAGED_KMS_KEY, kmsKeyArn:"
                                + " \"arn:aws:kms:us-east-1:123456789012:key/other\"}}"),
                ".kmsKeys");
    }

    /** Whose an image is, only EC2 can say: the limit goes with the model to where it is known. */
    @Test
    void anImageByIdIsOfAnOwnerThatIsAllowed() {
        Resolution.Resolved resolved =
                (Resolution.Resolved) resolve(SCYLLA.replace("scyllaVersion: 2025.1.4", "amiId: ami-0a1b2c3d"));
        ScyllaBackend.Nodes nodes =
                (ScyllaBackend.Nodes) ((ScyllaBackend) resolved.model().database()).source();
        ScyllaBackend.NodeImage.Ami image = (ScyllaBackend.NodeImage.Ami) nodes.image();
        assertThat(image.mayBeOf(ScyllaBackend.NodeImage.Version.OWNER)).isTrue();
        assertThat(image.mayBeOf("111122223333")).isFalse();
        assertThat(image.mayBeOf("")).isFalse();
    }

    private static Tenancy.Limits limitsWithoutImages(Tenancy.Limits limits) {
        return new Tenancy.Limits(
                limits.namespace(),
                limits.regions(),
                limits.keyspaces(),
                limits.buckets(),
                limits.roles(),
                limits.subnets(),
                List.of("111122223333"),
                limits.contactPoints(),
                limits.secrets(),
                limits.zones(),
                limits.securityGroups(),
                limits.kmsKeys());
    }

    private static void refused(String yaml, String list) {
        assertThat(resolve(yaml)).isInstanceOfSatisfying(Resolution.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.NotPermitted);
            assertThat(rejected.message()).contains(list);
        });
    }

    /** The name, the namespace and the cluster of a resource say whom its role trusts, and nobody else. */
    @Test
    void namesakesShareNoRole() {
        Managed one = managed("studio", "games");
        for (Managed other : List.of(managed("studio", "games2"), managed("studio2", "games"))) {
            assertThat(other.roleName()).isNotEqualToIgnoringCase(one.roleName());
            String provider = "arn:aws:iam::123456789012:oidc-provider/i";
            assertThat(IdentityPlanner.trust(other.pods(), provider).subject())
                    .isNotEqualTo(IdentityPlanner.trust(one.pods(), provider).subject());
        }
    }

    private static Managed managed(String namespace, String name) {
        var base = Models.single();
        var identity = base.identity();
        return (Managed) DesiredIdentity.of(
                new DdcModel(
                        Models.owner(namespace, name),
                        base.region(),
                        base.siteName(),
                        false,
                        base.database(),
                        new DdcIdentity(
                                identity.existingRole(), "games", Names.serviceAccount(name), List.of(), List.of()),
                        base.deletion()),
                Models.ACCOUNT,
                Models.SETTINGS);
    }

    private static boolean allows(Managed role, String action, String resource) {
        return PolicyParser.identity(role.access().json()).answer(Request.of(action, resource, Context.of(Map.of())))
                == Answer.ALLOWS;
    }

    private static Resolution resolve(String yaml) {
        return resolve(yaml, SETTINGS);
    }

    private static Resolution resolve(String yaml, OperatorSettings settings) {
        try {
            UnrealCloudDdc resource = new YAMLMapper().readValue(yaml, UnrealCloudDdc.class);
            return new Resolver(settings, Models.ACCOUNT).resolve(resource, resource.getSpec());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
