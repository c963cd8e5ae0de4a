package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy.Answer;
import io.unrealcloud.ddc.sandbox.iam.policy.PolicyParser;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy for ScyllaDB on EC2 lets the operator do: to its own, and to nobody else's. */
class OperatorScyllaPolicyTest {

    private static final Path FILE = Path.of("deploy/aws/operator-scylla-policy.json");
    private static final Policy POLICY = PolicyParser.identity(text());

    /** AWS takes managed policies of at most 6,144 characters, white space not counted (IAM user guide: quotas). */
    @Test
    void itFitsAManagedPolicy() {
        assertThat(text().replaceAll("\\s", "")).hasSizeLessThanOrEqualTo(6144);
    }

    @Test
    void nothingIsAllowedByAStarAndOnlyReadsOnEverything() throws IOException {
        for (JsonNode statement : new ObjectMapper().readTree(text()).path("Statement")) {
            assertThat(statement.path("Action").toString()).doesNotContain("*");
            if (statement.path("Resource").asText().equals("*")) {
                assertThat(statement.path("Action"))
                        .allMatch(action -> action.asText().matches("(ec2|ssm):(Describe|Get)\\w+"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance", "volume", "network-interface"})
    void onlyWhatIsTaggedAsItsOwnIsLaunched(String kind) {
        String made = "arn:aws:ec2:us-east-1:111122223333:" + kind + "/*";
        assertThat(allows("ec2:RunInstances", made, request(Tags.MANAGER))).isTrue();
        assertThat(allows("ec2:RunInstances", made, request("somebody"))).isFalse();
        assertThat(allows("ec2:RunInstances", made, Map.of())).isFalse();
        Map<String, String> atCreation = new HashMap<>(request(Tags.MANAGER));
        atCreation.put("ec2:CreateAction", "RunInstances");
        assertThat(allows("ec2:CreateTags", made, atCreation)).isTrue();
        assertThat(allows("ec2:CreateTags", made, request(Tags.MANAGER)))
                .as("tags on what is there already")
                .isFalse();
    }

    @Test
    void nodesStandInItsOwnGroupOnly() {
        String group = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1";
        assertThat(allows("ec2:RunInstances", group, resource(Tags.MANAGER))).isTrue();
        assertThat(allows("ec2:RunInstances", group, Map.of())).isFalse();
        assertThat(allows("ec2:RunInstances", "arn:aws:ec2:us-east-1::image/ami-1", Map.of()))
                .isTrue();
        assertThat(allows("ec2:CreateSecurityGroup", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", Map.of()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ec2:TerminateInstances, instance/i-1",
        "ec2:ModifyInstanceAttribute, instance/i-1",
        "ec2:CreateTags, instance/i-1",
        "ec2:DeleteTags, security-group/sg-1",
        "ec2:AuthorizeSecurityGroupIngress, security-group/sg-1",
        "ec2:RevokeSecurityGroupIngress, security-group/sg-1",
        "ec2:DeleteSecurityGroup, security-group/sg-1",
        "ec2:DeleteVolume, volume/vol-1"
    })
    void onlyItsOwnIsChangedAndEnded(String action, String object) {
        String arn = "arn:aws:ec2:us-east-1:111122223333:" + object;
        assertThat(allows(action, arn, resource(Tags.MANAGER))).isTrue();
        assertThat(allows(action, arn, resource("somebody"))).isFalse();
        assertThat(allows(action, arn, Map.of())).isFalse();
    }

    @Test
    void commandsGoToItsOwnNodesByTwoKindsOfDocument() {
        String instance = "arn:aws:ec2:us-east-1:111122223333:instance/i-1";
        assertThat(allows("ssm:SendCommand", instance, Map.of("ssm:resourceTag/" + Tags.MANAGED_BY, Tags.MANAGER)))
                .isTrue();
        assertThat(allows("ssm:SendCommand", instance, Map.of())).isFalse();
        assertThat(allows("ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript", Map.of()))
                .isTrue();
        assertThat(allows("ssm:SendCommand", "arn:aws:ssm:us-east-1:111122223333:document/ddc-games-x", Map.of()))
                .isTrue();
        assertThat(allows("ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunRemoteScript", Map.of()))
                .isFalse();
        assertThat(allows("ssm:UpdateDocument", "arn:aws:ssm:us-east-1:111122223333:document/studio", Map.of()))
                .isFalse();
    }

    @Test
    void secretsUnderItsPrefixAndRolesUnderItsPathForInstances() {
        String secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:";
        assertThat(allows("secretsmanager:GetSecretValue", secret + "ddc/ab/ns/games/scylla-AbCdEf", Map.of()))
                .isTrue();
        assertThat(allows("secretsmanager:GetSecretValue", secret + "payroll-AbCdEf", Map.of()))
                .isFalse();
        String role = "arn:aws:iam::111122223333:role/";
        Map<String, String> toEc2 = Map.of("iam:PassedToService", "ec2.amazonaws.com");
        assertThat(allows("iam:PassRole", role + "unreal-cloud-ddc/ddc-games-scylla", toEc2))
                .isTrue();
        assertThat(allows("iam:PassRole", role + "admin", toEc2)).isFalse();
        assertThat(allows(
                        "iam:PassRole",
                        role + "unreal-cloud-ddc/ddc-games-scylla",
                        Map.of("iam:PassedToService", "lambda.amazonaws.com")))
                .isFalse();
        String profile = "arn:aws:iam::111122223333:instance-profile/";
        assertThat(allows("iam:AddRoleToInstanceProfile", profile + "unreal-cloud-ddc/ddc-games-scylla", Map.of()))
                .isTrue();
        assertThat(allows("iam:AddRoleToInstanceProfile", profile + "admin", Map.of()))
                .isFalse();
    }

    private static Map<String, String> request(String manager) {
        return Map.of("aws:RequestTag/" + Tags.MANAGED_BY, manager);
    }

    private static Map<String, String> resource(String manager) {
        return Map.of("aws:ResourceTag/" + Tags.MANAGED_BY, manager);
    }

    private static boolean allows(String action, String resource, Map<String, String> given) {
        Set<String> known = Set.of(
                "aws:RequestTag/" + Tags.MANAGED_BY,
                "aws:ResourceTag/" + Tags.MANAGED_BY,
                "ssm:resourceTag/" + Tags.MANAGED_BY,
                "ec2:CreateAction",
                "iam:PassedToService");
        return POLICY.answer(Request.of(action, resource, new Context(given, known))) == Answer.ALLOWS;
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
