package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.model.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of one resource: what was there before, and the verdicts of this pass on top. The time of a
 * condition moves only when its status does.
 */
final class Conditions {

    /** The CRD's bound on a message. */
    private static final int MESSAGE_MAX = 512;

    private final Map<ConditionType, Condition> conditions = new EnumMap<>(ConditionType.class);
    private final long generation;
    private final Instant now;

    Conditions(List<Condition> before, long generation, Instant now) {
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        Optional.ofNullable(before).orElse(List.of()).forEach(condition -> type(condition.type())
                .ifPresent(type -> conditions.put(type, condition)));
    }

    Conditions set(ConditionType type, Verdict verdict) {
        ConditionStatus status =
                switch (verdict.answer()) {
                    case YES -> ConditionStatus.TRUE;
                    case NO -> ConditionStatus.FALSE;
                    case UNKNOWN -> ConditionStatus.UNKNOWN;
                };
        Condition before = conditions.get(type);
        Instant since = before != null && before.status() == status ? before.lastTransitionTime() : now;
        conditions.put(
                type,
                new Condition(
                        type.value(),
                        status,
                        generation,
                        since,
                        verdict.reason().name(),
                        Cut.to(MESSAGE_MAX, verdict.message())));
        return this;
    }

    /** Sets the condition only if it has never been set. */
    Conditions initially(ConditionType type, Verdict verdict) {
        return conditions.containsKey(type) ? this : set(type, verdict);
    }

    Conditions remove(ConditionType type) {
        conditions.remove(type);
        return this;
    }

    /** In the order of {@link ConditionType}. */
    List<Condition> list() {
        return List.copyOf(conditions.values());
    }

    static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
        return Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(condition -> type.value().equals(condition.type()))
                .findFirst();
    }

    private static Optional<ConditionType> type(String name) {
        for (ConditionType type : ConditionType.values()) {
            if (type.value().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
