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
}
