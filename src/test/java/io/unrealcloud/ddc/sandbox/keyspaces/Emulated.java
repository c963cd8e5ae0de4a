package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;

/** An emulator whose time stands still until a test moves it, and real AWS clients for it that never retry. */
final class Emulated implements AutoCloseable {

    static final String ACCOUNT = "111122223333";
    static final AccessKey KEY = AccessKey.ofUser("AKIDSTUDIO", "secret-of-studio", ACCOUNT, "studio");
    static final AccessKey OTHER = AccessKey.ofUser("AKIDOTHER", "secret-of-other", "444455556666", "other");
    static final Scope HERE = new Scope(ACCOUNT, "us-east-1");

    final ManualTimeline time = new ManualTimeline();
    final KeyspacesEmulator emulator;
    private final Map<String, KeyspacesClient> clients = new HashMap<>();

    Emulated() {
        this(config -> config);
    }

    Emulated(UnaryOperator<EmulatorConfig> change) {
        emulator = KeyspacesEmulator.start(
                change.apply(EmulatorConfig.local(KEY, OTHER).timeline(time)));
    }

    /** A client in us-east-1. */
    KeyspacesClient client() {
        return client("us-east-1");
    }

    synchronized KeyspacesClient client(String region) {
        return clients.computeIfAbsent(region, r -> client(emulator.uri(), KEY, r));
    }

    synchronized KeyspacesClient otherAccount() {
        return clients.computeIfAbsent("other", r -> client(emulator.uri(), OTHER, "us-east-1"));
    }

    static KeyspacesClient client(URI endpoint, AccessKey key, String region) {
        return KeyspacesClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Lets one kind of change take ten seconds. */
    Emulated slow(Delay... delays) {
        for (Delay delay : delays) {
            emulator.knobs().delay(delay, Duration.ofSeconds(10));
        }
        return this;
    }

    void tenSecondsLater() {
        time.advance(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        clients.values().forEach(KeyspacesClient::close);
        emulator.close();
    }
}
