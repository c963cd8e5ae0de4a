package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.WorkloadModel.Replicas;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * All objects of one DDC, in the order they are needed: who pods are, what they run by, the pods, and what surrounds
 * them. An option that is not chosen gives no object.
 */
public final class DesiredObjects {

    private DesiredObjects() {}

    public static List<HasMetadata> of(WorkloadModel model) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(Accounts.serviceAccount(model.owner(), model.roleArn()));
        objects.add(Accounts.role(model.owner()));
        objects.add(Accounts.binding(model.owner()));
        objects.add(ConfigMaps.lastValid(model));
        objects.add(ConfigMaps.settings(model, Role.SERVER));
        if (model.application().networkPolicy() != null) {
            objects.add(Networks.policy(model, model.application().networkPolicy()));
        }
        objects.add(Services.clients(model));
        if (model.sites()) {
            objects.add(Services.sites(model));
        }
        objects.add(Policies.disruption(model));
        objects.add(Workloads.deployment(model, Role.SERVER));
        if (model.worker()) {
            objects.add(ConfigMaps.settings(model, Role.WORKER));
            objects.add(Workloads.deployment(model, Role.WORKER));
        }
        if (model.replicas() instanceof Replicas.Scaled scaled) {
            objects.add(Policies.autoscaler(model, scaled));
        }
        if (model.application().ingress() != null) {
            objects.add(Policies.ingress(model, model.application().ingress()));
        }
        return objects;
    }
}
