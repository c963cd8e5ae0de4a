package io.unrealcloud.ddc.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import io.unrealcloud.ddc.sandbox.iam.sts.Jwks;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Pods' tokens for credentials, with the trust policy the operator writes; asked with the SDK a pod uses. */
class WebIdentityTest {

    private static final String URL = "https://oidc.eks.us-east-1.amazonaws.com/id/AB12";
    private static final String PROVIDER =
            "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB12";
    private static final String SUBJECT = "system:serviceaccount:studio:games-ddc";
    private static final String ROLE = "arn:aws:iam::123456789012:role/ddc/trusting";
    private static final Instant NOW = Instant.now();

    private static Issuer issuer;
    private static Account account;
    private static StsClient sts;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() {
        issuer = new Issuer(URL);
        account = new Account(Clock.systemUTC());
        account.issuers.put(URL, Jwks.of(issuer.publish(directory.resolve("jwks.json"))));
        account.provider(URL, "sts.amazonaws.com");
        account.provider("https://keyless.example", "sts.amazonaws.com");
        account.iam.createRole(role -> role.roleName("trusting")
                .path("/ddc/")
                .assumeRolePolicyDocument(new TrustPolicy(PROVIDER, "studio", "games-ddc")
                        .document()
                        .json()));
        sts = account.pod();
    }

    @AfterAll
    static void end() {
        sts.close();
        account.close();
    }

    @Test
    void aPodGetsTheRole() {
        AssumeRoleWithWebIdentityResponse reply = assume(issuer.token(NOW, SUBJECT, claims -> {}), ROLE);
        AccessKey key =
                account.principals.accessKey(reply.credentials().accessKeyId()).orElseThrow();
        assertThat(key.principalArn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/trusting/pod-1");
        assertThat(reply.assumedRoleUser().arn()).isEqualTo(key.principalArn());
        assertThat(key.secretAccessKey()).isEqualTo(reply.credentials().secretAccessKey());
        assertThat(key.sessionToken()).isEqualTo(reply.credentials().sessionToken());
        assertThat(key.expires()).isEqualTo(reply.credentials().expiration());
        assertThat(key.expiredAt(NOW.plusSeconds(3000))).isFalse();
        assertThat(key.expiredAt(NOW.plusSeconds(3700))).isTrue();
    }

    @Test
    void forged() {
        Issuer impostor = new Issuer(URL);
        refused(impostor.token(NOW, SUBJECT, claims -> {}), "InvalidIdentityToken", "signature");
        String[] parts = issuer.token(NOW, "system:serviceaccount:studio:other", claims -> {})
                .split("\\.");
        String[] good = issuer.token(NOW, SUBJECT, claims -> {}).split("\\.");
        refused(good[0] + "." + good[1] + "." + parts[2], "InvalidIdentityToken", "signature");
        refused(good[0] + "." + good[1] + ".", "InvalidIdentityToken", "signature");
        refused(
                issuer.token(NOW, SUBJECT, header -> header.put("alg", "none"), claims -> {}),
                "InvalidIdentityToken",
                "RS256");
        refused(
                issuer.token(NOW, SUBJECT, header -> header.put("alg", "HS256"), claims -> {}),
                "InvalidIdentityToken",
                "RS256");
        refused(
                issuer.token(NOW, SUBJECT, header -> header.put("kid", "key-2"), claims -> {}),
                "InvalidIdentityToken",
                "verification key");
        refused("garbage", "InvalidIdentityToken", "not a valid JWT");
        refused("a.b.c", "InvalidIdentityToken", "not a valid JWT");
    }

    @Test
    void expiredOrNotYetValid() {
        refused(issuer.token(NOW.minusSeconds(3601), SUBJECT, claims -> {}), "ExpiredTokenException", "expired");
        refused(issuer.token(NOW.plusSeconds(600), SUBJECT, claims -> {}), "InvalidIdentityToken", "not valid yet");
        refused(issuer.token(NOW, SUBJECT, claims -> claims.remove("exp")), "InvalidIdentityToken", "claim");
    }

    @Test
    void wrongAudience() {
        refused(
                with(claims -> claims.put("aud", "https://kubernetes.default.svc")),
                "InvalidIdentityToken",
                "audience");
        refused(with(claims -> claims.remove("aud")), "InvalidIdentityToken", "audience");
    }

    @Test
    void wrongSubject() {
        for (String subject : new String[] {
            "system:serviceaccount:studio:default",
            "system:serviceaccount:other:games-ddc",
            "system:serviceaccount:studio:games-ddc2",
            "system:serviceaccount:studio:GAMES-DDC",
            "system:serviceaccount:studio:*",
            ""
        }) {
            refused(issuer.token(NOW, subject, claims -> {}), "AccessDenied", "Not authorized");
        }
    }

    @Test
    void wrongIssuer() {
        refused(with(claims -> claims.put("iss", URL + "3")), "InvalidIdentityToken", "No OpenIDConnect provider");
        refused(
                with(claims -> claims.put("iss", "https://keyless.example")),
                "InvalidIdentityToken",
                "verification key");
    }

    @Test
    void wrongRole() {
        String token = issuer.token(NOW, SUBJECT, claims -> {});
        assertThatThrownBy(() -> assume(token, ROLE + "2")).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        });
        assertThatThrownBy(() -> assume(token, ROLE.replace("/ddc/", "/")))
                .as("a role is named by its whole path")
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }

    private static String with(Consumer<ObjectNode> edit) {
        return issuer.token(NOW, SUBJECT, edit);
    }

    private static void refused(String token, String code, String message) {
        int before = account.principals.accessKeys().size();
        assertThatThrownBy(() -> assume(token, ROLE)).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.getMessage()).contains(message);
        });
        assertThat(account.principals.accessKeys()).hasSize(before);
    }

    private static AssumeRoleWithWebIdentityResponse assume(String token, String role) {
        return sts.assumeRoleWithWebIdentity(
                request -> request.roleArn(role).roleSessionName("pod-1").webIdentityToken(token));
    }
}
