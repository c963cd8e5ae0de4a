package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.model.Owner;
import java.time.Instant;

/** Asks nodes how they are. Costs no AWS call. */
@FunctionalInterface
public interface NodeProbe {

    /** Answers within seconds and never throws. */
    Answer ask(Owner owner, String address);

    /** What came back. */
    sealed interface Answer {
        /** It answered. */
        record Told(NodeInfo info) implements Answer {}

        /** It speaks CQL, and accepts no login the operator has: logins may not have been made yet. */
        record Closed(String why) implements Answer {}

        /** Nothing that speaks CQL. */
        record Silent(String why) implements Answer {}
    }

    /** An answer, and since when answers have been of its kind. */
    record Heard(Answer answer, Instant since) {
        /** The next answer. */
        Heard then(Answer next, Instant now) {
            boolean same = joined(answer) == joined(next);
            return new Heard(next, same ? since : now);
        }

        private static boolean joined(Answer answer) {
            return answer instanceof Answer.Told told && told.info().joined();
        }
    }
}
