package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.unrealcloud.ddc.model.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what applying objects would change, and changes nothing: what is there already is applied as a dry run, and the
 * API server says what would come of it.
 */
final class ObjectPlanner {

    private static final PatchContext DRY_RUN = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Applier.FIELD_MANAGER)
            .withForce(true)
            .withDryRun(List.of("All"))
            .build();

    private final KubernetesClient client;

    ObjectPlanner(KubernetesClient client) {
        this.client = client;
    }

    List<PlannedObject> plan(Owner owner, List<HasMetadata> desired, LiveObjects live) {
        List<PlannedObject> planned = new ArrayList<>();
        Set<String> wanted = desired.stream().map(ObjectPlanner::key).collect(Collectors.toSet());
        live.of(owner).stream()
                .filter(object -> !wanted.contains(key(object)) && Applier.controlledBy(owner, object))
                .map(object -> planned("delete", object, ""))
                .forEach(planned::add);
        desired.forEach(object -> step(owner, object).ifPresent(planned::add));
        return planned;
    }

    private Optional<PlannedObject> step(Owner owner, HasMetadata object) {
        try {
            HasMetadata found = client.resource(object).get();
            if (found == null) {
                return Optional.of(planned("create", object, ""));
            }
            if (!Applier.mayTake(owner, found)) {
                return Optional.of(planned("stop at", object, "it belongs to somebody else"));
            }
            HasMetadata wanted = object instanceof Deployment deployment && found instanceof Deployment running
                    ? keepingPods(deployment, running)
                    : object;
            HasMetadata then = client.resource(wanted).patch(DRY_RUN);
            return same(found, then)
                    ? Optional.empty()
                    : Optional.of(planned("change", object, restarts(found, then) ? "its pods are replaced" : ""));
        } catch (KubernetesClientException refused) {
            return Optional.of(
                    planned("stop at", object, Applier.refusal(object, refused).message()));
        }
    }

    /** Where an autoscaler decides their number, applying keeps it. */
    private static Deployment keepingPods(Deployment desired, Deployment running) {
        return desired.getSpec().getReplicas() == null ? ReplicaHandover.adjust(desired, running) : desired;
    }

    /** Alike in all but what every write changes. */
    private boolean same(HasMetadata one, HasMetadata other) {
        return bare(one).equals(bare(other));
    }

    private HasMetadata bare(HasMetadata object) {
        HasMetadata copy = client.getKubernetesSerialization().clone(object);
        copy.getMetadata().setManagedFields(null);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setGeneration(null);
        return copy;
    }

    private static boolean restarts(HasMetadata found, HasMetadata then) {
        return found instanceof Deployment before
                && then instanceof Deployment after
                && !before.getSpec().getTemplate().equals(after.getSpec().getTemplate());
    }

    private static PlannedObject planned(String action, HasMetadata object, String detail) {
        return new PlannedObject(action, object.getKind(), object.getMetadata().getName(), detail);
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}
