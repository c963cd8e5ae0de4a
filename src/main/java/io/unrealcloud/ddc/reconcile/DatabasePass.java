package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.workload.Reached;
import java.time.Duration;

/**
 * What came of one pass over a database, in the same shape for every backend.
 *
 * @param reached how the database is reached
 * @param plan what is still to do
 * @param costPerMonth what it costs before its first request; null where nothing is known of it
 * @param unread whether the state outside could not be read, so that an empty plan says nothing
 * @param next when to come back at the latest
 */
record DatabasePass(
        BackendReport report,
        Reached reached,
        Plan<? extends Operation> plan,
        String costPerMonth,
        boolean unread,
        Duration next) {

    /** Whether everything is as it shall be. */
    boolean done() {
        return !unread && plan.isEmpty();
    }
}
