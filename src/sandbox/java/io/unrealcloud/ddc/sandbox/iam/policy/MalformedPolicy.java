package io.unrealcloud.ddc.sandbox.iam.policy;

/** A document that IAM would answer with MalformedPolicyDocument. */
public final class MalformedPolicy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedPolicy(String message) {
        super(message);
    }
}
