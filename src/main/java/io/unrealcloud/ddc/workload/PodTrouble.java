package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.unrealcloud.ddc.model.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds, among pods that do not serve, what a person would have to look at. */
final class PodTrouble {

    private static final int RESTARTS_THAT_MATTER = 3;

    private PodTrouble() {}

    /** @return the worst, with the next step; empty if pods only need time */
    static Optional<Problem> of(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> Stream.concat(containers(pod), unscheduled(pod)))
                .min(Comparator.comparing(Problem::reason));
    }

    private static Stream<Problem> containers(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.of();
        }
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .flatMap(status -> problem(pod, status).stream());
    }

    private static Optional<Problem> problem(Pod pod, ContainerStatus status) {
        ContainerState state = status.getState();
        if (state == null || state.getWaiting() == null || state.getWaiting().getReason() == null) {
            return Optional.empty();
        }
        String where = "Container %s of pod %s"
                .formatted(status.getName(), pod.getMetadata().getName());
        String details = state.getWaiting().getMessage() == null
                ? ""
                : " " + state.getWaiting().getMessage();
        return switch (state.getWaiting().getReason()) {
            case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
                Optional.of(new Problem(
                        Reason.ImagePullFailed,
                        "%s cannot get its image %s. Check the name, and spec.application.imagePullSecrets.%s"
                                .formatted(where, status.getImage(), details)));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Problem(Reason.PodsCrash, where + " cannot be started." + details));
            case "CrashLoopBackOff" ->
                status.getRestartCount() != null && status.getRestartCount() < RESTARTS_THAT_MATTER
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                Reason.PodsCrash,
                                "%s has ended %d times.%s Look at: kubectl logs -n %s %s -c %s --previous"
                                        .formatted(
                                                where,
                                                status.getRestartCount(),
                                                lastWords(status),
                                                pod.getMetadata().getNamespace(),
                                                pod.getMetadata().getName(),
                                                status.getName())));
            default -> Optional.empty();
        };
    }

    private static String lastWords(ContainerStatus status) {
        if (status.getLastState() == null || status.getLastState().getTerminated() == null) {
            return "";
        }
        String message = status.getLastState().getTerminated().getMessage();
        return message == null
                ? " Its exit code was " + status.getLastState().getTerminated().getExitCode() + "."
                : " It said: "
                        + message.strip().lines().reduce((first, last) -> last).orElse("");
    }

    private static Stream<Problem> unscheduled(Pod pod) {
        List<PodCondition> conditions =
                pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
        return conditions.stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(condition -> new Problem(
                        Reason.PodsUnschedulable,
                        "Pod %s finds no node: %s. Add nodes, or change spec.application.scheduling or resources."
                                .formatted(pod.getMetadata().getName(), condition.getMessage())));
    }
}
