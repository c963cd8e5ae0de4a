package io.unrealcloud.ddc.sandbox.iam.policy;

/** Something AWS knows, or may know, and this sandbox does not: it gives no answer rather than a wrong one. */
public final class NotEmulated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotEmulated(String what) {
        super("The sandbox's IAM does not know " + what);
    }
}
