package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.identity.IdentityReport;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * The pods' role, as one pass found it.
 *
 * @param roleArn the role, also while it cannot be read; empty before there is one
 * @param plan what is still to do
 * @param next when to look again at the latest
 */
record IdentityState(IdentityReport report, Optional<String> roleArn, Plan<? extends Operation> plan, Duration next) {}
