package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.PlanStatus;
import io.unrealcloud.ddc.api.v1alpha1.PlannedStep;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.workload.PlannedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What all parts of a pass would do, as {@code status.plan} says it: the database, the role, then Kubernetes. */
final class PlanStatuses {

    // The CRD's bounds on status.plan.
    private static final int STEPS_MAX = 48;
    private static final int NAME_MAX = 64;
    private static final int ACTION_MAX = 16;
    private static final int TARGET_MAX = 80;
    private static final int DETAIL_MAX = 64;

    private PlanStatuses() {}

    /** @param costPerMonth null where nothing is known of it */
    static PlanStatus of(List<Plan<? extends Operation>> plans, List<PlannedObject> objects, String costPerMonth) {
        List<PlannedStep> steps = Stream.concat(
                        plans.stream().flatMap(PlanStatuses::steps),
                        objects.stream().map(PlanStatuses::step))
                .toList();
        return new PlanStatus(bounded(steps), costPerMonth);
    }

    private static Stream<PlannedStep> steps(Plan<? extends Operation> plan) {
        return plan.steps().stream()
                .map(step -> step(
                        step.id(),
                        step.operation().action(),
                        step.operation().target(),
                        step.operation().destructive(),
                        step.operation().detail()));
    }

    /** Nothing DDC keeps is in objects of Kubernetes. */
    private static PlannedStep step(PlannedObject object) {
        String target = object.kind() + " " + object.name();
        return step(target, object.action(), target, false, object.detail());
    }

    private static PlannedStep step(String name, String action, String target, boolean destructive, String detail) {
        return new PlannedStep(
                Cut.to(NAME_MAX, name),
                Cut.to(ACTION_MAX, action),
                Cut.to(TARGET_MAX, target),
                destructive,
                detail.isEmpty() ? null : Cut.to(DETAIL_MAX, detail));
    }

    /** A plan that is too long says how much it leaves out. */
    private static List<PlannedStep> bounded(List<PlannedStep> steps) {
        if (steps.size() <= STEPS_MAX) {
            return steps;
        }
        List<PlannedStep> shown = new ArrayList<>(steps.subList(0, STEPS_MAX - 1));
        List<PlannedStep> left = steps.subList(STEPS_MAX - 1, steps.size());
        shown.add(step(
                "more",
                "and",
                left.size() + " more steps",
                left.stream().anyMatch(one -> Boolean.TRUE.equals(one.destructive())),
                ""));
        return shown;
    }
}
