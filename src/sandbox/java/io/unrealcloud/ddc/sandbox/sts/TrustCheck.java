package io.unrealcloud.ddc.sandbox.sts;

/** Decides whether a token may assume a role: signature by the issuer's keys, and the role's trust policy. */
@FunctionalInterface
public interface TrustCheck {
    /** Every well-formed token that has not expired may assume every role. */
    TrustCheck ANY = (roleArn, token, identity) -> {};

    /** @throws StsRefusal if it may not */
    void check(String roleArn, String token, WebIdentity identity);
}
