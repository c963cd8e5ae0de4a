package io.unrealcloud.ddc.sandbox.ddc.http;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.objects.BadObjectException;
import io.unrealcloud.ddc.sandbox.ddc.service.Blobs;
import io.unrealcloud.ddc.sandbox.ddc.service.Refs;
import io.unrealcloud.ddc.sandbox.ddc.service.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Listens with HTTP/1 on the first port of each role; DDC's further ports speak HTTP/2 and are not stood in for. */
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private final DdcSettings settings;
    private final Gatekeeper gate;
    private final RefRoutes refs;
    private final BlobRoutes blobs;
    private final StatusRoutes status;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Call.PortRole, HttpServer> servers = new EnumMap<>(Call.PortRole.class);

    public Server(DdcSettings settings, Refs refs, Blobs blobs) {
        this.settings = settings;
        this.gate = new Gatekeeper(settings.auth(), settings.policies());
        this.refs = new RefRoutes(gate, refs, blobs);
        this.blobs = new BlobRoutes(gate, blobs);
        this.status = new StatusRoutes(settings, gate);
    }

    /** @param freePorts any free port for each role instead of those of the settings */
    public void listen(String address, boolean freePorts) throws IOException {
        open(
                Call.PortRole.PUBLIC,
                address,
                freePorts ? 0 : settings.ports().open().getFirst());
        open(
                Call.PortRole.CORPORATE,
                address,
                freePorts ? 0 : settings.ports().corporate().getFirst());
        open(
                Call.PortRole.INTERNAL,
                address,
                freePorts ? 0 : settings.ports().internal().getFirst());
    }

    private void open(Call.PortRole role, String address, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> serve(exchange, role));
        server.start();
        servers.put(role, server);
    }

    public InetSocketAddress publicAddress() {
        return servers.get(Call.PortRole.PUBLIC).getAddress();
    }

    public InetSocketAddress internalAddress() {
        return servers.get(Call.PortRole.INTERNAL).getAddress();
    }

    private void serve(HttpExchange exchange, Call.PortRole role) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange, role);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (!answer.type().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", answer.type());
            }
            exchange.getResponseHeaders().set("Server-Timing", "total;dur=0");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean empty = head || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange, Call.PortRole role) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/health/")) {
            return switch (path) {
                case "/health/live", "/health/ready", "/health/liveness", "/health/readiness" ->
                    Answer.text(200, "Healthy");
                default -> Answer.empty(404);
            };
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Optional<Set<String>> claims = gate.claims(Optional.ofNullable(headers.get("authorization")));
        if (claims.isEmpty()) {
            return Answer.empty(401);
        }
        Call call = new Call(
                exchange.getRequestMethod(),
                parts(path),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                body,
                role,
                claims.get());
        return answer(call);
    }

    private Answer answer(Call call) {
        try {
            return route(call);
        } catch (Refusal e) {
            return Answer.problem(e.status(), e.getMessage());
        } catch (BadObjectException e) {
            return Answer.problem(400, e.getMessage());
        } catch (AllNodesFailedException | DriverTimeoutException | QueryExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "The database is away", e);
            return settings.release().tellsDatabaseApart()
                    ? Answer.problem(503, "The database is not available")
                    : Answer.empty(500);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Unhandled exception at " + call.method() + " " + call.path(), e);
            return Answer.empty(500);
        }
    }

    private Answer route(Call call) {
        List<String> path = call.path();
        if (path.size() < 3 || !path.subList(0, 2).equals(List.of("api", "v1"))) {
            return Answer.empty(404);
        }
        List<String> rest = path.subList(3, path.size());
        return switch (path.get(2)) {
            case "refs" -> refs.answer(call, rest);
            case "blobs", "compressed-blobs", "content-id" -> blobs.answer(call, path.subList(2, path.size()));
            case "status" -> status.status(call, rest);
            case "auth" -> status.auth(call, rest);
            default -> Answer.empty(404);
        };
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
        workers.shutdownNow();
    }
}
