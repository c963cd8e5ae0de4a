package io.unrealcloud.ddc.sandbox.moto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The way to a moto server. */
public final class Moto implements AutoCloseable, AwsService {

    /** What belongs to one connection (RFC 9110, 7.6.1), or is set by the client itself. */
    private static final Set<String> HOP = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade", "te");

    private final URI uri;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Moto(URI uri) {
        this.uri = uri;
    }

    /** Sends the request as it is; moto takes Region and service from its signature, which it does not check. */
    @Override
    public AwsAnswer answer(AwsRequest request) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(uri.resolve(request.uri()))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(sent.build(), BodyHandlers.ofByteArray());
            Map<String, List<String>> headers = new HashMap<>();
            response.headers().map().forEach((name, values) -> {
                if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    headers.put(name, values);
                }
            });
            return new AwsAnswer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("moto did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while moto answered", e);
        }
    }

    /** Asks a query API with parameters of our own, as the account and in the Region of another request. */
    public AwsAnswer query(AwsRequest like, Map<String, String> form) {
        return answer(like.withForm(form));
    }

    @Override
    public void close() {
        client.close();
    }
}
