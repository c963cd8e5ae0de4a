package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each method of the port sends, member by member, and what it makes of the reply and of errors. */
class SsmAdapterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScriptedAws aws = new ScriptedAws();
    private final AwsClients clients = aws.clients();
    private final SsmPort ssm = clients.ssm("us-east-1");

    @AfterEach
    void end() {
        clients.close();
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({"i-1, Online, true", "i-1, ConnectionLost, false", "i-2, Online, false"})
    void onlineIsARegisteredAgentThatAnswers(String id, String ping, boolean online) {
        aws.ok("{\"InstanceInformationList\":[{\"InstanceId\":\"%s\",\"PingStatus\":\"%s\"}]}".formatted(id, ping));
        assertThat(ssm.online("i-1")).isEqualTo(online);
        sent("AmazonSSM.DescribeInstanceInformation", "{\"Filters\":[{\"Key\":\"InstanceIds\",\"Values\":[\"i-1\"]}]}");
    }

    @Test
    void anAgentNobodyHasHeardOf() {
        aws.ok("{\"InstanceInformationList\":[]}");
        assertThat(ssm.online("i-1")).isFalse();
    }

    @Test
    void shellLinesGoThroughAwsOwnDocument() {
        aws.ok("{\"Command\":{\"CommandId\":\"c-1\"}}");
        assertThat(ssm.runShell("i-1", "repair", List.of("set -eu", "true"), Duration.ofMinutes(5)))
                .isEqualTo("c-1");
        sent("AmazonSSM.SendCommand", """
            {"DocumentName":"AWS-RunShellScript","InstanceIds":["i-1"],"Comment":"repair","TimeoutSeconds":600,
             "Parameters":{"commands":["set -eu","true"],"executionTimeout":["300"]}}\
            """);
    }

    @Test
    void aDocumentGetsOneValueForEachParameter() {
        aws.ok("{\"Command\":{\"CommandId\":\"c-1\"}}");
        assertThat(ssm.runDocument("i-1", "ddc-fix", "fix", Map.of("a", "1", "b", "2")))
                .isEqualTo("c-1");
        sent("AmazonSSM.SendCommand", """
            {"DocumentName":"ddc-fix","InstanceIds":["i-1"],"Comment":"fix","TimeoutSeconds":600,
             "Parameters":{"a":["1"],"b":["2"]}}\
            """);
    }

    /** Systems Manager API reference: SendCommand, GetCommandInvocation, UpdateDocument. */
    @ParameterizedTest
    @CsvSource({
        "InvalidInstanceId, INVALID_REQUEST",
        "InvalidDocument, NOT_FOUND",
        "DocumentLimitExceeded, QUOTA_EXCEEDED",
        "ThrottlingException, THROTTLED",
        "InternalServerError, SERVICE",
        "AccessDeniedException, ACCESS_DENIED"
    })
    void aCommandThatIsNotTaken(String code, AwsError expected) {
        aws.error(400, code, "Instances [[i-1]] not in a valid state for account 1");
        AwsException failure = catchThrowableOfType(
                AwsException.class, () -> ssm.runShell("i-1", "", List.of("true"), Duration.ofMinutes(1)));
        assertThat(failure.error()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining("SSM SendCommand of AWS-RunShellScript to i-1 in us-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, Pending, RUNNING",
        "InProgress, InProgress, RUNNING",
        "Delayed, Delayed, RUNNING",
        "Cancelling, Cancelling, RUNNING",
        "Somehow, Somehow, RUNNING",
        "Success, Success, SUCCEEDED",
        "Failed, Failed, FAILED",
        "TimedOut, Delivery Timed Out, FAILED",
        "Cancelled, Terminated, FAILED"
    })
    void howACommandGoes(String status, String detail, Invocation.State state) {
        aws.ok("""
            {"CommandId":"c-1","InstanceId":"i-1","Status":"%s","StatusDetails":"%s","ResponseCode":3,
             "StandardOutputContent":"out","StandardErrorContent":"err"}\
            """.formatted(status, detail));
        assertThat(ssm.invocation("c-1", "i-1")).contains(new Invocation(state, detail, 3, "out", "err"));
        sent("AmazonSSM.GetCommandInvocation", "{\"CommandId\":\"c-1\",\"InstanceId\":\"i-1\"}");
    }

    @Test
    void aCommandNobodyKnowsYet() {
        aws.error(400, "InvocationDoesNotExist", "");
        assertThat(ssm.invocation("c-1", "i-1")).isEmpty();
    }

    @Test
    void aDocumentWithItsContentAndTags() {
        aws.ok("""
            {"Document":{"Name":"d","DefaultVersion":"1","LatestVersion":"2","Status":"Active",
             "Tags":[{"Key":"k","Value":"v"}]}}\
            """).ok("{\"Name\":\"d\",\"Content\":\"{}\"}");
        assertThat(ssm.document("d")).contains(new Document("d", "{}", "1", "2", true, Map.of("k", "v")));
        aws.error(400, "InvalidDocument", "Document with name d does not exist.");
        assertThat(ssm.document("d")).isEmpty();
    }

    @Test
    void aNewDocumentIsACommandForInstances() {
        aws.ok("{\"DocumentDescription\":{\"DocumentVersion\":\"1\"}}");
        ssm.createDocument("d", "{}", Map.of("k", "v"));
        sent("AmazonSSM.CreateDocument", """
            {"Name":"d","Content":"{}","DocumentType":"Command","DocumentFormat":"JSON",
             "TargetType":"/AWS::EC2::Instance","Tags":[{"Key":"k","Value":"v"}]}\
            """);
        aws.error(400, "DocumentAlreadyExists", "The specified document already exists.");
        assertThat(catchThrowableOfType(AwsException.class, () -> ssm.createDocument("d", "{}", Map.of()))
                        .error())
                .isEqualTo(AwsError.CONFLICT);
    }

    @Test
    void aNewVersionAndOneThatChangesNothing() {
        aws.ok("{\"DocumentDescription\":{\"DocumentVersion\":\"3\"}}");
        assertThat(ssm.updateDocument("d", "{}")).isEqualTo("3");
        sent("AmazonSSM.UpdateDocument", """
            {"Name":"d","Content":"{}","DocumentVersion":"$LATEST","DocumentFormat":"JSON",
             "TargetType":"/AWS::EC2::Instance"}\
            """);
        aws.error(400, "DuplicateDocumentContent", "The content of the association document matches another document.")
                .ok("{\"Document\":{\"Name\":\"d\",\"LatestVersion\":\"3\",\"DefaultVersion\":\"2\"}}");
        assertThat(ssm.updateDocument("d", "{}")).isEqualTo("3");
        aws.error(400, "InvalidDocumentContent", "No");
        assertThat(catchThrowableOfType(AwsException.class, () -> ssm.updateDocument("d", "{"))
                        .error())
                .isEqualTo(AwsError.INVALID_REQUEST);
    }

    @Test
    void theVersionThatRunsAndTheEnd() {
        aws.ok("{}").ok("{}").error(400, "InvalidDocument", "Document with name d does not exist.");
        ssm.setDefaultVersion("d", "3");
        ssm.deleteDocument("d");
        assertThat(catchThrowableOfType(AwsException.class, () -> ssm.deleteDocument("d"))
                        .error())
                .isEqualTo(AwsError.NOT_FOUND);
        assertThat(aws.requests().get(0).body()).isEqualTo("{\"Name\":\"d\",\"DocumentVersion\":\"3\"}");
    }

    private void sent(String operation, String json) {
        ScriptedAws.Request last = aws.requests().getLast();
        assertThat(last.operation()).isEqualTo(operation);
        assertThat(last.scope()).endsWith("/us-east-1/ssm/aws4_request");
        try {
            assertThat(JSON.readTree(last.body())).isEqualTo(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
