package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/**
 * Hands the number of pods over to an autoscaler without a drop. A field that its only owner leaves out of an apply
 * falls back to its default, which is one pod; so the operator goes on saying the number there is until the
 * autoscaler has said one itself.
 */
final class ReplicaHandover {

    private ReplicaHandover() {}

    /**
     * @param desired the Deployment of an autoscaled DDC
     * @param live the same as it is now, freshly read
     */
    static Deployment adjust(Deployment desired, Deployment live) {
        DeploymentBuilder adjusted = new DeploymentBuilder(desired);
        if (ownedByAnother(live) || live.getSpec().getReplicas() == null) {
            return adjusted.editSpec().withReplicas(null).endSpec().build();
        }
        // Refused with a conflict if the autoscaler is faster than this.
        return adjusted.editMetadata()
                .withResourceVersion(live.getMetadata().getResourceVersion())
                .endMetadata()
                .editSpec()
                .withReplicas(live.getSpec().getReplicas())
                .endSpec()
                .build();
    }

    private static boolean ownedByAnother(Deployment live) {
        return live.getMetadata().getManagedFields().stream()
                .filter(entry -> !Applier.FIELD_MANAGER.equals(entry.getManager()))
                .anyMatch(ReplicaHandover::hasReplicas);
    }

    private static boolean hasReplicas(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas");
    }
}
