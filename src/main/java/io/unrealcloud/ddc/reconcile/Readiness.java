package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

/** What Ready says: that DDC serves, or, without an application, that everything it needs is in place. */
final class Readiness {

    private Readiness() {}

    /** @param verified whether a PUT and a GET went through; yes as well where the resource asks for no proof */
    static Verdict serves(Verdict database, Verdict schema, Verdict identity, Verdict available, Verdict verified) {
        return first(database, schema, identity, available, verified)
                .orElseGet(() -> Verdict.yes(Reason.Available, "DDC serves. " + verified.message()));
    }

    /** @param bound whether the ConfigMap that tells how to reach the database is there */
    static Verdict bound(Verdict database, Verdict schema, Verdict identity, boolean bound) {
        return first(database, schema, identity)
                .orElseGet(() -> bound
                        ? Verdict.yes(
                                Reason.BindingReady,
                                "Database, role and the ConfigMap with their settings are in place; there is no"
                                        + " spec.application.")
                        : Verdict.no(
                                Reason.WaitingForBinding,
                                "The ConfigMap that tells how to reach the database is not there yet."));
    }

    private static Optional<Verdict> first(Verdict... needed) {
        return Stream.of(needed)
                .filter(verdict -> !verdict.isYes())
                .findFirst()
                .map(verdict -> Verdict.no(verdict.reason(), verdict.message()));
    }
}
