package io.unrealcloud.ddc.sandbox.cqlfront;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Controls of the CQL fronts, unsigned JSON over HTTP:
 *
 * <pre>
 * GET    /_admin/cql                       Regions, addresses, open connections
 * PUT    /_admin/cql/REGION/faults         any of {"refuseLogins": true, "replyDelayMillis": 100, "resetMidFrame": 1, "throttle": 1}
 * DELETE /_admin/cql/REGION/faults         none any more
 * DELETE /_admin/cql/REGION/connections    reset them all
 * POST   /_admin/expire/ACCESS-KEY-ID      the key is expired from now on
 * </pre>
 */
public final class FrontAdmin implements AutoCloseable {
    private static final String PREFIX = "/_admin/";

    private final Map<String, CqlFront> fronts = new TreeMap<>();
    private final KnownPrincipals principals;
    private final HttpServer server;
    private final JsonMapper json = new JsonMapper();

    private FrontAdmin(HttpServer server, List<CqlFront> fronts, KnownPrincipals principals) {
        this.server = server;
        this.principals = principals;
        fronts.forEach(front -> this.fronts.put(front.region(), front));
        server.createContext(PREFIX, this::handle);
    }

    /** @throws IOException naming the address if it cannot be had */
    public static FrontAdmin start(InetSocketAddress address, List<CqlFront> fronts, KnownPrincipals principals)
            throws IOException {
        try {
            FrontAdmin admin = new FrontAdmin(HttpServer.create(address, 0), fronts, principals);
            admin.server.start();
            return admin;
        } catch (IOException e) {
            throw new IOException(
                    "The controls of the CQL fronts cannot listen on "
                            + address.getAddress().getHostAddress() + ":" + address.getPort() + ": " + e.getMessage(),
                    e);
        }
    }

    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        JsonNode answer;
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
            answer = act(
                    exchange.getRequestMethod(),
                    path.split("/"),
                    body.length == 0 ? json.createObjectNode() : json.readTree(body));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            status = 400;
            answer = json.createObjectNode().put("error", e.getMessage());
        }
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode act(String method, String[] path, JsonNode body) {
        String what = method + " " + path[0] + (path.length == 3 ? "/" + path[2] : "");
        switch (what) {
            case "GET cql" -> {}
            case "PUT cql/faults" -> set(front(path[1]).faults(), body);
            case "DELETE cql/faults" -> front(path[1]).faults().clear();
            case "DELETE cql/connections" -> front(path[1]).dropConnections();
            case "POST expire" -> expire(path.length == 2 ? path[1] : "");
            default -> throw new IllegalArgumentException("No such control: " + what);
        }
        return state();
    }

    private CqlFront front(String region) {
        CqlFront front = fronts.get(region);
        if (front == null) {
            throw new IllegalArgumentException("No CQL front for " + region + "; there are " + fronts.keySet());
        }
        return front;
    }

    private static void set(FrontFaults faults, JsonNode body) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode value = body.get(name);
            boolean flag = name.equals("refuseLogins");
            if (flag ? !value.isBoolean() : !value.canConvertToInt() || value.asInt() < 0) {
                throw new IllegalArgumentException(name + " cannot be " + value);
            }
            switch (name) {
                case "refuseLogins" -> faults.refuseLogins(value.asBoolean());
                case "replyDelayMillis" -> faults.delayReplies(Duration.ofMillis(value.asInt()));
                case "resetMidFrame" -> faults.resetMidFrame(value.asInt());
                case "throttle" -> faults.throttle(value.asInt());
                default -> throw new IllegalArgumentException("No such fault: " + name);
            }
        }
    }

    private void expire(String accessKeyId) {
        AccessKey key = principals
                .accessKey(accessKeyId)
                .orElseThrow(() -> new IllegalArgumentException("No such access key: " + accessKeyId));
        principals.add(new AccessKey(
                key.accessKeyId(),
                key.secretAccessKey(),
                key.sessionToken(),
                key.principalArn(),
                key.accountId(),
                Instant.EPOCH));
    }

    private JsonNode state() {
        ObjectNode regions = json.createObjectNode();
        fronts.forEach((region, front) -> regions.putObject(region)
                .put(
                        "address",
                        front.address().getAddress().getHostAddress() + ":"
                                + front.address().getPort())
                .put("connections", front.connections()));
        return regions;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
