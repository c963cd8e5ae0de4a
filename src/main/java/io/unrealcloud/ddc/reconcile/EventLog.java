package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import org.jboss.logging.Logger;

/**
 * The events of all resources once more, in the operator's log, where they outlive the hour Kubernetes keeps them. The
 * logger's name tells what a line is about: what AWS runs for us, or what we run.
 */
public final class EventLog {

    /** Amazon Keyspaces and IAM. */
    public static final String INFRASTRUCTURE = "io.unrealcloud.ddc.infrastructure";

    /** ScyllaDB's nodes, and DDC. */
    public static final String SERVICE = "io.unrealcloud.ddc.service";

    private EventLog() {}

    static void tell(UnrealCloudDdc resource, EventRecorder.Type type, ConditionType about, Condition condition) {
        Logger log = Logger.getLogger(ofAws(resource, about) ? INFRASTRUCTURE : SERVICE);
        log.logf(
                type == EventRecorder.Type.WARNING ? Logger.Level.WARN : Logger.Level.INFO,
                "%s/%s: %s %s (%s). %s",
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                about.value(),
                word(condition.status()),
                condition.reason(),
                condition.message());
    }

    private static String word(ConditionStatus status) {
        return switch (status) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
    }

    private static boolean ofAws(UnrealCloudDdc resource, ConditionType about) {
        return switch (about) {
            case DATABASE_READY, SCHEMA_VALID ->
                resource.getSpec().database() != null
                        && resource.getSpec().database().amazonKeyspaces() != null;
            case IDENTITY_READY -> true;
            case READY,
                    WORKLOAD_AVAILABLE,
                    VERIFIED,
                    PROGRESSING,
                    DEGRADED,
                    MIGRATION_IN_PROGRESS,
                    RECONCILIATION_PAUSED,
                    DELETION_BLOCKED,
                    UPDATE_AVAILABLE,
                    CROSS_REGION_VERIFIED -> false;
        };
    }
}
