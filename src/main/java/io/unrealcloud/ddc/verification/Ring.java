package io.unrealcloud.ddc.verification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A fixed set of keys that time walks around, so that verifications never leave more than so many refs behind, and a
 * key is written again only when no cache of DDC can hold its last value.
 *
 * @param name sets rings of one site apart
 * @param slot how long a key is the current one
 * @param size number of keys
 */
record Ring(String name, Duration slot, int size) {
    /** DDC forgets a ref in memory 120 minutes after it was last asked for. */
    static final Duration CACHED = Duration.ofMinutes(120);

    /** For checks: a key is used for a minute and then not for a day. */
    static final Ring CHECKS = new Ring("check", Duration.ofMinutes(1), 24 * 60);

    /** For other sites to read: they know by the time alone what was written last. */
    static final Ring ANNOUNCEMENTS = new Ring("announce", Duration.ofMinutes(30), 96);

    Ring {
        if (slot.multipliedBy(size - 1L).compareTo(CACHED.multipliedBy(8)) < 0) {
            throw new IllegalArgumentException("The ring " + name + " comes back while DDC may still remember.");
        }
    }

    /** Number of the slot since 1970, which is not the number of the key. */
    long slotAt(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), slot.toSeconds());
    }

    Instant startOf(long number) {
        return Instant.ofEpochSecond(Math.multiplyExact(number, slot.toSeconds()));
    }

    /** DDC's key, for one of several refs in a slot. */
    String key(String site, long number, String part) {
        String text = String.join("/", name, site, Long.toString(Math.floorMod(number, (long) size)), part);
        return IoHash.of(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
