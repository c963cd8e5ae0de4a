package io.unrealcloud.ddc.verification;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain HTTP/1 with the JDK's client: 3 s to connect, 10 s for the whole answer, no body over a mebibyte. */
public final class JdkDdcHttp implements DdcHttp, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long MAX_BODY = 1 << 20;

    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    public JdkDdcHttp() {
        this(ANSWER);
    }

    /** @param patience for the whole answer, instead of 10 s */
    public JdkDdcHttp(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Reply send(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(builder.build(), JdkDdcHttp::body);
        try {
            // The client's own timeout ends with the headers.
            HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answered(
                    response.statusCode(),
                    response.headers().firstValue("X-Jupiter-IoHash"),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException e) {
            return new Reply.Silence(e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Reply.Silence("no answer in " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Silence("interrupted");
        }
    }

    /** Nothing that was put is as long as what is dropped here. */
    private static BodySubscriber<byte[]> body(ResponseInfo info) {
        return info.headers().firstValueAsLong("Content-Length").orElse(0) > MAX_BODY
                ? BodySubscribers.replacing(new byte[0])
                : BodySubscribers.ofByteArray();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
