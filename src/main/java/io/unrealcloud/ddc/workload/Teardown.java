package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes DDC down: first the pods, and once none is left everything else. Looks at the API server each time, since a
 * cache that lags could let the database go from under a pod.
 */
public final class Teardown {

    /** client-go keeps who leads in this annotation, and so does DDC. */
    private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";

    private final KubernetesClient client;
    private final LiveObjects live;

    public Teardown(KubernetesClient client) {
        this.client = client;
        this.live = new ServerObjects(client);
    }

    /**
     * @param tokens whether the Secrets the operator made go as well; clients would need new ones then
     * @return what is awaited; empty once nothing is left
     */
    public Optional<Waiting> pass(Owner owner, boolean tokens) {
        List<HasMetadata> left = live.of(owner).stream()
                .filter(object -> Applier.controlledBy(owner, object))
                .toList();
        left.stream()
                .filter(object -> object instanceof HorizontalPodAutoscaler || object instanceof Deployment)
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> client.resource(object).delete());
        Map<String, String> pods = Labels.selecting(Names.of(owner));
        int running = count(client.pods(), owner, pods);
        // What is left of a Deployment could still start pods.
        if (running > 0 || count(client.apps().replicaSets(), owner, pods) > 0) {
            return Optional.of(new Waiting(
                    Reason.Deleting,
                    "%d pods of DDC are still ending; database and role stay until then.".formatted(running)));
        }
        left.stream()
                .filter(object -> !(object instanceof HorizontalPodAutoscaler || object instanceof Deployment))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> client.resource(object).delete());
        leader(owner);
        if (tokens) {
            client.secrets()
                    .inNamespace(owner.namespace())
                    .withLabels(Map.of(Labels.MANAGED_BY, Tags.MANAGER, Labels.INSTANCE, owner.name()))
                    .delete();
        }
        return live.of(owner).stream()
                .filter(object -> Applier.controlledBy(owner, object))
                .findFirst()
                .map(object -> new Waiting(
                        Reason.Deleting,
                        "%s %s is still being deleted."
                                .formatted(
                                        object.getKind(), object.getMetadata().getName())));
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> int count(
            MixedOperation<T, L, ?> kind, Owner owner, Map<String, String> labels) {
        return kind.inNamespace(owner.namespace())
                .withLabels(labels)
                .list()
                .getItems()
                .size();
    }

    /** DDC made it, so it carries no mark of ours; what it is for is plain from its content. */
    private void leader(Owner owner) {
        var resource = client.configMaps()
                .inNamespace(owner.namespace())
                .withName(Names.of(owner).leader());
        ConfigMap found = resource.get();
        if (found != null
                && found.getMetadata().getAnnotations() != null
                && found.getMetadata().getAnnotations().containsKey(LEADER)) {
            resource.delete();
        }
    }
}
