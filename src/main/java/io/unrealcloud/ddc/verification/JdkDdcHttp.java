package io.unrealcloud.ddc.verification;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP/1 with the JDK's client: 3 s to connect, 10 s to answer, and no more of a body than we ever put. */
public final class JdkDdcHttp implements DdcHttp, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MAX_BODY = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    @Override
    public Reply send(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(ANSWER)
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        long start = System.nanoTime();
        try {
            HttpResponse<InputStream> response = client.send(builder.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Reply.Answered(
                        response.statusCode(),
                        response.headers().firstValue("X-Jupiter-IoHash"),
                        body.readNBytes(MAX_BODY),
                        Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (IOException e) {
            return new Reply.Silence(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Silence("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
