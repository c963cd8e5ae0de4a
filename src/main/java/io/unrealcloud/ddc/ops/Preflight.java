package io.unrealcloud.ddc.ops;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.StsPort.CallerIdentity;
import io.unrealcloud.ddc.model.Account;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What must be right before the operator starts; each check that fails ends it with one line. */
final class Preflight {

    private static final int PATIENCE_MILLIS = 5_000;

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

    /** That there is an API server, that it lets us in, and that it knows the resource. */
    static void cluster() {
        Config config;
        try {
            config = Config.autoConfigure(null);
        } catch (KubernetesClientException broken) {
            throw new StartupException("The kubeconfig cannot be read: " + broken.getMessage());
        }
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setRequestRetryBackoffLimit(1);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.resources(UnrealCloudDdc.class)
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder().withLimit(1L).build());
        } catch (KubernetesClientException failure) {
            throw new StartupException(explain(config.getMasterUrl(), failure));
        }
    }

    private static String explain(String server, KubernetesClientException failure) {
        return switch (failure.getCode()) {
            case 401 ->
                "The API server at " + server
                        + " does not accept the operator's credentials. Check its kubeconfig or service account.";
            case 403 ->
                "The API server at " + server
                        + " does not let the operator list UnrealCloudDdc resources. Apply the operator's RBAC manifests.";
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
