package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.verification.DatabaseRows;
import io.unrealcloud.ddc.workload.Reached;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of one pass over a database, in the same shape for every backend.
 *
 * @param reached how the database is reached
 * @param rows opens the database for reading what DDC wrote, from a check's thread; empty while nobody can log in
 * @param plan what is still to do
 * @param costPerMonth what it costs before its first request; null where nothing is known of it
 * @param unread whether the state outside could not be read, so that an empty plan says nothing
 * @param next when to come back at the latest
 */
record DatabaseState(
        BackendReport report,
        Reached reached,
        Optional<Supplier<DatabaseRows>> rows,
        Plan<? extends Operation> plan,
        String costPerMonth,
        boolean unread,
        Duration next) {

    /** Whether everything is as it shall be. */
    boolean done() {
        return !unread && plan.isEmpty();
    }
}
