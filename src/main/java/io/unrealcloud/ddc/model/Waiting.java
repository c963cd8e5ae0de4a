package io.unrealcloud.ddc.model;

/**
 * What a step waits for: nothing is wrong, and nobody has to act.
 *
 * @param reason a reason of kind {@link Reason.Kind#WAITING} or {@link Reason.Kind#RETRIED}
 * @param message one sentence: what is awaited, and how far it is where that is known
 */
public record Waiting(Reason reason, String message) {}
