package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;

/**
 * How far the pods of one Deployment are.
 *
 * @param current whether Kubernetes has seen the Deployment as it is
 * @param desired pods there shall be
 * @param updated pods made of the newest template
 * @param available pods that serve
 * @param total pods of any template
 */
record Rollout(boolean current, int desired, int updated, int available, int total) {

    static Rollout of(Deployment deployment) {
        DeploymentStatus status = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
        return new Rollout(
                status.getObservedGeneration() != null
                        && status.getObservedGeneration()
                                >= deployment.getMetadata().getGeneration(),
                number(deployment.getSpec().getReplicas(), 1),
                number(status.getUpdatedReplicas(), 0),
                number(status.getAvailableReplicas(), 0),
                number(status.getReplicas(), 0));
    }

    boolean complete() {
        return current && updated >= desired && available >= desired && total == updated;
    }

    /** @param trouble what is wrong with a pod, if something is */
    Verdict available(Optional<Problem> trouble) {
        if (available > 0) {
            return Verdict.yes(
                    Reason.Available, "%d of %d pods serve.".formatted(Math.min(available, desired), desired));
        }
        return trouble.map(problem -> Verdict.no(problem.reason(), problem.message()))
                .orElseGet(() -> Verdict.no(
                        Reason.PodsNotReady,
                        "None of %d pods serves yet. They wait for the gateway's login and for the database."
                                .formatted(desired)));
    }

    Optional<Verdict> progressing() {
        return complete()
                ? Optional.empty()
                : Optional.of(Verdict.yes(
                        Reason.RollingOut,
                        "%d of %d pods run by the newest configuration, %d serve."
                                .formatted(Math.min(updated, desired), desired, available)));
    }

    private static int number(Integer given, int absent) {
        return given == null ? absent : given;
    }
}
