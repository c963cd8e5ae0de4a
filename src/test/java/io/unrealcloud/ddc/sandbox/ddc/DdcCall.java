package io.unrealcloud.ddc.sandbox.ddc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One request to a stand-in, and its answer. */
final class DdcCall {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final HttpRequest.Builder request = HttpRequest.newBuilder();
    private final String path;

    private DdcCall(URI server, String path) {
        this.server = server;
        this.path = path;
    }

    static DdcCall to(URI server, String path) {
        return new DdcCall(server, path);
    }

    DdcCall as(String token) {
        return header("Authorization", "ServiceAccount " + token);
    }

    DdcCall header(String name, String value) {
        request.header(name, value);
        return this;
    }

    Got get() {
        return send("GET", null, new byte[0]);
    }

    Got head() {
        return send("HEAD", null, new byte[0]);
    }

    Got delete() {
        return send("DELETE", null, new byte[0]);
    }

    Got post() {
        return send("POST", null, new byte[0]);
    }

    Got put(String type, byte[] body) {
        return send("PUT", type, body);
    }

    private Got send(String method, String type, byte[] body) {
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(
                    request.uri(server.resolve(path))
                            .method(
                                    method,
                                    type == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Got(response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    record Got(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError(text(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
