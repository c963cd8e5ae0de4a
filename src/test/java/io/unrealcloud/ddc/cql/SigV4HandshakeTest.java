package io.unrealcloud.ddc.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.aws.mcs.auth.SigV4AuthProvider;

class SigV4HandshakeTest {
    private static final byte[] NONCE = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    /** AWS's own plugin, given the same nonce, is the judge; it alone knows the time it used. */
    @Test
    void signsAsTheOfficialPluginDoes() throws Exception {
        compareWithPlugin(
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG"), Optional.empty());
        compareWithPlugin(
                AwsSessionCredentials.create("ASIAIOSFODNN7EXAMPLE", "wJalr/XUt+nFEMI", "a/session+token="),
                Optional.of("a/session+token="));
    }

    private static void compareWithPlugin(AwsCredentials credentials, Optional<String> token) throws Exception {
        try (var plugin = new SigV4AuthProvider(StaticCredentialsProvider.create(credentials), "eu-west-1")) {
            var exchange = plugin.newAuthenticator(null, "");
            assertThat(exchange.initialResponse().toCompletableFuture().get())
                    .isEqualTo(ByteBuffer.wrap(SigV4Handshake.initialResponse()));
            byte[] challenge = ("nonce=" + new String(NONCE, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            ByteBuffer theirs = exchange.evaluateChallenge(ByteBuffer.wrap(challenge))
                    .toCompletableFuture()
                    .get();
            String text = StandardCharsets.UTF_8.decode(theirs).toString();
            Instant time = Instant.parse(fields(text).get("amzdate"));
            byte[] ours = SigV4Handshake.response(
                    SigV4Handshake.nonce(challenge),
                    new SigV4Credentials(credentials.accessKeyId(), credentials.secretAccessKey(), token),
                    "EU-west-1",
                    time);
            assertThat(fields(new String(ours, StandardCharsets.UTF_8))).isEqualTo(fields(text));
        }
    }

    @Test
    void timeHasThreeFractionalDigitsEvenOnTheFullSecond() {
        byte[] response = SigV4Handshake.response(
                NONCE,
                new SigV4Credentials("AKIA", "secret", Optional.empty()),
                "us-east-1",
                Instant.parse("2026-11-23T02:41:00Z"));
        assertThat(new String(response, StandardCharsets.UTF_8))
                .contains("amzdate=2026-11-23T02:41:00.000Z")
                .doesNotContain("session_token");
    }

    @Test
    void findsTheNonceAmongOtherFields() {
        byte[] challenge = "a=b,nonce=0123456789abcdef0123456789abcdef,c=d".getBytes(StandardCharsets.UTF_8);
        assertThat(SigV4Handshake.nonce(challenge)).isEqualTo(NONCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonce=short",
                "Nonce=0123456789abcdef0123456789abcdef",
                "xnonce=0123456789abcdef0123456789abcdef"
            })
    void refusesAChallengeWithoutNonce(String challenge) {
        assertThatThrownBy(() -> SigV4Handshake.nonce(challenge.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new SigV4Credentials("AKIA", "secret", Optional.of("token")).toString())
                .doesNotContain("secret")
                .doesNotContain("token=");
        assertThat(new CqlLogin.Password("u", "secret").toString()).doesNotContain("secret");
    }

    private static Map<String, String> fields(String text) {
        return Stream.of(text.split(","))
                .collect(Collectors.toMap(f -> f.substring(0, f.indexOf('=')), f -> f.substring(f.indexOf('=') + 1)));
    }
}
