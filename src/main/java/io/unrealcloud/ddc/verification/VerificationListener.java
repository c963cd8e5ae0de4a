package io.unrealcloud.ddc.verification;

/** Hears of every check that ended; for metrics and logs. */
@FunctionalInterface
public interface VerificationListener {
    VerificationListener NONE = (resource, depth, result) -> {};

    void ended(String resource, Depth depth, Verifier.Result result);
}
