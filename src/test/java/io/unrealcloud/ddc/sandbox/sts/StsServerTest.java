package io.unrealcloud.ddc.sandbox.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.StsException;

class StsServerTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/ddc/games";

    private final KnownPrincipals principals = new KnownPrincipals();
    private TrustCheck trust = TrustCheck.ANY;
    private StsServer server;
    private StsClient client;

    @BeforeEach
    void start() throws Exception {
        server = StsServer.start(
                principals, (role, token, identity) -> trust.check(role, token, identity), Clock.systemUTC());
        client = StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    static String token(String subject, Instant expires) {
        String claims = "{\"iss\":\"https://oidc.test\",\"sub\":\"" + subject
                + "\",\"aud\":[\"sts.amazonaws.com\"],\"exp\":" + expires.getEpochSecond() + "}";
        return part("{\"alg\":\"RS256\"}") + "." + part(claims) + "." + part("signature");
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Credentials assume(String role, String token) {
        return client.assumeRoleWithWebIdentity(
                        r -> r.roleArn(role).roleSessionName("pod-1").webIdentityToken(token))
                .credentials();
    }

    @Test
    void givesKeysThatTheOtherEmulatorsKnow() {
        Credentials credentials = assume(
                ROLE, token("system:serviceaccount:games:ddc", Instant.now().plusSeconds(60)));
        AccessKey key = principals.accessKey(credentials.accessKeyId()).orElseThrow();
        assertThat(key.secretAccessKey()).isEqualTo(credentials.secretAccessKey());
        assertThat(key.sessionToken()).isEqualTo(credentials.sessionToken());
        assertThat(key.principalArn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/games/pod-1");
        assertThat(key.expires()).isEqualTo(credentials.expiration());
    }

    @Test
    void refusesWhatTheServiceRefuses() {
        assertThatThrownBy(() -> assume(ROLE, "garbage")).isInstanceOf(InvalidIdentityTokenException.class);
        assertThatThrownBy(() -> assume(ROLE, token("a", Instant.now().minusSeconds(1))))
                .isInstanceOf(ExpiredTokenException.class);
        assertThatThrownBy(() -> assume(
                        "arn:aws:iam::1:role/x1234567890",
                        token("a", Instant.now().plusSeconds(60))))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("roleArn");
        assertThatThrownBy(() -> client.getCallerIdentity()).isInstanceOf(StsException.class);
        assertThat(principals.accessKeys()).isEmpty();
    }

    @Test
    void asksWhoMayAssumeTheRole() {
        trust = (role, token, identity) -> {
            throw new StsRefusal("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        };
        assertThatThrownBy(() -> assume(ROLE, token("a", Instant.now().plusSeconds(60))))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Not authorized");
    }
}
