package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.unrealcloud.ddc.api.v1alpha1.PullSecretSpec;
import io.unrealcloud.ddc.api.v1alpha1.SchedulingSpec;
import io.unrealcloud.ddc.api.v1alpha1.TolerationSpec;
import io.unrealcloud.ddc.workload.DdcConfiguration;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.Pins;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.WorkloadModel.Replicas;
import io.unrealcloud.ddc.workload.settings.Backend;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Deployments. */
final class Workloads {

    /** Longer than the slowest start the probes allow for: until then a rollout has not failed. */
    private static final int DEADLINE_SECONDS = 3_600;

    private static final long GRACE_SECONDS = 60;

    /** Of nobody in particular, in images and on nodes. */
    private static final long USER = 65_532;

    private Workloads() {}

    static String name(WorkloadModel model, Role role) {
        return switch (role) {
            case SERVER -> model.names().server();
            case WORKER -> model.names().worker();
        };
    }

    static Deployment deployment(WorkloadModel model, Role role) {
        return new DeploymentBuilder()
                .withMetadata(new ObjectMetaBuilder(Metas.of(model, name(model, role), role))
                        .withAnnotations(Pins.annotations(model.revision()))
                        .build())
                .withNewSpec()
                .withReplicas(replicas(model, role))
                .withSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Labels.selecting(model.names(), role))
                        .build())
                .withStrategy(strategy(role))
                .withMinReadySeconds(0)
                .withProgressDeadlineSeconds(DEADLINE_SECONDS)
                .withRevisionHistoryLimit(3)
                .withTemplate(template(model, role))
                .endSpec()
                .build();
    }

    /** With autoscaling, what a new Deployment begins with. */
    private static int replicas(WorkloadModel model, Role role) {
        return switch (role) {
            case WORKER -> 1;
            case SERVER ->
                switch (model.replicas()) {
                    case Replicas.Fixed fixed -> fixed.pods();
                    case Replicas.Scaled scaled -> scaled.min();
                };
        };
    }

    /** Pods that serve are replaced one by one, the new one first. There is never more than one worker. */
    private static DeploymentStrategy strategy(Role role) {
        return switch (role) {
            case SERVER ->
                new DeploymentStrategyBuilder()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxSurge(new IntOrString(1))
                        .withMaxUnavailable(new IntOrString(0))
                        .endRollingUpdate()
                        .build();
            case WORKER -> new DeploymentStrategyBuilder().withType("Recreate").build();
        };
    }

    private static PodTemplateSpec template(WorkloadModel model, Role role) {
        Optional<SchedulingSpec> scheduling =
                Optional.ofNullable(model.application().scheduling());
        PodSpecBuilder pod = new PodSpecBuilder()
                .withServiceAccountName(model.names().serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(restricted())
                .withImagePullSecrets(pullSecrets(model))
                .withNodeSelector(scheduling.map(SchedulingSpec::nodeSelector).orElse(null))
                .withTolerations(scheduling.map(SchedulingSpec::tolerations).orElse(List.of()).stream()
                        .map(Workloads::toleration)
                        .toList())
                .withPriorityClassName(
                        scheduling.map(SchedulingSpec::priorityClassName).orElse(null))
                .withContainers(Containers.ddc(model, role))
                .withVolumes(Volumes.of(model, role))
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withRestartPolicy("Always")
                .withDnsPolicy("ClusterFirst")
                .withSchedulerName("default-scheduler");
        if (role == Role.SERVER) {
            pod.withTopologySpreadConstraints(
                    spread(model, "topology.kubernetes.io/zone"), spread(model, "kubernetes.io/hostname"));
        }
        if (model.database().backend() == Backend.KEYSPACES) {
            pod.withInitContainers(Containers.gateway(model));
        }
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(model.names(), role))
                .withAnnotations(annotations(model, role))
                .endMetadata()
                .withSpec(pod.build())
                .build();
    }

    private static Map<String, String> annotations(WorkloadModel model, Role role) {
        Map<String, String> annotations = new TreeMap<>(
                Optional.ofNullable(model.application().podAnnotations()).orElse(Map.of()));
        annotations.put(Pins.CONFIGURATION, new DdcConfiguration(model, role).digest());
        annotations.put("kubectl.kubernetes.io/default-container", Containers.DDC);
        return annotations;
    }

    /** Meets the Pod Security Standard "restricted". */
    private static PodSecurityContext restricted() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static List<LocalObjectReference> pullSecrets(WorkloadModel model) {
        return Optional.ofNullable(model.application().imagePullSecrets()).orElse(List.<PullSecretSpec>of()).stream()
                .map(secret -> new LocalObjectReference(secret.name()))
                .toList();
    }

    private static Toleration toleration(TolerationSpec given) {
        return new TolerationBuilder()
                .withKey(given.key())
                .withOperator(given.operator() == null ? "Equal" : given.operator())
                .withValue(given.value())
                .withEffect(given.effect())
                .withTolerationSeconds(given.tolerationSeconds())
                .build();
    }

    /** Preferred, not required: pods of a small cluster still have to run somewhere. */
    private static TopologySpreadConstraint spread(WorkloadModel model, String topology) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topology)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withLabelSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Labels.selecting(model.names(), Role.SERVER))
                        .build())
                .build();
    }
}
