package io.unrealcloud.ddc.sandbox.ddc.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One answer: status, media type, body and further headers. */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    static final String OBJECT = "application/x-ue-cb";
    static final String COMPRESSED = "application/x-ue-comp";
    static final String BYTES = "application/octet-stream";

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer bytes(String type, byte[] body, Map<String, String> headers) {
        return new Answer(200, type, body, headers);
    }

    static Answer empty(int status) {
        return new Answer(status, "", new byte[0], Map.of());
    }

    /** Problem details, as ASP.NET gives them. */
    static Answer problem(int status, String title) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "application/problem+json", body, Map.of());
    }

    Answer with(Map<String, String> more) {
        return new Answer(status, type, body, more);
    }
}
