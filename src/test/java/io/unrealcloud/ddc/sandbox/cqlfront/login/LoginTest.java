package io.unrealcloud.ddc.sandbox.cqlfront.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.auth.Authenticator;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Accepted;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Challenge;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Refused;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.aws.mcs.auth.SigV4AuthProvider;

/** The official plugin signs; the front's own code verifies. */
class LoginTest {
    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:sts::123456789012:assumed-role/ddc/pod";

    private final Clock now = Clock.systemUTC();
    private final KnownPrincipals principals = KnownPrincipals.of(
            AccessKey.ofUser("AKIASTUDIO", "user/secret+", ACCOUNT, "studio"),
            new AccessKey(
                    "ASIAPOD",
                    "pod-secret",
                    "token/with+signs==",
                    ROLE,
                    ACCOUNT,
                    now.instant().plusSeconds(900)),
            new AccessKey(
                    "ASIAOLD",
                    "old-secret",
                    "old-token",
                    ROLE,
                    ACCOUNT,
                    now.instant().minusSeconds(1)));

    @Test
    void acceptsAUsersKeySignedByTheOfficialPlugin() throws Exception {
        assertThat(handshake(login(now), "us-east-1", AwsBasicCredentials.create("AKIASTUDIO", "user/secret+")))
                .isEqualTo(new Accepted(new Caller("arn:aws:iam::123456789012:user/studio", ACCOUNT)));
    }

    @Test
    void acceptsARolesSessionSignedByTheOfficialPlugin() throws Exception {
        assertThat(handshake(login(now), "us-east-1", session("ASIAPOD", "pod-secret", "token/with+signs==")))
                .isEqualTo(new Accepted(new Caller(ROLE, ACCOUNT)));
    }

    @Test
    void refusesAWrongSecret() throws Exception {
        assertRefused(AwsBasicCredentials.create("AKIASTUDIO", "user/secret-"), "us-east-1", "does not match");
    }

    @Test
    void refusesASignatureForAnotherRegion() throws Exception {
        assertRefused(AwsBasicCredentials.create("AKIASTUDIO", "user/secret+"), "us-west-2", "Region us-east-1");
    }

    @Test
    void refusesAnUnknownKey() throws Exception {
        assertRefused(AwsBasicCredentials.create("AKIANOBODY", "user/secret+"), "us-east-1", "no such access key");
    }

    @Test
    void refusesAnExpiredSession() throws Exception {
        assertRefused(session("ASIAOLD", "old-secret", "old-token"), "us-east-1", "is expired");
    }

    @Test
    void refusesASessionWithTheWrongTokenOrNone() throws Exception {
        assertRefused(session("ASIAPOD", "pod-secret", "another"), "us-east-1", "wrong session token");
        assertRefused(AwsBasicCredentials.create("ASIAPOD", "pod-secret"), "us-east-1", "wrong session token");
        assertRefused(session("AKIASTUDIO", "user/secret+", "uncalled-for"), "us-east-1", "wrong session token");
    }

    @Test
    void refusesADateFarFromItsOwnClock() throws Exception {
        AwsCredentials credentials = AwsBasicCredentials.create("AKIASTUDIO", "user/secret+");
        for (long minutes : new long[] {-16, 16}) {
            Clock skewed = Clock.fixed(now.instant().plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC);
            assertThat(handshake(login(skewed), "us-east-1", credentials))
                    .isInstanceOfSatisfying(
                            Refused.class, r -> assertThat(r.reason()).contains("15 minutes"));
        }
        Clock within = Clock.fixed(now.instant().plus(Duration.ofMinutes(14)), ZoneOffset.UTC);
        assertThat(handshake(login(within), "us-east-1", credentials)).isInstanceOf(Accepted.class);
    }

