package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.model.Reason;

/**
 * What keeps DDC from being as wanted.
 *
 * @param message what happened and the next step
 */
public record Problem(Reason reason, String message) {}
