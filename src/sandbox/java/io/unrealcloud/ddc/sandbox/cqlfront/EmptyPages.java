package io.unrealcloud.ddc.sandbox.cqlfront;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Decides which pages come empty first, evenly spread so that the configured share is met exactly, and marks the
 * paging state that leads on from an empty page, which is never followed by another.
 */
final class EmptyPages {
    private static final byte[] MARK = "empty:".getBytes(StandardCharsets.US_ASCII);

    private final double fraction;
    private double due;

    EmptyPages(double fraction) {
        this.fraction = fraction;
    }

    synchronized boolean takeTurn() {
        due += fraction;
        if (due < 1) {
            return false;
        }
        due -= 1;
        return true;
    }

    /** The state that leads from an empty page to where {@code state} leads; null is the beginning. */
    static ByteBuffer mark(ByteBuffer state) {
        ByteBuffer marked = ByteBuffer.allocate(MARK.length + (state == null ? 0 : state.remaining()));
        marked.put(MARK);
        if (state != null) {
            marked.put(state.duplicate());
        }
        return marked.flip();
    }

    static boolean isMarked(ByteBuffer state) {
        return state != null
                && state.remaining() >= MARK.length
                && state.slice(state.position(), MARK.length).equals(ByteBuffer.wrap(MARK));
    }

    /** Where a marked state leads; null is the beginning. */
    static ByteBuffer unmark(ByteBuffer state) {
        ByteBuffer rest = state.slice(state.position() + MARK.length, state.remaining() - MARK.length);
        return rest.hasRemaining() ? rest : null;
    }
}
