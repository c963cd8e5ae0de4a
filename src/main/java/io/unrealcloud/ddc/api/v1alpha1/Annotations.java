package io.unrealcloud.ddc.api.v1alpha1;

/** The annotations and labels through which people steer the operator beside the spec. */
public final class Annotations {
    public static final String GROUP = "ddc.unrealcloud.io";

    /** {@code "true"}: the operator observes, but changes nothing, deletion included. */
    public static final String PAUSED = GROUP + "/paused";

    /** Any new value asks for one full pass now; {@code status.observedReconcileAt} repeats it when done. */
    public static final String RECONCILE_AT = GROUP + "/reconcile-at";

    /** Any new value asks for one verification now. */
    public static final String VERIFY_AT = GROUP + "/verify-at";

    /** {@code "true"}: deletion drops the finalizer and touches nothing in AWS. */
    public static final String ABANDON = GROUP + "/abandon";

    /** Label on a Secret: the name of the resource that may read it. */
    public static final String USE_LABEL = GROUP + "/use";

    /** The finalizer that holds a resource until what it created is gone or released. */
    public static final String FINALIZER = GROUP + "/finalizer";

    private Annotations() {}
}
