package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.iam.Callers.Caller;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before moto. Calls to IAM pass only if IAM would take them; web identities are exchanged here; everything
 * else goes to moto as it came.
 */
public final class MotoFront implements AutoCloseable {

    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/\\d+/[^/]+/([^/]+)/aws4_request");

    /** What belongs to one connection (RFC 9110, 7.6.1), or is set by the client itself. */
    private static final Set<String> HOP = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade", "te");

    private final URI moto;
    private final IamRules rules;
    private final WebIdentity webIdentity;
    private final Optional<Gate> gate;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MotoFront(
            InetSocketAddress address, URI moto, MotoRoles roles, WebIdentity webIdentity, Optional<Gate> gate)
            throws IOException {
        this.moto = moto;
        this.rules = new IamRules(roles);
        this.webIdentity = webIdentity;
        this.gate = gate;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where everybody may do everything. Throws UncheckedIOException naming the address when it cannot be had. */
    public static MotoFront start(InetSocketAddress address, URI moto, MotoRoles roles, WebIdentity webIdentity) {
        return start(address, moto, roles, webIdentity, Optional.empty());
    }

    /** @param gate lets requests pass, or refuses them; without one all pass */
    public static MotoFront start(
            InetSocketAddress address, URI moto, MotoRoles roles, WebIdentity webIdentity, Optional<Gate> gate) {
        try {
            return new MotoFront(address, moto, roles, webIdentity, gate);
        } catch (IOException e) {
            throw new UncheckedIOException("The front of moto cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                Map<String, String> form = form(exchange, body);
                if (WebIdentity.ACTION.equals(form.get("Action"))) {
                    answer(exchange, 200, webIdentity.assume(form));
                    return;
                }
                Optional<Caller> caller = gate.map(found -> found.caller(exchange, body));
                if (caller.isPresent() && "GetCallerIdentity".equals(form.get("Action"))) {
                    answer(exchange, 200, identity(caller.get().key()));
                    return;
                }
                caller.ifPresent(found -> gate.orElseThrow().require(found, exchange, form));
                if (service(exchange).equals("iam") && form.containsKey("Action")) {
                    rules.check(form);
                }
                forward(exchange, body);
            } catch (IamError refused) {
                refuse(exchange, refused);
            } catch (NotEmulated unknown) {
                refuse(exchange, new IamError(400, "NotEmulated", unknown.getMessage()));
            }
        }
    }

    /** Each protocol has its errors: S3's, the query APIs', and JSON for all others. */
    private static void refuse(HttpExchange exchange, IamError refused) throws IOException {
        switch (service(exchange)) {
            case "s3" -> answer(exchange, refused.status(), refused.s3Xml());
            case "eks", "secretsmanager" -> {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", refused.code());
                answer(exchange, refused.status(), refused.json());
            }
            default -> answer(exchange, refused.status(), refused.xml());
        }
    }

    /** Needs no permission (STS API reference: GetCallerIdentity). */
    private static String identity(AccessKey key) {
        return """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>%s</Arn><UserId>%s</UserId><Account>%s</Account></GetCallerIdentityResult>
                <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></GetCallerIdentityResponse>
                """.formatted(key.principalArn(), key.accessKeyId(), key.accountId(), UUID.randomUUID());
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while moto answered", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/xml");
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String service(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SERVICE.matcher(authorization == null ? "" : authorization);
        return scope.find() ? scope.group(1) : "";
    }

    /** The parameters of a query API's request; empty for other bodies. */
    private static Map<String, String> form(HttpExchange exchange, byte[] body) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Map<String, String> form = new HashMap<>();
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            return form;
        }
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
