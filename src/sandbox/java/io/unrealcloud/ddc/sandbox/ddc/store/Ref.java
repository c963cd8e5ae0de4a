package io.unrealcloud.ddc.sandbox.ddc.store;

import io.unrealcloud.ddc.verification.IoHash;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of {@code objects}.
 *
 * @param payload hash of the compact binary object the ref points at
 * @param inline that object itself, if it is small enough to stay in the row
 * @param complete whether every blob it needs is there
 */
public record Ref(RefKey key, IoHash payload, Optional<byte[]> inline, boolean complete, Instant lastAccess) {
    Ref completed() {
        return new Ref(key, payload, inline, true, lastAccess);
    }
}
