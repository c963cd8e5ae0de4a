package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.model.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns changes of conditions into events, so that {@code kubectl describe} tells the story in order. */
final class ConditionEvents {

    /** Conditions whose change is news; the others repeat them or move all the time. */
    private static final List<ConditionType> NEWS = List.of(
            ConditionType.READY,
            ConditionType.DATABASE_READY,
            ConditionType.SCHEMA_VALID,
            ConditionType.DEGRADED,
            ConditionType.DELETION_BLOCKED,
            ConditionType.RECONCILIATION_PAUSED);

    private final EventRecorder events;

    ConditionEvents(EventRecorder events) {
        this.events = events;
    }

    void changed(UnrealCloudDdc resource, UnrealCloudDdcStatus before, UnrealCloudDdcStatus after) {
        Set<String> told = new HashSet<>();
        for (ConditionType type : NEWS) {
            Optional<Condition> now = Conditions.find(after.conditions(), type);
            Optional<Condition> then = Conditions.find(before.conditions(), type);
            // Several conditions tell of the same thing; it happened once.
            now.filter(condition -> news(type, then, condition))
                    .filter(condition -> told.add(condition.reason() + " " + condition.message()))
                    .ifPresent(condition -> tell(resource, type, condition));
        }
    }

    private void tell(UnrealCloudDdc resource, ConditionType type, Condition condition) {
        EventRecorder.Type severity = severity(type, condition);
        events.record(resource, severity, condition.reason(), condition.message());
        EventLog.tell(resource, severity, type, condition);
    }

    private static boolean news(ConditionType type, Optional<Condition> then, Condition now) {
        boolean sameStatus =
                then.map(Condition::status).filter(now.status()::equals).isPresent();
        boolean sameReason =
                then.map(Condition::reason).filter(now.reason()::equals).isPresent();
        boolean bad = severity(type, now) == EventRecorder.Type.WARNING;
        if (now.status() == ConditionStatus.UNKNOWN) {
            return false;
        }
        if (then.isEmpty() || then.get().status() == ConditionStatus.UNKNOWN) {
            // The first answer is news if it is good, or bad in a way somebody has to mend.
            return now.status() == ConditionStatus.TRUE;
        }
        return !sameStatus || (bad && !sameReason);
    }

    private static EventRecorder.Type severity(ConditionType type, Condition condition) {
        ConditionStatus bad =
                switch (type) {
                    case DEGRADED, DELETION_BLOCKED -> ConditionStatus.TRUE;
                    case READY,
                            DATABASE_READY,
                            SCHEMA_VALID,
                            IDENTITY_READY,
                            WORKLOAD_AVAILABLE,
                            VERIFIED,
                            CROSS_REGION_VERIFIED -> ConditionStatus.FALSE;
                    case PROGRESSING, MIGRATION_IN_PROGRESS, RECONCILIATION_PAUSED, UPDATE_AVAILABLE -> null;
                };
        return condition.status() == bad && !underWay(condition)
                ? EventRecorder.Type.WARNING
                : EventRecorder.Type.NORMAL;
    }

    /** Nothing is wrong with what only takes its time. */
    private static boolean underWay(Condition condition) {
        return Arrays.stream(Reason.values())
                .anyMatch(reason -> reason.name().equals(condition.reason()) && reason.kind() == Reason.Kind.WAITING);
    }
}
