package io.unrealcloud.ddc.provision;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;

/** How a step ended in one pass. Only {@link Done} lets the steps that need it begin. */
public sealed interface Outcome {

    /** The step's result is there; seen, not assumed. */
    record Done() implements Outcome {}

    /** Begun, or not possible yet; the next pass looks again. */
    record Waits(Waiting waiting) implements Outcome {}

    /** Something went wrong that the operator tries again, with growing pauses. */
    record Failed(Reason reason, String message) implements Outcome {}

    /** A person has to change something; the message says what. */
    record Blocked(Reason reason, String message) implements Outcome {}

    /** Not begun, because a step it needs is not done. */
    record Held(String by) implements Outcome {}
}
