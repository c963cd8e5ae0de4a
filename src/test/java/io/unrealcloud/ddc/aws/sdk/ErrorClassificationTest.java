package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class ErrorClassificationTest {
    private final ScriptedAws aws = new ScriptedAws();

    @AfterEach
    void end() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, THROTTLED",
        "400, RequestLimitExceeded, THROTTLED",
        "429, SomethingNew, THROTTLED",
        "400, AccessDeniedException, ACCESS_DENIED",
        "403, AccessDeniedException, ACCESS_DENIED",
        "402, ServiceQuotaExceededException, QUOTA_EXCEEDED",
        "400, LimitExceededException, QUOTA_EXCEEDED",
        "409, ConflictException, CONFLICT",
        "400, ConflictException, CONFLICT",
        "400, ResourceInUseException, CONFLICT",
        "400, Anything.Duplicate, CONFLICT",
        "400, Anything.InUse, CONFLICT",
        "400, Anything.NotFound, NOT_FOUND",
        "500, InsufficientInstanceCapacity, NO_CAPACITY",
        "400, Blocked, ACCESS_DENIED",
        "400, ResourceNotFoundException, NOT_FOUND",
        "404, ResourceNotFoundException, NOT_FOUND",
        "400, ValidationException, INVALID_REQUEST",
        "400, SomethingNew, INVALID_REQUEST",
        "403, ExpiredTokenException, CREDENTIALS",
        "400, UnrecognizedClientException, CREDENTIALS",
        "403, InvalidSignatureException, CREDENTIALS",
        "400, RequestTimeTooSkewed, CREDENTIALS",
        "400, RequestExpired, CREDENTIALS",
        "500, InternalServerException, SERVICE",
        "400, InternalServerException, SERVICE",
        "503, ServiceUnavailable, SERVICE",
        "500, SomethingNew, SERVICE",
    })
    void toldByItsCodeWhateverTheStatus(int status, String code, AwsError expected) {
        aws.error(status, code, "The words of the service");

        AwsException failure = create();

        assertThat(failure.error()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.detail()).isEqualTo("The words of the service");
        assertThat(failure.requestId()).contains("request-1");
        assertThat(failure)
                .hasMessageContaining("Keyspaces CreateKeyspace of jupiter in us-east-1")
                .hasMessageContaining("The words of the service. ")
                .hasToString(failure.getClass().getName() + ": " + failure.getMessage() + " [request request-1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 502, 503})
    void anAnswerWithoutACodeIsNeverTakenForMissing(int status) {
        aws.then(ScriptedAws.reply(status, "text/html", "<html>a proxy on the way</html>"));
        assertThat(create().error()).isEqualTo(AwsError.SERVICE);

        aws.then(ScriptedAws.reply(status, "text/html", "<html>a proxy on the way</html>"));
        try (AwsClients clients = aws.clients()) {
            AwsException read = catchThrowableOfType(
                    AwsException.class, () -> clients.keyspaces("us-east-1").keyspace("jupiter"));
            assertThat(read.error()).isEqualTo(AwsError.SERVICE);
            assertThat(read.code()).isEqualTo("HTTP " + status);
        }
    }

    @Test
    void anAnswerThatCannotBeReadIsNetwork() {
        aws.ok("surprise");
        assertThat(create().error()).isEqualTo(AwsError.NETWORK);
        aws.ok("surprise");
        try (AwsClients clients = aws.clients()) {
            assertThat(catchThrowableOfType(AwsException.class, () -> clients.keyspaces("us-east-1")
                                    .table("jupiter", "objects"))
                            .error())
                    .isEqualTo(AwsError.NETWORK);
        }
    }

    @Test
    void aDroppedConnectionIsNetworkAndMayHaveHappened() {
        aws.drop();
        AwsException failure = create();
        assertThat(failure.error()).isEqualTo(AwsError.NETWORK);
        assertThat(failure.error().mayHaveHappened()).isTrue();
        assertThat(failure.requestId()).isEmpty();
    }

    @Test
    void anAnswerCutShortIsNetworkAndTriedAgain() {
        ScriptedAws.Reply cut = exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"keyspaceName\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
        aws.then(cut).then(cut);
        try (AwsClients clients = new AwsClients(aws.settings().withAttempts(2), CallListener.NONE)) {
            assertThat(catchThrowableOfType(AwsException.class, () -> clients.keyspaces("us-east-1")
                                    .table("jupiter", "objects"))
                            .error())
                    .isEqualTo(AwsError.NETWORK);
        }
        assertThat(aws.requests()).hasSize(2);
    }

    @Test
    void nobodyListeningIsNetwork() {
        URI gone = aws.uri();
        aws.close();
        assertThat(create(aws.settings().withEndpoints(Map.of("keyspaces", gone)))
                        .error())
                .isEqualTo(AwsError.NETWORK);
    }

    @Test
    void anUnknownHostIsNetwork() {
        URI nowhere = URI.create("http://cassandra.invalid:1");
        assertThat(create(aws.settings().withEndpoints(Map.of("keyspaces", nowhere)))
                        .error())
                .isEqualTo(AwsError.NETWORK);
    }

    @ParameterizedTest
    @CsvSource({"200, 20000", "20000, 200"})
    void noAnswerInTimeIsNetwork(long callMillis, long attemptMillis) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        aws.then(exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            AwsException failure = create(
                    aws.settings().withTimeouts(Duration.ofMillis(callMillis), Duration.ofMillis(attemptMillis)));
            assertThat(failure.error()).isEqualTo(AwsError.NETWORK);
            assertThat(Thread.interrupted()).isFalse();
        } finally {
            over.countDown();
        }
    }

    @Test
    void anInterruptedCallLeavesTheThreadInterrupted() {
        Thread.currentThread().interrupt();
        AwsException failure = create();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.error()).isEqualTo(AwsError.NETWORK);
    }

    @Test
    void credentialsThatCannotBeHadAreToldFromTheCall() {
        MarkedCredentials none = new MarkedCredentials(() -> {
            throw SdkClientException.create("no provider in the chain had any");
        });
        try (AwsClients clients = new AwsClients(
                aws.settings(),
                CallListener.NONE,
                UrlConnectionHttpClient.builder().build(),
                none)) {
            AwsException failure = catchThrowableOfType(
                    AwsException.class, () -> clients.keyspaces("us-east-1").keyspaceNames());
            assertThat(failure.error()).isEqualTo(AwsError.CREDENTIALS);
            assertThat(failure).hasMessageContaining("no provider in the chain had any");
            assertThat(aws.requests()).isEmpty();
        }
    }

    @Test
    void everyMessageNamesTheNextStep() {
        aws.error(400, "AccessDeniedException", "User: arn:aws:iam::111122223333:role/x is not authorized.");
        assertThat(create())
                .hasMessage("Keyspaces CreateKeyspace of jupiter in us-east-1 is not allowed:"
                        + " User: arn:aws:iam::111122223333:role/x is not authorized."
                        + " Allow this action in the IAM policy of the operator's role."
                        + " (AccessDeniedException)");
    }

    private AwsException create() {
        return create(aws.settings());
    }

    private AwsException create(AwsSettings settings) {
        try (AwsClients clients = new AwsClients(settings, CallListener.NONE)) {
            return catchThrowableOfType(AwsException.class, () -> clients.keyspaces("us-east-1")
                    .createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of())));
        }
    }
}
