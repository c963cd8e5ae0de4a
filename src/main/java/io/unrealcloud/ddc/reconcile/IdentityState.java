package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;

/**
 * The pods' role, as one pass found it.
 *
 * @param roleArn the role, also while it is being mended; empty before there is one
 */
record IdentityState(Verdict ready, Optional<String> roleArn) {}
