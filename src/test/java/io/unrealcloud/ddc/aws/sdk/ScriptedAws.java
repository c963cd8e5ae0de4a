package io.unrealcloud.ddc.aws.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HTTP server that answers with what it was told, in order, and keeps what it was asked. Not told: HTTP 599. */
final class ScriptedAws implements AutoCloseable {
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ScriptedAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    interface Reply {
        void send(HttpExchange exchange) throws IOException;
    }

    /** @param scope the signature's scope: date/Region/service/aws4_request */
    record Request(
            String method, String path, String operation, String body, String scope, Map<String, String> headers) {
        String region() {
            return scope.split("/")[1];
        }

        /** The body of a request in form encoding. */
        Map<String, String> form() {
            return Stream.of(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    AwsSettings settings() {
        return AwsSettings.DEFAULT
                .withEndpoints(Stream.of("keyspaces", "sts", "eks", "iam", "ec2", "ssm", "route53", "secretsmanager")
                        .collect(Collectors.toMap(service -> service, service -> uri())))
                .withCredentials(new StaticCredentials("AKIDEXAMPLE", "secret", Optional.empty()))
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(10))
                .withAttempts(1);
    }

    AwsClients clients() {
        return new AwsClients(settings(), CallListener.NONE);
    }

    ScriptedAws then(Reply reply) {
        script.add(reply);
        return this;
    }

    ScriptedAws ok(String json) {
        return then(reply(200, "application/x-amz-json-1.0", json));
    }

    ScriptedAws error(int status, String code, String message) {
        return then(reply(
                status,
                "application/x-amz-json-1.0",
                "{\"__type\":\"com.amazonaws.keyspaces#%s\",\"message\":\"%s\"}".formatted(code, message)));
    }

    /** Takes the request and closes the connection without a word. */
    ScriptedAws drop() {
        return then(HttpExchange::close);
    }

    static Reply reply(int status, String contentType, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.getResponseHeaders().add("x-amzn-RequestId", "request-1");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("One request expected, got " + requests);
        }
        return requests.get(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = header(exchange, "X-Amz-Target");
        String authorization = header(exchange, "Authorization");
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                target,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                authorization.replaceAll(".*Credential=[^/]*/([^,]*),.*", "$1"),
                Map.of(
                        "User-Agent", header(exchange, "User-Agent"),
                        "Content-Type", header(exchange, "Content-Type"),
                        "X-Amz-Security-Token", header(exchange, "X-Amz-Security-Token"))));
        Reply reply = script.poll();
        (reply == null ? reply(599, "text/plain", "nothing scripted") : reply).send(exchange);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
