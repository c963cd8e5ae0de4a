package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.aws.secrets.SecretValue;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each method of the port sends, and what it makes of the reply and of errors. */
class SecretsAdapterTest {

    private static final String DELETING =
            "You can't perform this operation on the secret because it was marked for deletion.";

    private final ScriptedAws aws = new ScriptedAws();
    private final AwsClients clients = aws.clients();
    private final SecretsPort secrets = clients.secrets("us-east-1");

    @AfterEach
    void end() {
        clients.close();
        aws.close();
    }

    @Test
    void whatIsKnownBesideTheValue() {
        aws.ok("{\"ARN\":\"arn:s\",\"Name\":\"ddc/a\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}")
                .ok("{\"ARN\":\"arn:s\",\"Name\":\"ddc/a\",\"DeletedDate\":1.7e9}")
                .error(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        assertThat(secrets.describe("ddc/a"))
                .contains(new SecretDescription("ddc/a", "arn:s", Map.of("k", "v"), false));
        assertThat(secrets.describe("ddc/a")).contains(new SecretDescription("ddc/a", "arn:s", Map.of(), true));
        assertThat(secrets.describe("ddc/a")).isEmpty();
        assertThat(aws.requests().get(0).operation()).isEqualTo("secretsmanager.DescribeSecret");
    }

    @Test
    void theCurrentValueAndTheOneBefore() {
        aws.ok("{\"VersionId\":\"v2\",\"SecretString\":\"hush\"}")
                .ok("{\"VersionId\":\"v1\",\"SecretString\":\"old\"}");
        SecretValue value = secrets.value("ddc/a").orElseThrow();
        assertThat(value).isEqualTo(new SecretValue("v2", "hush"));
        assertThat(value.toString()).doesNotContain("hush");
        assertThat(secrets.previousValue("ddc/a")).contains(new SecretValue("v1", "old"));
        assertThat(aws.requests().get(0).body()).contains("AWSCURRENT");
        assertThat(aws.requests().get(1).body()).contains("AWSPREVIOUS");
    }

    @Test
    void noValueIsNoError() {
        aws.error(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
                .error(400, "InvalidRequestException", DELETING);
        assertThat(secrets.value("ddc/a")).isEmpty();
        assertThat(secrets.value("ddc/a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ResourceExistsException | The operation failed because the secret ddc/a already exists. | CONFLICT",
                "InvalidRequestException | You can't create this secret because a secret with this name is already"
                        + " scheduled for deletion. | CONFLICT",
                "InvalidRequestException | You tried to perform the operation on a secret that's managed by another"
                        + " service | INVALID_REQUEST",
                "LimitExceededException | Too many secrets | QUOTA_EXCEEDED",
                "DecryptionFailure | No | INVALID_REQUEST",
                "AccessDeniedException | No | ACCESS_DENIED",
            })
    void aSecretThatCannotBeMade(String code, String message, AwsError expected) {
        aws.error(400, code, message);
        AwsException failure =
                catchThrowableOfType(AwsException.class, () -> secrets.create("ddc/a", "d", "hush", Map.of("k", "v")));
        assertThat(failure.error()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining("SecretsManager CreateSecret of ddc/a in us-east-1");
        assertThat(failure.toString()).doesNotContain("hush");
        assertThat(aws.only().body())
                .contains("\"Name\":\"ddc/a\"", "\"Description\":\"d\"", "\"SecretString\":\"hush\"")
                .contains("\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]")
                .contains("ClientRequestToken");
    }

    @Test
    void aNewValueForOneThatIsBeingDeletedIsAConflict() {
        aws.error(400, "InvalidRequestException", DELETING);
        AwsException failure = catchThrowableOfType(AwsException.class, () -> secrets.put("ddc/a", "hush"));
        assertThat(failure.error()).isEqualTo(AwsError.CONFLICT);
        assertThat(failure.toString()).doesNotContain("hush");
    }

    @Test
    void deletedAtOnceAndOnce() {
        aws.ok("{}").error(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        assertThatCode(() -> {
                    secrets.delete("ddc/a");
                    secrets.delete("ddc/a");
                })
                .doesNotThrowAnyException();
        assertThat(aws.requests().get(0).body())
                .isEqualTo("{\"SecretId\":\"ddc/a\",\"ForceDeleteWithoutRecovery\":true}");
    }

    @Test
    void tagsAndRestoring() {
        secrets.tag("ddc/a", Map.of());
        secrets.untag("ddc/a", Set.of());
        assertThat(aws.requests()).isEmpty();
        aws.ok("{}").ok("{}").ok("{}");
        secrets.tag("ddc/a", Map.of("k", "v"));
        secrets.untag("ddc/a", Set.of("k"));
        secrets.restore("ddc/a");
        assertThat(aws.requests())
                .extracting(ScriptedAws.Request::operation)
                .containsExactly(
                        "secretsmanager.TagResource", "secretsmanager.UntagResource", "secretsmanager.RestoreSecret");
    }
}
