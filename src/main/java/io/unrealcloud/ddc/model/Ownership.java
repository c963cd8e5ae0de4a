package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.model.Owner.Origin;

/** What an object's tags say about its relation to one resource. */
public sealed interface Ownership {

    /** Tagged for this very resource. */
    record Ours(Origin origin) implements Ownership {}

    /** Let go by a resource of the same cluster, namespace and name: may be claimed again after comparison. */
    record Released(Origin origin) implements Ownership {}

    /**
     * Tagged for an earlier resource of the same cluster, namespace and name that never let go (its finalizer was
     * removed by hand, or it was abandoned): needs adoption.
     */
    record Predecessor(Origin origin) implements Ownership {}

    /** Tagged for another resource. {@code owner} names it; {@code released} says whether it has let go. */
    record Foreign(String owner, boolean released) implements Ownership {}

    /** Not tagged by any operator. */
    record Unclaimed() implements Ownership {}
}
