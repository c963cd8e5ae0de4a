package io.unrealcloud.ddc.ops;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Utils;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.StsPort.CallerIdentity;
import io.unrealcloud.ddc.model.Account;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What must be right before the operator starts; each check that fails ends it with one line. */
final class Preflight {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration PUBLISHING = Duration.ofSeconds(10);

    private Preflight() {}

    /** The Region the operator itself works from; resources may name others. */
    static String region() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkException none) {
            throw new StartupException("No AWS Region is set. Set AWS_REGION to the Region the operator runs in.");
        }
    }

    /** Who the operator is in AWS. */
    static Account account(AwsPorts aws, String region) {
        try {
            CallerIdentity caller = aws.sts(region).callerIdentity();
            return new Account(caller.partition(), caller.account());
        } catch (AwsException failure) {
            throw new StartupException("AWS does not know the operator: " + failure.getMessage());
        }
    }

    /** That there is an API server, that it lets us in, is new enough, and knows the resource as we do. */
    static void cluster(Watched watched) {
        try (KubernetesClient client = client()) {
            try {
                watched.list(client, 1);
                refuse(ServerAge.tooOld(client.getKubernetesVersion()));
                refuse(ServerAge.definitionTooOld(client, PUBLISHING));
            } catch (KubernetesClientException failure) {
                throw new StartupException(explain(client, failure));
            }
        }
    }

    private static void refuse(Optional<String> sentence) {
        if (sentence.isPresent()) {
            throw new StartupException(sentence.get());
        }
    }

    /** That nothing would be left unattended; what {@link UninstallCheck} asks, with the same answers to failures. */
    static Optional<String> uninstall(Watched watched) {
        try (KubernetesClient client = client()) {
            try {
                return UninstallCheck.refusal(client, watched);
            } catch (KubernetesClientException failure) {
                throw new StartupException(explain(client, failure));
            }
        }
    }

    /** A client that gives up soon: at the start, an answer now is worth more than one later. */
    private static KubernetesClient client() {
        Optional<String> given =
                Optional.ofNullable(Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_KUBECONFIG_FILE));
        given.ifPresent(Preflight::present);
        Config config;
        try {
            config = Config.autoConfigure(null);
        } catch (RuntimeException broken) {
            throw new StartupException("The kubeconfig%s cannot be read: %s"
                    .formatted(
                            given.map(file -> " " + file).orElse(""),
                            String.valueOf(broken.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")));
        }
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The client takes a kubeconfig that is not there for none, and would look for a cluster it runs in. */
    private static void present(String files) {
        if (Arrays.stream(files.split(File.pathSeparator)).map(Path::of).noneMatch(Files::exists)) {
            throw new StartupException("There is no kubeconfig at " + files + ". Set KUBECONFIG to the path of one.");
        }
    }

    private static String explain(KubernetesClient client, KubernetesClientException failure) {
        String server = client.getConfiguration().getMasterUrl();
        return switch (failure.getCode()) {
            case 401 ->
                "The API server at " + server
                        + " does not accept the operator's credentials. Check its kubeconfig or service account.";
            case 403 ->
                "The API server at " + server
                        + " does not let the operator list UnrealCloudDdc resources. Apply the operator's RBAC"
                        + " manifests.";
            case 404 ->
                "The API server at " + server
                        + " does not know UnrealCloudDdc. Apply the CRD first: kubectl apply --server-side -f crds/";
            default ->
                "The API server at " + server + " does not answer: "
                        + (failure.getCause() == null
                                ? failure.getMessage()
                                : failure.getCause().getMessage());
        };
    }
}
