package io.unrealcloud.ddc.sandbox.iam.policy;

import java.util.List;

/** A policy document. */
public record Policy(List<Statement> statements) {

    public Policy {
        statements = List.copyOf(statements);
    }

    /** What one document says about a request (IAM user guide: policy evaluation logic). */
    public Answer answer(Request request) {
        Answer answer = Answer.NOTHING;
        for (Statement statement : statements) {
            if (statement.applies(request)) {
                if (!statement.allow()) {
                    return Answer.DENIES;
                }
                answer = Answer.ALLOWS;
            }
        }
        return answer;
    }

    /**
     * What several documents of one kind say together: one denial decides, then one permission.
     */
    public static Answer answer(List<Policy> policies, Request request) {
        List<Answer> answers =
                policies.stream().map(policy -> policy.answer(request)).toList();
        return answers.contains(Answer.DENIES)
                ? Answer.DENIES
                : answers.contains(Answer.ALLOWS) ? Answer.ALLOWS : Answer.NOTHING;
    }

    /** What a document says. */
    public enum Answer {
        ALLOWS,
        DENIES,
        NOTHING
    }
}
