package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
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
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
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
    private final Map<String, Ec2Port> ec2 = new ConcurrentHashMap<>();
    private final Map<String, SsmPort> ssm = new ConcurrentHashMap<>();
    private final Map<String, Route53Port> route53 = new ConcurrentHashMap<>();
    private final Map<String, SecretsPort> secrets = new ConcurrentHashMap<>();
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
    public Ec2Port ec2(String region) {
        return ec2.computeIfAbsent(region, this::newEc2);
    }

    @Override
    public SsmPort ssm(String region) {
        return ssm.computeIfAbsent(region, this::newSsm);
    }

    @Override
    public Route53Port route53(String region) {
        return route53.computeIfAbsent(route53Region(region), this::newRoute53);
    }

    @Override
    public SecretsPort secrets(String region) {
        return secrets.computeIfAbsent(region, this::newSecrets);
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

    private Ec2Port newEc2(String region) {
        Ec2Client client = build("ec2", region, Ec2Client.builder());
        return new Ec2Adapter(client, new Calls("EC2", region, listener));
    }

    private SsmPort newSsm(String region) {
        SsmClient client = build("ssm", region, SsmClient.builder());
        return new SsmAdapter(client, new Calls("SSM", region, listener));
    }

    private Route53Port newRoute53(String region) {
        Route53Client client = build("route53", region, Route53Client.builder());
        return new Route53Adapter(client, new Calls("Route53", region, listener));
    }

    private SecretsPort newSecrets(String region) {
        SecretsManagerClient client = build("secretsmanager", region, SecretsManagerClient.builder());
        return new SecretsAdapter(client, new Calls("SecretsManager", region, listener));
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

    /** As for IAM, but China's is the other one (AWS general reference: Route 53 endpoints). */
    private static String route53Region(String region) {
        String iam = iamRegion(region);
        return iam.equals("cn-north-1") ? "cn-northwest-1" : iam;
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
