package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IAM against moto, whose replies this project did not write, and against scripted ones for what moto never says. */
class IamAdapterTest {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\","
                    + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a+b/% *\"}]}";
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

    private static MotoServer moto;
    private static AwsClients clients;
    private static IamPort iam;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        clients = new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("iam", moto.uri()))
                        .withCredentials(new StaticCredentials("test", "test", Optional.empty())),
                CallListener.NONE);
        iam = clients.iam("eu-west-1");
    }

    @AfterAll
    static void end() {
        clients.close();
        moto.close();
    }

    @Test
    void aRoleFromBirthToDeath() {
        assertThat(iam.role("r1")).isEmpty();
        Role made = iam.createRole(new NewRole("r1", "/studio/", "One role", TRUST, BOUNDARY, Map.of("k", "v")));
        assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:role/studio/r1");
        Role read = iam.role("r1").orElseThrow();
        assertThat(read).isEqualTo(made);
        iam.tagRole("r1", Map.of("k", "w", "l", "x"));
        iam.untagRole("r1", Set.of("l"));
        iam.updateTrust("r1", TRUST.replace("ec2", "ssm"));
        iam.putBoundary("r1", BOUNDARY + "-2");
        Role changed = iam.role("r1").orElseThrow();
        assertThat(changed.tags()).isEqualTo(Map.of("k", "w"));
        assertThat(changed.trust()).isEqualTo(TRUST.replace("ec2", "ssm"));
        assertThat(changed.boundary()).contains(BOUNDARY + "-2");
        assertThatThrownBy(() -> iam.createRole(new NewRole("r1", "/", "", TRUST, BOUNDARY, Map.of())))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.error()).isEqualTo(AwsError.CONFLICT));

        assertThat(iam.inlinePolicies("r1")).isEmpty();
        iam.putInlinePolicy("r1", "p", POLICY);
        assertThat(iam.inlinePolicies("r1")).containsExactly("p");
        assertThat(iam.inlinePolicy("r1", "p")).contains(POLICY);
        assertThatThrownBy(() -> iam.deleteRole("r1"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.error()).isEqualTo(AwsError.CONFLICT));
        iam.deleteInlinePolicy("r1", "p");
        assertThat(iam.inlinePolicy("r1", "p")).isEmpty();
        assertThat(iam.attachedPolicies("r1")).isEmpty();
        assertThat(iam.instanceProfiles("r1")).isEmpty();
        iam.deleteRole("r1");
        assertThat(iam.role("r1")).isEmpty();
        assertThat(iam.inlinePolicies("r1")).isEmpty();
        assertThat(iam.attachedPolicies("r1")).isEmpty();
        assertThat(iam.instanceProfiles("r1")).isEmpty();
        assertThatThrownBy(() -> iam.deleteRole("r1"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.error()).isEqualTo(AwsError.NOT_FOUND));
    }

    @Test
    void providersOfTheAccount() {
        String arn = iam.createOidcProvider("https://issuer.example/id/1", List.of("sts.amazonaws.com"), Map.of());
        assertThat(arn).isEqualTo("arn:aws:iam::123456789012:oidc-provider/issuer.example/id/1");
        assertThat(iam.oidcProviderArns()).contains(arn);
        assertThat(iam.oidcProvider(arn).orElseThrow().clientIds()).containsExactly("sts.amazonaws.com");
        assertThat(iam.oidcProvider(arn + "2")).isEmpty();
    }

    /** IAM user guide and SDK endpoint rules: one endpoint for each partition, signed for one Region of it. */
    @ParameterizedTest
    @CsvSource({
        "us-east-1, us-east-1",
        "eu-west-1, us-east-1",
        "cn-northwest-1, cn-north-1",
        "us-gov-east-1, us-gov-west-1"
    })
    void oneClientForAPartition(String region, String signedFor) {
        try (ScriptedAws aws = new ScriptedAws();
                AwsClients scripted = aws.clients()) {
            aws.then(ScriptedAws.reply(200, "text/xml", LISTED));
            assertThat(scripted.iam(region).oidcProviderArns()).isEmpty();
            assertThat(aws.requests().getFirst().region()).isEqualTo(signedFor);
            assertThat(scripted.iam("us-east-2")).isSameAs(scripted.iam("eu-central-1"));
            assertThat(scripted.iam("us-east-2")).isNotSameAs(scripted.iam("cn-north-1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "409, EntityAlreadyExists, CONFLICT",
        "409, DeleteConflict, CONFLICT",
        "409, ConcurrentModification, CONFLICT",
        "409, EntityTemporarilyUnmodifiable, CONFLICT",
        "404, NoSuchEntity, NOT_FOUND",
        "409, LimitExceeded, QUOTA_EXCEEDED",
        "400, MalformedPolicyDocument, INVALID_REQUEST",
        "403, AccessDenied, ACCESS_DENIED",
        "400, Throttling, THROTTLED",
        "500, ServiceFailure, SERVICE"
    })
    void errorsOfIam(int status, String code, AwsError error) {
        try (ScriptedAws aws = new ScriptedAws();
                AwsClients scripted = aws.clients()) {
            aws.then(ScriptedAws.reply(status, "text/xml", FAILED.formatted(code)));
            assertThatThrownBy(() -> scripted.iam("us-east-1").deleteRole("r"))
                    .isInstanceOfSatisfying(AwsException.class, e -> {
                        assertThat(e.error()).isEqualTo(error);
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.getMessage())
                                .contains("IAM DeleteRole of role r")
                                .contains("Why not");
                    });
        }
    }

    @Test
    void pagesAreFollowed() {
        try (ScriptedAws aws = new ScriptedAws();
                AwsClients scripted = aws.clients()) {
            aws.then(ScriptedAws.reply(200, "text/xml", PAGE.formatted("one", "<Marker>m</Marker>")));
            aws.then(ScriptedAws.reply(200, "text/xml", PAGE.formatted("two", "")));
            assertThat(scripted.iam("us-east-1").inlinePolicies("r")).containsExactly("one", "two");
            assertThat(aws.requests().get(1).body()).contains("Marker=m");
        }
    }

    private static final String NAMESPACE = "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"";
    private static final String LISTED = "<ListOpenIDConnectProvidersResponse " + NAMESPACE
            + "><ListOpenIDConnectProvidersResult><OpenIDConnectProviderList/></ListOpenIDConnectProvidersResult>"
            + "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></ListOpenIDConnectProvidersResponse>";
    private static final String FAILED = "<ErrorResponse " + NAMESPACE
            + "><Error><Type>Sender</Type><Code>%s</Code><Message>Why not</Message></Error><RequestId>1</RequestId>"
            + "</ErrorResponse>";
    private static final String PAGE = "<ListRolePoliciesResponse " + NAMESPACE
            + "><ListRolePoliciesResult><PolicyNames><member>%s</member></PolicyNames><IsTruncated>true</IsTruncated>%s"
            + "</ListRolePoliciesResult></ListRolePoliciesResponse>";
}
