package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The ports over SDK clients: one client for a service and Region, built when first asked for (a client costs about
 * 0.3 s of class loading), shared, closed together.
 */
public final class AwsClients implements AwsPorts {
    private final AwsSettings settings;
    private final CallListener listener;
    private final SdkHttpClient http;
    private final MarkedCredentials credentials;
    private final Map<String, KeyspacesPort> keyspaces = new ConcurrentHashMap<>();
    private final Map<String, StsPort> sts = new ConcurrentHashMap<>();
    private final Map<String, EksPort> eks = new ConcurrentHashMap<>();
    private final Map<String, IamPort> iam = new ConcurrentHashMap<>();
    private final Deque<SdkAutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    public AwsClients(AwsSettings settings, CallListener listener) {
        this(
                settings,
                listener,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.attemptTimeout())
                        .socketTimeout(settings.attemptTimeout())
                        .build(),
                MarkedCredentials.of(settings));
    }

    AwsClients(AwsSettings settings, CallListener listener, SdkHttpClient http, MarkedCredentials credentials) {
        this.settings = settings;
        this.listener = listener;
        this.http = http;
        this.credentials = credentials;
        open.push(http);
        open.push(credentials);
    }

    @Override
    public KeyspacesPort keyspaces(String region) {
        return keyspaces.computeIfAbsent(region, this::newKeyspaces);
    }

    @Override
    public StsPort sts(String region) {
        return sts.computeIfAbsent(region, this::newSts);
    }

    @Override
    public EksPort eks(String region) {
        return eks.computeIfAbsent(region, this::newEks);
    }

    @Override
    public IamPort iam(String region) {
        return iam.computeIfAbsent(iamRegion(region), this::newIam);
    }

    @Override
    public void close() {
        synchronized (open) {
            closed = true;
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    private KeyspacesPort newKeyspaces(String region) {
        KeyspacesClient client = build("keyspaces", region, KeyspacesClient.builder());
        return new KeyspacesAdapter(client, new Calls("Keyspaces", region, listener));
    }

    private StsPort newSts(String region) {
        StsClient client = build("sts", region, StsClient.builder());
        return new StsAdapter(client, new Calls("STS", region, listener));
    }

    private EksPort newEks(String region) {
        EksClient client = build("eks", region, EksClient.builder());
        return new EksAdapter(client, new Calls("EKS", region, listener));
    }

    private IamPort newIam(String region) {
        IamClient client = build("iam", region, IamClient.builder());
        return new IamAdapter(client, new Calls("IAM", region, listener));
    }

    /**
     * The Region that requests to a partition's one IAM endpoint are signed for (AWS general reference: IAM
     * endpoints). The SDK's own {@code aws-global} would be signed as such where the endpoint is overridden.
     */
    private static String iamRegion(String region) {
        return switch (PartitionMetadata.of(Region.of(region)).id()) {
            case "aws" -> "us-east-1";
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> region;
        };
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C build(
            String service, String region, B builder) {
        builder.region(Region.of(region))
                .httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(config -> config.apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(settings.attemptTimeout())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.attempts())
                                .build())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, settings.userAgent())
                        .addExecutionInterceptor(new AttemptCounter())
                        .addExecutionInterceptor(new WarmThroughputMember()));
        if (settings.endpoints().containsKey(service)) {
            builder.endpointOverride(settings.endpoints().get(service));
        }
        synchronized (open) {
            if (closed) {
                throw new IllegalStateException("The AWS clients are closed: the operator is shutting down.");
            }
            C client = builder.build();
            open.push(client);
            return client;
        }
    }
}
