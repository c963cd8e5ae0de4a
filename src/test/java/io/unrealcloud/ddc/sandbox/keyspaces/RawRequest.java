package io.unrealcloud.ddc.sandbox.keyspaces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A request below the SDK's client: signed by the SDK's signer, then spoilt at will. */
final class RawRequest {

    record Answer(int status, JsonNode body, Map<String, List<String>> headers) {
        String type() {
            String type = body.path("__type").asText();
            return type.substring(type.indexOf('#') + 1);
        }

        String message() {
            return body.path("message").asText();
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI uri;
    private AccessKey key = Emulated.KEY;
    private String region = "us-east-1";
    private String service = "cassandra";
    private String target = "KeyspacesService.ListKeyspaces";
    private String contentType = "application/x-amz-json-1.0";
    private String body = "{}";
    private Instant signedAt = Instant.now();
    private SdkHttpMethod method = SdkHttpMethod.POST;
    private final Map<String, String> changedHeaders = new LinkedHashMap<>();
    private String sentBody;

    RawRequest(URI uri) {
        this.uri = uri;
    }

    RawRequest key(AccessKey newKey) {
        key = newKey;
        return this;
    }

    RawRequest region(String newRegion) {
        region = newRegion;
        return this;
    }

    RawRequest service(String newService) {
        service = newService;
        return this;
    }

    RawRequest operation(String name) {
        target = "KeyspacesService." + name;
        return this;
    }

    RawRequest target(String newTarget) {
        target = newTarget;
        return this;
    }

    RawRequest contentType(String newType) {
        contentType = newType;
        return this;
    }

    RawRequest body(String newBody) {
        body = newBody;
        return this;
    }

    RawRequest method(SdkHttpMethod newMethod) {
        method = newMethod;
        return this;
    }

    RawRequest signedAt(Instant moment) {
        signedAt = moment;
        return this;
    }

    /** Replaces (or, with null, removes) a header after signing. */
    RawRequest afterwards(String header, String value) {
        changedHeaders.put(header, value);
        return this;
    }

    /** Sends another body than was signed. */
    RawRequest afterwardsBody(String other) {
        sentBody = other;
        return this;
    }

    Answer send() {
        try {
            HttpResponse<byte[]> response = HTTP.send(build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    JSON.readTree(response.body()),
                    response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest build() {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .uri(uri)
                .method(method)
                .putHeader("X-Amz-Target", target)
                .putHeader("Content-Type", contentType)
                .build();
        ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(identity())
                        .request(unsigned)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signedAt, ZoneOffset.UTC)))
                .request();
        Map<String, String> headers = new LinkedHashMap<>();
        signed.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("Host");
        changedHeaders.forEach((name, value) -> {
            headers.remove(name);
            if (value != null) {
                headers.put(name, value);
            }
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri())
                .method(
                        method.name(),
                        HttpRequest.BodyPublishers.ofString(
                                sentBody == null ? body : sentBody, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return request.build();
    }

    private AwsCredentialsIdentity identity() {
        return key.sessionToken() == null
                ? AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken());
    }
}
