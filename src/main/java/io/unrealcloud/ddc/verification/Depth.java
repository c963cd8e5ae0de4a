package io.unrealcloud.ddc.verification;

/** How much a verification looks at. */
public enum Depth {
    /** Two refs. */
    ROUTINE,
    /** Once for each rollout: also a content id, the blob index and the replication log. */
    ROLLOUT
}
