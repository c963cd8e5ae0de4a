package io.unrealcloud.ddc.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;

/** Each gap of moto's IAM that the front closes. */
class MotoFrontTest {

    private static final String EC2 = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String READ = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s\"}]}";

    private static Account account;
    private static IamClient iam;

    @BeforeAll
    static void start() {
        account = new Account(Clock.systemUTC());
        iam = account.iam;
    }

    @AfterAll
    static void end() {
        account.close();
    }

    @Test
    void trustPolicies() {
        refused(() -> create("t1", "not json"), "MalformedPolicyDocument");
        refused(() -> create("t1", READ), "MalformedPolicyDocument");
        refused(() -> create("t1", EC2.replace("Allow", "Perhaps")), "MalformedPolicyDocument");
        refused(() -> create("t1", EC2.replace("\"Effect\"", "\"Efect\"")), "MalformedPolicyDocument");
        refused(
                () -> create(
                        "t1",
                        EC2.replace("Service", "Federated")
                                .replace("ec2.amazonaws.com", "arn:aws:iam::123456789012:oidc-provider/a")),
                "MalformedPolicyDocument");
        refused(() -> create("t1", EC2.replace("ec2", "e".repeat(2048))), "LimitExceeded");
        create("t1", EC2);
        refused(
                () -> iam.updateAssumeRolePolicy(r -> r.roleName("t1").policyDocument("{}")),
                "MalformedPolicyDocument");
    }

    @Test
    void namesPathsAndTags() {
        refused(() -> create("x".repeat(65), EC2), "ValidationError");
        create("X".repeat(64), EC2);
        refused(() -> create("x".repeat(64), EC2), "EntityAlreadyExists");
        refused(() -> iam.createRole(role("p1").path("/a").build()), "ValidationError");
        refused(
                () -> iam.createRole(role("p1")
                        .tags(Tag.builder().key("a*").value("b").build())
                        .build()),
                "ValidationError");
        refused(
                () -> iam.createRole(role("p1")
                        .tags(Tag.builder().key("a").value("b#").build())
                        .build()),
                "ValidationError");
    }

    @Test
    void boundariesExist() {
        refused(
                () -> iam.createRole(
                        role("b1").permissionsBoundary(Account.BOUNDARY + "x").build()),
                "NoSuchEntity");
        iam.createRole(role("b1").permissionsBoundary(Account.BOUNDARY).build());
        refused(
                () -> iam.putRolePermissionsBoundary(r -> r.roleName("b1").permissionsBoundary(Account.BOUNDARY + "x")),
                "NoSuchEntity");
    }

    @Test
    void inlinePolicies() {
        create("i1", EC2);
        refused(() -> put("i1", "p1", "{}"), "MalformedPolicyDocument");
        refused(() -> put("i1", "p1", EC2), "MalformedPolicyDocument");
        refused(() -> put("i1", "p1", READ.formatted("b").replace("arn:aws:s3:::b", "b")), "MalformedPolicyDocument");
        put("i1", "p1", READ.formatted("b".repeat(6000)));
        put("i1", "p1", READ.formatted("b".repeat(6000)));
        refused(() -> put("i1", "p2", READ.formatted("b".repeat(6000))), "LimitExceeded");
        put("i1", "p2", READ.formatted("b").replace(",", "," + " ".repeat(6000)));
    }

    @Test
    void rolesInUseStay() {
        create("d1", EC2);
        iam.createInstanceProfile(r -> r.instanceProfileName("d1"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("d1").roleName("d1"));
        refused(() -> iam.deleteRole(r -> r.roleName("d1")), "DeleteConflict");
    }

    @Test
    void whatNobodyLookedAtIsRefused() {
        refused(() -> iam.createUser(r -> r.userName("u")), "NotEmulated");
        refused(
                () -> put(
                        "t9",
                        "p",
                        READ.formatted("b")
                                .replace("}]}", ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}]}")),
                "NotEmulated");
    }

    @Test
    void theRestPassesThrough() {
        assertThat(account.cluster("us-east-1", "passing")).startsWith("https://oidc.eks.us-east-1.amazonaws.com/id/");
    }

    private static CreateRoleRequest.Builder role(String name) {
        return CreateRoleRequest.builder().roleName(name).assumeRolePolicyDocument(EC2);
    }

    private static void create(String name, String trust) {
        iam.createRole(role(name).assumeRolePolicyDocument(trust).build());
    }

    private static void put(String role, String policy, String document) {
        iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(document));
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(IamException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .as(e.getMessage())
                .isEqualTo(code));
    }
}
