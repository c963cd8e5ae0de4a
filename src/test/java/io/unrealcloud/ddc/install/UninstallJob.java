package io.unrealcloud.ddc.install;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.unrealcloud.ddc.ops.UninstallCheck;
import io.unrealcloud.ddc.ops.Watched;
import io.unrealcloud.ddc.testing.ApiServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the Job controller and the kubelet, which the API server of the tests does not have: runs what the
 * Job's container would run, with the rights of its service account, and writes down how it ended.
 */
final class UninstallJob implements AutoCloseable, Watcher<Job> {

    private final KubernetesClient client = ApiServer.get().client();
    private final ExecutorService runner = Executors.newSingleThreadExecutor();
    private final Watch watch;
    private volatile String said = "never ran";

    private UninstallJob(String namespace) {
        watch = client.batch().v1().jobs().inNamespace(namespace).watch(this);
    }

    static UninstallJob runnerIn(String namespace) {
        return new UninstallJob(namespace);
    }

    /** What the last run refused with; empty if it found nothing. */
    String said() {
        return said;
    }

    @Override
    public void eventReceived(Action action, Job job) {
        if (action == Action.ADDED) {
            runner.execute(() -> run(job));
        }
    }

    @Override
    public void onClose(WatcherException cause) {}

    @Override
    public void close() {
        watch.close();
        runner.shutdownNow();
    }

    private void run(Job job) {
        Optional<String> refusal;
        try (KubernetesClient own = new KubernetesClientBuilder()
                .withConfig(Impersonated.serviceAccount(
                        job.getMetadata().getNamespace(),
                        job.getSpec().getTemplate().getSpec().getServiceAccountName()))
                .build()) {
            refusal = UninstallCheck.refusal(own, watched(container(job)));
            said = refusal.orElse("");
        } catch (RuntimeException failure) {
            said = failure.toString();
            refusal = Optional.of(said);
        }
        ended(job, refusal.isEmpty());
    }

    private static Container container(Job job) {
        Container container =
                job.getSpec().getTemplate().getSpec().getContainers().getFirst();
        if (!container.getArgs().equals(List.of(UninstallCheck.COMMAND))) {
            throw new IllegalArgumentException("the operator has no command " + container.getArgs());
        }
        return container;
    }

    private static Watched watched(Container container) {
        return new Watched(container.getEnv().stream()
                .filter(variable -> variable.getName().equals("DDC_OPERATOR_WATCH"))
                .map(EnvVar::getValue)
                .flatMap(value -> List.of(value.split(",")).stream())
                .toList());
    }

    private void ended(Job job, boolean well) {
        String now = Instant.now().toString();
        JobStatusBuilder status = new JobStatusBuilder().withStartTime(now);
        for (String type : well ? List.of("SuccessCriteriaMet", "Complete") : List.of("FailureTarget", "Failed")) {
            status.addNewCondition()
                    .withType(type)
                    .withStatus("True")
                    .withReason(well ? "CompletionsReached" : "BackoffLimitExceeded")
                    .withLastProbeTime(now)
                    .withLastTransitionTime(now)
                    .endCondition();
        }
        if (well) {
            status.withSucceeded(1).withCompletionTime(now);
        } else {
            status.withFailed(1);
        }
        client.resource(new JobBuilder(job).withStatus(status.build()).build()).updateStatus();
    }
}
