package io.unrealcloud.ddc.aws.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How clients reach AWS. In production only the defaults are used: endpoints come from the Region, or from the SDK's
 * own {@code AWS_ENDPOINT_URL_*} variables, and credentials from the SDK's default chain.
 *
 * @param userAgent what AWS's logs show beside the SDK's own name
 * @param endpoints by service id ({@code keyspaces}, {@code sts}, {@code eks}, {@code iam}, {@code ec2}, {@code ssm},
 *     {@code route53}, {@code secretsmanager}), in place of those of the Region
 * @param credentials in place of the default chain
 * @param attempts requests sent for one call at most; longer waiting belongs to the reconciler
 * @param callTimeout for a call with all its attempts
 * @param attemptTimeout for one request
 */
public record AwsSettings(
        String userAgent,
        Map<String, URI> endpoints,
        Optional<StaticCredentials> credentials,
        int attempts,
        Duration callTimeout,
        Duration attemptTimeout) {
    public static final AwsSettings DEFAULT = new AwsSettings(
            "unreal-cloud-ddc-operator", Map.of(), Optional.empty(), 3, Duration.ofSeconds(30), Duration.ofSeconds(10));

    public AwsSettings {
        endpoints = Map.copyOf(endpoints);
    }

    public AwsSettings withEndpoints(Map<String, URI> endpoints) {
        return new AwsSettings(userAgent, endpoints, credentials, attempts, callTimeout, attemptTimeout);
    }

    public AwsSettings withCredentials(StaticCredentials credentials) {
        return new AwsSettings(userAgent, endpoints, Optional.of(credentials), attempts, callTimeout, attemptTimeout);
    }

    public AwsSettings withAttempts(int attempts) {
        return new AwsSettings(userAgent, endpoints, credentials, attempts, callTimeout, attemptTimeout);
    }

    public AwsSettings withTimeouts(Duration call, Duration attempt) {
        return new AwsSettings(userAgent, endpoints, credentials, attempts, call, attempt);
    }

    /** Fixed credentials; the secret stays out of logs. */
    public record StaticCredentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "credentials of " + accessKeyId;
        }
    }
}
