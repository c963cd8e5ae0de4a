package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The SDK adapters, pointed at an emulator. They send each request once, so that each fault meets one call. */
public final class EmulatedPorts {

    public static final AccessKey KEY = AccessKey.ofUser("AKIDSTUDIO", "secret", Resources.ACCOUNT.id(), "studio");

    private EmulatedPorts() {}

    public static AwsPorts to(URI endpoint) {
        return new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("keyspaces", endpoint))
                        .withCredentials(
                                new StaticCredentials(KEY.accessKeyId(), KEY.secretAccessKey(), Optional.empty()))
                        .withAttempts(1)
                        .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)),
                CallListener.NONE);
    }
}
