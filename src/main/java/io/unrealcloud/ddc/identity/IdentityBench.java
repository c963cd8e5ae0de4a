package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.provision.Pace;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is kept of one resource between passes. Nothing in it is needed for correctness: a restart begins with an
 * empty one and reads everything again. A resource has one pass at a time.
 */
final class IdentityBench {

    /** A pass that did not end well, and when it is worth another. */
    record Open(DesiredIdentity desired, boolean planOnly, IdentityPass pass, Instant until) {}

    final AtomicReference<IdentityFacts> facts = new AtomicReference<>(IdentityFacts.none());
    final Pace pace = new Pace();
    Optional<DesiredIdentity> desired = Optional.empty();
    Optional<Open> open = Optional.empty();

    /** What is known of another role is no knowledge of this one. */
    void about(DesiredIdentity now) {
        if (desired.filter(before -> !subject(before).equals(subject(now))).isPresent()) {
            facts.set(IdentityFacts.none());
        }
        desired = Optional.of(now);
    }

    private static String subject(DesiredIdentity desired) {
        return switch (desired) {
            case DesiredIdentity.Managed managed -> managed.roleName();
            case DesiredIdentity.Existing existing -> existing.roleArn();
        };
    }
}
