package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.iam.Callers.Caller;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before moto. Calls to IAM pass only if IAM would take them; web identities are exchanged here; services with
 * rules of their own answer by those; everything else goes to moto as it came.
 */
public final class MotoFront implements AutoCloseable {

    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^/]+/\\d+/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request");

    /** Whose moto takes a request to be that says nothing of an account. */
    private static final String ACCOUNT = "123456789012";

    private final Moto moto;
    private final IamRules rules;
    private final WebIdentity webIdentity;
    private final Optional<Gate> gate;
    private final Map<String, AwsService> services;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MotoFront(
            InetSocketAddress address,
            URI moto,
            MotoRoles roles,
            WebIdentity webIdentity,
            Optional<Gate> gate,
            Map<String, AwsService> services)
            throws IOException {
        this.moto = new Moto(moto);
        this.rules = new IamRules(roles);
        this.webIdentity = webIdentity;
        this.gate = gate;
        this.services = Map.copyOf(services);
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where everybody may do everything. Throws UncheckedIOException naming the address when it cannot be had. */
    public static MotoFront start(InetSocketAddress address, URI moto, MotoRoles roles, WebIdentity webIdentity) {
        return start(address, moto, roles, webIdentity, Optional.empty(), Map.of());
    }

    /**
     * @param gate lets requests pass, or refuses them; without one all pass
     * @param services what stands before moto for one service, by the service's name in signatures
     */
    public static MotoFront start(
            InetSocketAddress address,
            URI moto,
            MotoRoles roles,
            WebIdentity webIdentity,
            Optional<Gate> gate,
            Map<String, AwsService> services) {
        try {
            return new MotoFront(address, moto, roles, webIdentity, gate, services);
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
        moto.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            AwsRequest request = request(exchange, body, ACCOUNT);
            try {
                send(exchange, answer(exchange, request));
            } catch (IamError refused) {
                send(exchange, refused.answer(request));
            } catch (NotEmulated unknown) {
                send(exchange, new IamError(400, "NotEmulated", unknown.getMessage()).answer(request));
            }
        }
    }

    private AwsAnswer answer(HttpExchange exchange, AwsRequest request) {
        Map<String, String> form = request.form();
        if (WebIdentity.ACTION.equals(form.get("Action"))) {
            return AwsAnswer.xml(webIdentity.assume(form));
        }
        Optional<Caller> caller = gate.map(found -> found.caller(exchange, request.body()));
        if (caller.isPresent() && "GetCallerIdentity".equals(form.get("Action"))) {
            return AwsAnswer.xml(identity(caller.get().key()));
        }
        caller.ifPresent(found -> gate.orElseThrow().require(found, exchange, request));
        if (request.service().equals("iam") && form.containsKey("Action")) {
            rules.check(form);
        }
        AwsRequest known = caller.map(
                        found -> request(exchange, request.body(), found.key().accountId()))
                .orElse(request);
        return services.getOrDefault(request.service(), moto).answer(known);
    }

    /** Needs no permission (STS API reference: GetCallerIdentity). */
    private static String identity(AccessKey key) {
        return """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>%s</Arn><UserId>%s</UserId><Account>%s</Account></GetCallerIdentityResult>
            <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """.formatted(key.principalArn(), key.accessKeyId(), key.accountId(), UUID.randomUUID());
    }

    private static AwsRequest request(HttpExchange exchange, byte[] body, String account) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        boolean signed = scope.find();
        return new AwsRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                body,
                signed ? scope.group("service") : "",
                signed ? scope.group("region") : "",
                account);
    }

    private static void send(HttpExchange exchange, AwsAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::put);
        boolean none = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
        if (!none) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
