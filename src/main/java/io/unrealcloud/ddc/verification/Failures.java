package io.unrealcloud.ddc.verification;

/** What an answer other than the right one means. */
final class Failures {
    private Failures() {}

    /** Ends a check early; carries no stack, because it is no error of ours. */
    static final class Ended extends RuntimeException {
        private final transient Outcome outcome;

        Ended(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** @param action for messages, such as "the PUT of a ref" */
    static Outcome of(Pod pod, Reply.Answered answer, String action) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            return new Outcome.Unauthorised(pod.name(), status);
        }
        if (status == 503) {
            return new Outcome.DatabaseDown(pod.name());
        }
        if (status >= 500) {
            return new Outcome.Failed(pod.name(), status, action);
        }
        if (status >= 400) {
            return new Outcome.Refused(pod.name(), status, action);
        }
        return new Outcome.WrongAnswer(pod.name(), "status " + status + " to " + action);
    }
}
