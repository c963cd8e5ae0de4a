package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.unrealcloud.ddc.api.v1alpha1.IngressSpec;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.WorkloadModel.Replicas;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.List;

/** How many pods there are, how many may be away, and the way in from outside. */
final class Policies {

    private Policies() {}

    /** One at a time, and a pod that does not serve anyway holds up no drain. */
    static PodDisruptionBudget disruption(WorkloadModel model) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().server()))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Labels.selecting(model.names(), Role.SERVER))
                        .build())
                .endSpec()
                .build();
    }

    /** By DDC's own container: what the gateway uses says little about load. */
    static HorizontalPodAutoscaler autoscaler(WorkloadModel model, Replicas.Scaled scaled) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().server()))
                .withNewSpec()
                .withMinReplicas(scaled.min())
                .withMaxReplicas(scaled.max())
                .withNewScaleTargetRef("apps/v1", "Deployment", model.names().server())
                .addNewMetric()
                .withType("ContainerResource")
                .withNewContainerResource()
                .withContainer(Containers.DDC)
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(scaled.cpuPercent())
                .endTarget()
                .endContainerResource()
                .endMetric()
                .endSpec()
                .build();
    }

    static Ingress ingress(WorkloadModel model, IngressSpec given) {
        IngressBuilder ingress = new IngressBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().server(), given.annotations()))
                .withNewSpec()
                .withIngressClassName(given.className())
                .addNewRule()
                .withHost(given.host())
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(model.names().server())
                .withNewPort()
                .withNumber(Services.HTTP)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec();
        if (given.tlsSecretName() != null) {
            ingress.editSpec()
                    .addNewTl()
                    .withHosts(List.of(given.host()))
                    .withSecretName(given.tlsSecretName())
                    .endTl()
                    .endSpec();
        }
        return ingress.build();
    }
}
