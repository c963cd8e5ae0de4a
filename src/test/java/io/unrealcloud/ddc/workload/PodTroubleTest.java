package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.unrealcloud.ddc.model.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods as the kubelet reports them, and what a person is told. */
class PodTroubleTest {

    @ParameterizedTest
    @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})
    void anImageThatCannotBePulled(String reason) {
        Problem problem = only(pod("a", waiting("ddc", reason, "not found", 0)));
        assertThat(problem.reason()).isEqualTo(Reason.ImagePullFailed);
        assertThat(problem.message())
                .contains("Container ddc of pod a", "registry/ddc:1", "not found", "spec.application.imagePullSecrets");
    }

    @Test
    void aPodThatCrashesIsNamedOnceItHasDoneSoThreeTimes() {
        assertThat(PodTrouble.of(List.of(pod("a", waiting("ddc", "CrashLoopBackOff", null, 2)))))
                .isEmpty();
        ContainerStatus crashed = new ContainerStatusBuilder(waiting("ddc", "CrashLoopBackOff", null, 3))
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage("starting\nThe data centre us-east-9 is not there\n")
                .endTerminated()
                .endLastState()
                .build();
        Problem problem = only(pod("a", crashed));
        assertThat(problem.reason()).isEqualTo(Reason.PodsCrash);
        assertThat(problem.message())
                .contains(
                        "has ended 3 times",
                        "The data centre us-east-9 is not there",
                        "kubectl logs -n studio a -c ddc")
                .doesNotContain("starting");
    }

    @Test
    void aGatewayThatCrashesIsOneOfThePodsContainers() {
        Pod pod = new PodBuilder(pod("a"))
                .editStatus()
                .withInitContainerStatuses(waiting("gateway", "CrashLoopBackOff", null, 5))
                .endStatus()
                .build();
        assertThat(only(pod).message()).contains("Container gateway of pod a has ended 5 times");
    }

    @Test
    void aPodNoNodeTakes() {
        Pod pod = new PodBuilder(pod("a"))
                .editStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/3 nodes are available: 3 Insufficient memory")
                .endCondition()
                .endStatus()
                .build();
        assertThat(only(pod).reason()).isEqualTo(Reason.PodsUnschedulable);
        assertThat(only(pod).message()).contains("Insufficient memory", "spec.application.scheduling");
    }

    @Test
    void podsThatEndOrOnlyNeedTimeAreNoTrouble() {
        Pod ending = new PodBuilder(pod("a", waiting("ddc", "ErrImagePull", "gone", 0)))
                .editMetadata()
                .withDeletionTimestamp("2026-11-23T10:00:00Z")
                .endMetadata()
                .build();
        assertThat(PodTrouble.of(List.of(ending, pod("b", waiting("ddc", "ContainerCreating", null, 0)), pod("c"))))
                .isEmpty();
    }

    private static Problem only(Pod pod) {
        return PodTrouble.of(List.of(pod)).orElseThrow();
    }

    private static ContainerStatus waiting(String name, String reason, String message, int restarts) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("registry/ddc:1")
                .withRestartCount(restarts)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .endState()
                .build();
    }

    private static Pod pod(String name, ContainerStatus... statuses) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("studio")
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withContainerStatuses(statuses)
                .endStatus()
                .build();
    }
}
