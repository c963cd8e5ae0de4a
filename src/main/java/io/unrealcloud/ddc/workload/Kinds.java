package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;

/** The kinds of objects DDC is made of, in the order they are taken down. */
public final class Kinds {

    /** Secrets are not among them: they go with the data they open, or stay with it. */
    public static final List<Class<? extends HasMetadata>> ALL = List.of(
            HorizontalPodAutoscaler.class,
            Deployment.class,
            Ingress.class,
            Service.class,
            EndpointSlice.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class,
            ConfigMap.class,
            RoleBinding.class,
            Role.class,
            ServiceAccount.class);

    private Kinds() {}
}
