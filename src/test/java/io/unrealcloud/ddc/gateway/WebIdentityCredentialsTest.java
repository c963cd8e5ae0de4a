package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.handler.ssl.JdkSslContext;
import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.gateway.GatewayConfig.Login.WebIdentity;
import io.unrealcloud.ddc.sandbox.cqlfront.tls.SandboxAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The role's credentials, against a server that says what the API reference says. */
class WebIdentityCredentialsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROLE = "arn:aws:iam::123456789012:role/ddc/games";

    @TempDir
    Path directory;

    private record Said(int status, String body) {}

    private final Deque<Said> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = START;
    private HttpServer server;
    private SandboxAuthority authority;
    private Path token;

    @BeforeEach
    void start() throws IOException {
        authority = SandboxAuthority.in(directory.resolve("ca"));
        token = Files.writeString(directory.resolve("token"), "first.token\n");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private WebIdentityCredentials credentials(Transport transport, boolean secure) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        if (secure) {
            HttpsServer https = HttpsServer.create(any, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(
                    ((JdkSslContext) authority.serverContext(List.of("localhost"), List.of())).context()));
            server = https;
        } else {
            server = HttpServer.create(any, 0);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                synchronized (script) {
                    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    Said said = script.isEmpty() ? new Said(500, "") : script.poll();
                    byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                }
            }
        });
        server.start();
        URI endpoint = URI.create((secure ? "https://localhost:" : "http://localhost:")
                + server.getAddress().getPort());
        return new WebIdentityCredentials(
                new WebIdentity(ROLE, token, "session", endpoint),
                new StsHttp(endpoint, transport, Tls.context(transport, Optional.of(authority.certificateFile()))),
                () -> now);
    }

    private void says(int status, String body) {
        script.add(new Said(status, body));
    }

    private static String session(String key, Instant expiration) {
        return "<AssumeRoleWithWebIdentityResponse"
                + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleWithWebIdentityResult><Audience>sts.amazonaws.com</Audience><AssumedRoleUser><Arn>a</Arn></AssumedRoleUser><Credentials>\n"
                + " <SessionToken>IQo/+==&amp;</SessionToken>\n"
                + " <SecretAccessKey>secret</SecretAccessKey>"
                + "<Expiration>" + expiration + "</Expiration><AccessKeyId>" + key + "</AccessKeyId></Credentials>"
                + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
    }

    private static String error(String code, String message) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + code + "</Code><Message>" + message + "</Message></Error><RequestId>r</RequestId></ErrorResponse>";
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksOverCheckedTls(Transport transport) throws Exception {
        WebIdentityCredentials credentials = credentials(transport, true);
        says(200, session("ASIA1", START.plusSeconds(3600)));
        assertThat(credentials.get()).isEqualTo(new SigV4Credentials("ASIA1", "secret", Optional.of("IQo/+==&")));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).split("&"))
                .containsExactlyInAnyOrder(
                        "Action=AssumeRoleWithWebIdentity",
                        "Version=2011-06-15",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fddc%2Fgames",
                        "RoleSessionName=session",
                        "WebIdentityToken=first.token");
    }

    @Test
    void aServerNobodyTrustsGetsNoToken() throws Exception {
        credentials(Transport.best(), true);
        URI endpoint = URI.create("https://localhost:" + server.getAddress().getPort());
        WebIdentityCredentials credentials = new WebIdentityCredentials(
                new WebIdentity(ROLE, token, "session", endpoint),
                new StsHttp(endpoint, Transport.best(), Tls.context(Transport.best(), Optional.empty())),
                () -> now);
        assertThatThrownBy(credentials::get)
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining(ROLE)
                .hasMessageContaining("is not reached");
        assertThat(asked).isEmpty();
    }

    @Test
    void keepsThemAndAsksAnewBeforeTheyExpireWithTheTokenOfThatTime() throws Exception {
        WebIdentityCredentials credentials = credentials(Transport.best(), false);
        says(200, session("ASIA1", START.plusSeconds(3600)));
        says(200, session("ASIA2", START.plusSeconds(7200)));
        credentials.get();
        now = START.plus(Duration.ofMinutes(54));
        assertThat(credentials.get().accessKeyId()).isEqualTo("ASIA1");
        Files.writeString(token, "second.token");
        now = START.plus(Duration.ofMinutes(56));
        assertThat(credentials.get().accessKeyId()).isEqualTo("ASIA2");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).contains("WebIdentityToken=second.token");
    }

    @Test
    void serveToTheirEndWhenNoneAreToBeHad() throws Exception {
        WebIdentityCredentials credentials = credentials(Transport.best(), false);
        says(200, session("ASIA1", START.plusSeconds(3600)));
        credentials.get();
        now = START.plus(Duration.ofMinutes(58));
        says(403, error("AccessDenied", "Not authorized"));
        assertThat(credentials.get().accessKeyId()).isEqualTo("ASIA1");
        now = START.plus(Duration.ofMinutes(60));
        says(403, error("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        assertThatThrownBy(credentials::get)
                .isInstanceOf(UpstreamException.class)
                .hasMessageEndingWith("AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(asked).as("a refusal is not asked again").hasSize(3);
    }

    @Test
    void whatPassesIsTriedAgain() throws Exception {
        WebIdentityCredentials credentials = credentials(Transport.best(), false);
        says(503, "overloaded, in no XML at all");
        says(400, error("IDPCommunicationError", "The identity provider cannot be reached"));
        says(200, session("ASIA3", START.plusSeconds(3600)));
        assertThat(credentials.get().accessKeyId()).isEqualTo("ASIA3");
        assertThat(asked).hasSize(3);
    }

    @Test
    void nonsenseAndMissingFilesAreNamed() throws Exception {
        WebIdentityCredentials credentials = credentials(Transport.best(), false);
        for (int i = 0; i < 3; i++) {
            says(200, "<a><AccessKeyId>k</AccessKeyId></a>");
        }
        assertThatThrownBy(credentials::get).hasMessageContaining("the answer of STS has no SecretAccessKey");
        Files.delete(token);
        assertThatThrownBy(credentials::get).hasMessageContaining("the token file " + token + " cannot be read");
        assertThat(asked).hasSize(3);
    }

    @Test
    void externalEntitiesAreNotFollowed() {
        assertThatThrownBy(() -> StsAnswer.of(
                        200,
                        "<!DOCTYPE a [<!ENTITY x SYSTEM"
                                + " \"file:///etc/hostname\">]><a><AccessKeyId>&x;</AccessKeyId></a>"))
                .isInstanceOf(IOException.class);
    }
}
