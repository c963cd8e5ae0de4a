package io.unrealcloud.ddc.sandbox.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in: requests signed by the SDK's own signer, some of them wrongly. */
class SignaturesTest {

    private final Emulated emulated = new Emulated();

    @AfterEach
    void stop() {
        emulated.close();
    }

    private RawRequest request() {
        return new RawRequest(emulated.emulator.uri());
    }

    private static void refused(RawRequest request, String type) {
        RawRequest.Answer answer = request.send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).as(answer.message()).isEqualTo(type);
    }

    private static AccessKey session(Instant expires) {
        return new AccessKey(
                "ASIASESSION",
                "secret-of-session",
                "token-1",
                "arn:aws:sts::" + Emulated.ACCOUNT + ":assumed-role/operator/session",
                Emulated.ACCOUNT,
                expires);
    }

    @Test
    void rightSignaturePasses() {
        assertThat(request().send().status()).isEqualTo(200);
        assertThat(request().region("eu-west-1").send().status()).isEqualTo(200);
        assertThat(request().body("{\"maxResults\": 5}").send().status()).isEqualTo(200);
    }

    @Test
    void noSignature() {
        refused(request().afterwards("Authorization", null), "MissingAuthenticationTokenException");
    }

    @Test
    void malformedSignature() {
        refused(request().afterwards("Authorization", "Basic dXNlcg=="), "IncompleteSignatureException");
        refused(
                request()
                        .afterwards(
                                "Authorization", "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00"),
                "IncompleteSignatureException");
        refused(
                request()
                        .afterwards(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/cassandra/aws4_request"),
                "IncompleteSignatureException");
        refused(request().afterwards("X-Amz-Date", null), "IncompleteSignatureException");
        refused(request().afterwards("X-Amz-Date", "yesterday"), "IncompleteSignatureException");
    }

    @Test
    void unknownKey() {
        AccessKey unknown = AccessKey.ofUser("AKIDNOBODY", "secret", Emulated.ACCOUNT, "nobody");
        refused(request().key(unknown), "UnrecognizedClientException");
        emulated.emulator.principals().add(unknown);
        assertThat(request().key(unknown).send().status()).isEqualTo(200);
        emulated.emulator.principals().removeAccessKey("AKIDNOBODY");
        refused(request().key(unknown), "UnrecognizedClientException");
    }

    @Test
    void wrongSecret() {
        AccessKey wrong = AccessKey.ofUser(Emulated.KEY.accessKeyId(), "guess", Emulated.ACCOUNT, "studio");
        refused(request().key(wrong), "InvalidSignatureException");
    }

    @Test
    void tamperedRequest() {
        refused(request().afterwardsBody("{\"maxResults\": 5}"), "InvalidSignatureException");
        refused(request().afterwards("X-Amz-Target", "KeyspacesService.DeleteKeyspace"), "InvalidSignatureException");
    }

    @Test
    void headerThatShouldHaveBeenSigned() {
        refused(request().afterwards("X-Amz-Extra", "1"), "InvalidSignatureException");
    }

    @Test
    void wrongServiceOrRegion() {
        refused(request().service("dynamodb"), "InvalidSignatureException");
        refused(request().region("mars-north-1"), "InvalidSignatureException");
    }

    @Test
    void clockOffByMoreThanFiveMinutes() {
        assertThat(request()
                        .signedAt(Instant.now().minus(Duration.ofMinutes(4)))
                        .send()
                        .status())
                .isEqualTo(200);
        refused(request().signedAt(Instant.now().minus(Duration.ofMinutes(6))), "InvalidSignatureException");
        refused(request().signedAt(Instant.now().plus(Duration.ofMinutes(6))), "InvalidSignatureException");
    }

    @Test
    void temporaryCredentials() {
        AccessKey good = session(Instant.now().plusSeconds(3600));
        emulated.emulator.principals().add(good);
        assertThat(request().key(good).send().status()).isEqualTo(200);
        assertThat(emulated.emulator.calls().all().getLast().principal()).endsWith("assumed-role/operator/session");
        AccessKey withoutToken = AccessKey.ofUser("ASIASESSION", "secret-of-session", Emulated.ACCOUNT, "x");
        refused(request().key(withoutToken), "UnrecognizedClientException");
        AccessKey wrongToken = new AccessKey(
                "ASIASESSION", "secret-of-session", "token-2", good.principalArn(), Emulated.ACCOUNT, null);
        refused(request().key(wrongToken), "UnrecognizedClientException");
        AccessKey expired = session(Instant.now().minusSeconds(1));
        emulated.emulator.principals().add(expired);
        refused(request().key(expired), "ExpiredTokenException");
    }

    @Test
    void refusedCallsAreInTheLogToo() {
        request().service("dynamodb").send();
        assertThat(emulated.emulator.calls().all()).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo("ListKeyspaces");
            assertThat(call.outcome()).isEqualTo("InvalidSignatureException");
            assertThat(call.principal()).isNull();
        });
    }
}
