package io.unrealcloud.ddc.provision;

import java.util.Set;

/**
 * One node of a plan.
 *
 * @param id unique within the plan; says what will be true afterwards, for example {@code table jupiter.objects}
 * @param needs ids of steps that must be done first; an id that is not in the plan counts as done
 */
public record Step<O extends Operation>(String id, Set<String> needs, O operation) {
    public Step {
        needs = Set.copyOf(needs);
    }
}
