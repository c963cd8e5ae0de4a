package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.Policy;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy.Answer;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import java.util.List;
import java.util.Optional;

/** A role with everything that decides what it may do and who may have it. */
public record RolePolicies(
        String arn, int maxSessionSeconds, Policy trust, List<Policy> policies, Optional<Policy> boundary) {

    public RolePolicies {
        policies = List.copyOf(policies);
    }

    /** A boundary gives nothing; it only takes away (IAM user guide: permissions boundaries). */
    public boolean allows(Request request) {
        return Policy.answer(policies, request) == Answer.ALLOWS
                && boundary.map(bound -> bound.answer(request) == Answer.ALLOWS).orElse(true);
    }
}
