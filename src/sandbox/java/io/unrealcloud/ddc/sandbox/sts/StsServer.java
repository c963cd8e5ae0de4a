package io.unrealcloud.ddc.sandbox.sts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** STS on a loopback port, over its query protocol: POST of a form, answer in XML. */
public final class StsServer implements AutoCloseable {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String ACTION = "AssumeRoleWithWebIdentity";
    private static final int LONGEST = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AssumeRoleWithWebIdentity operation;

    private StsServer(HttpServer server, AssumeRoleWithWebIdentity operation) {
        this.server = server;
        this.operation = operation;
    }

    /** Starts on a free port of 127.0.0.1; keys it gives are added to {@code principals}. */
    public static StsServer start(KnownPrincipals principals, TrustCheck trust, Clock clock) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        StsServer server = new StsServer(http, new AssumeRoleWithWebIdentity(principals, trust, clock));
        http.setExecutor(server.executor);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** What {@code AWS_ENDPOINT_URL_STS} is set to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String body;
            try {
                body = answer(exchange);
            } catch (StsRefusal refusal) {
                status = refusal.status();
                body = error(refusal);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new StsRefusal("InvalidAction", 400, "Only POST is known here");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new StsRefusal("ValidationError", 400, "The request is too long");
        }
        Map<String, String> parameters = form(new String(body, StandardCharsets.UTF_8));
        if (!ACTION.equals(parameters.get("Action")) || !"2011-06-15".equals(parameters.get("Version"))) {
            throw new StsRefusal(
                    "InvalidAction",
                    400,
                    "Could not find operation " + parameters.get("Action") + " for version "
                            + parameters.get("Version"));
        }
        StringBuilder xml = new StringBuilder("<" + ACTION + "Response xmlns=\"" + NAMESPACE + "\">");
        xml.append('<').append(ACTION).append("Result>");
        elements(xml, operation.run(parameters));
        xml.append("</").append(ACTION).append("Result><ResponseMetadata><RequestId>");
        xml.append(UUID.randomUUID())
                .append("</RequestId></ResponseMetadata></")
                .append(ACTION)
                .append("Response>");
        return xml.toString();
    }

    private static void elements(StringBuilder xml, Map<?, ?> elements) {
        elements.forEach((name, value) -> {
            xml.append('<').append(name).append('>');
            if (value instanceof Map<?, ?> inner) {
                elements(xml, inner);
            } else {
                xml.append(escape(String.valueOf(value)));
            }
            xml.append("</").append(name).append('>');
        });
    }

    private static String error(StsRefusal refusal) {
        return "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + refusal.code()
                + "</Code><Message>" + escape(refusal.getMessage()) + "</Message></Error><RequestId>"
                + UUID.randomUUID() + "</RequestId></ErrorResponse>";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
