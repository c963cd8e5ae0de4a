package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.UUID;

/** Sends a whole answer at once. */
final class HttpAnswers {

    private HttpAnswers() {}

    static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * Ends the connection in the middle of an answer. Without any answer at all some HTTP clients send the request
     * again by themselves, and the caller would not see the fault.
     */
    static void breakOff(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().flush();
        }
    }
}