    @Test
    void refusesAnAnswerRecordedOnAnotherConnection() throws Exception {
        Authenticator plugin = plugin("us-east-1", AwsBasicCredentials.create("AKIASTUDIO", "user/secret+"));
        Login first = login(now);
        ByteBuffer greeting = plugin.initialResponse().toCompletableFuture().get();
        Challenge challenge = (Challenge) first.next(greeting);
        ByteBuffer answer = plugin.evaluateChallenge(ByteBuffer.wrap(challenge.token()))
                .toCompletableFuture()
                .get();
        assertThat(first.next(answer)).isInstanceOf(Accepted.class);
        assertThat(first.next(answer)).isEqualTo(new Refused("The login is already over"));

        Login second = login(now);
        assertThat(second.next(greeting)).isInstanceOf(Challenge.class);
        assertThat(second.next(answer)).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason())
                .contains("does not match"));
    }

    @Test
    void refusesASignedAnswerThatNobodyAskedFor() {
        assertThat(login(now).next(text("signature=00,access_key=AKIASTUDIO,amzdate=" + now.instant())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void checksPasswordsOfServiceUsers() {
        principals.add(
                new ServiceUser("ddc-at-123456789012", "p:a,s=s", "arn:aws:iam::123456789012:user/ddc", ACCOUNT));
        assertThat(login(now).next(text("\0ddc-at-123456789012\0p:a,s=s")))
                .isEqualTo(new Accepted(new Caller("arn:aws:iam::123456789012:user/ddc", ACCOUNT)));
        for (String wrong : new String[] {
            "\0ddc-at-123456789012\0wrong",
            "\0nobody\0p:a,s=s",
            "\0\0",
            "",
            "ddc-at-123456789012\0p:a,s=s",
            "\0ddc-at-123456789012\0",
            "SigV4",
            "SigV4\0",
            "\0AKIASTUDIO\0user/secret+"
        }) {
            assertThat(login(now).next(text(wrong))).as(wrong).isInstanceOf(Refused.class);
        }
        assertThat(login(now).next(null)).isInstanceOf(Refused.class);
    }

    @Property(tries = 200)
    void neverAcceptsNoise(@ForAll byte[] first, @ForAll byte[] second) {
        assertThat(login(now).next(ByteBuffer.wrap(first))).isInstanceOf(Refused.class);
        Login asked = login(now);
        asked.next(text("SigV4\0\0"));
        assertThat(asked.next(ByteBuffer.wrap(second))).isInstanceOf(Refused.class);
    }

    @Property(tries = 50)
    void refusesEverySignatureWithOneByteChanged(@ForAll long seed) throws Exception {
        Authenticator plugin = plugin("us-east-1", session("ASIAPOD", "pod-secret", "token/with+signs=="));
        Login login = login(now);
        Challenge challenge = (Challenge)
                login.next(plugin.initialResponse().toCompletableFuture().get());
        ByteBuffer answer = plugin.evaluateChallenge(ByteBuffer.wrap(challenge.token()))
                .toCompletableFuture()
                .get();
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        Random random = new Random(seed);
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 + random.nextInt(127));
        assertThat(login.next(ByteBuffer.wrap(bytes))).isInstanceOf(Refused.class);
    }

    private void assertRefused(AwsCredentials credentials, String region, String reason) throws Exception {
        assertThat(handshake(login(now), region, credentials))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.reason()).contains(reason));
    }

    private Login login(Clock clock) {
        return new Login("us-east-1", principals, clock);
    }

    private static LoginStep handshake(Login login, String region, AwsCredentials credentials)
            throws ExecutionException, InterruptedException {
        Authenticator plugin = plugin(region, credentials);
        LoginStep step =
                login.next(plugin.initialResponse().toCompletableFuture().get());
        return step instanceof Challenge challenge
                ? login.next(plugin.evaluateChallenge(ByteBuffer.wrap(challenge.token()))
                        .toCompletableFuture()
                        .get())
                : step;
    }

    private static Authenticator plugin(String region, AwsCredentials credentials) {
        return new SigV4AuthProvider(StaticCredentialsProvider.create(credentials), region)
                .newAuthenticator(new NoEndPoint(), "com.amazon.helenus.auth.HelenusAuthenticator");
    }

    private static AwsSessionCredentials session(String id, String secret, String token) {
        return AwsSessionCredentials.create(id, secret, token);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private record NoEndPoint() implements EndPoint {
        @Override
        public SocketAddress resolve() {
            return InetSocketAddress.createUnresolved("nowhere", 9142);
        }

        @Override
        public String asMetricPrefix() {
            return "nowhere";
        }
    }
}
