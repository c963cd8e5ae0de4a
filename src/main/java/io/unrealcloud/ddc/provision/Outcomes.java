package io.unrealcloud.ddc.provision;

import io.unrealcloud.ddc.model.Waiting;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What the outcomes of a pass's steps have in common, for those who judge a pass. */
public final class Outcomes {

    private Outcomes() {}

    /** Of everything awaited, the earliest stage: what comes later cannot begin before it. */
    public static Optional<Waiting> waiting(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Waits.class::isInstance)
                .map(outcome -> ((Outcome.Waits) outcome).waiting())
                .min(Comparator.comparing(wait -> wait.reason().ordinal()));
    }

    public static Stream<Outcome.Failed> failed(Collection<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Failed.class::isInstance).map(Outcome.Failed.class::cast);
    }
}
