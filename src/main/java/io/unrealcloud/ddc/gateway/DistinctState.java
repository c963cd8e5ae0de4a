package io.unrealcloud.ddc.gateway;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a thinned-out page hands to the next one, inside the paging state the client carries.
 *
 * @param last the last row given, null before the first
 * @param left rows the answer may still have, or a negative number for any
 * @param upstream the database's own paging state, null at the beginning
 */
record DistinctState(List<ByteBuffer> last, int left, ByteBuffer upstream) {
    private static final int MARK = 0x44444331;

    static DistinctState beginning(int limit) {
        return new DistinctState(null, limit, null);
    }

    ByteBuffer encode() {
        int size = 16 + upstream.remaining();
        for (ByteBuffer value : last == null ? List.<ByteBuffer>of() : last) {
            size += 4 + (value == null ? 0 : value.remaining());
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(MARK).putInt(left).putInt(last == null ? -1 : last.size());
        for (ByteBuffer value : last == null ? List.<ByteBuffer>of() : last) {
            put(out, value);
        }
        put(out, upstream);
        return out.flip();
    }

    /** @throws MalformedFrameException if it is not one of ours */
    static DistinctState decode(ByteBuffer encoded) {
        try {
            ByteBuffer in = encoded.duplicate();
            if (in.getInt() != MARK) {
                throw new MalformedFrameException("Invalid value for the paging state");
            }
            int left = in.getInt();
            int columns = in.getInt();
            List<ByteBuffer> last = columns < 0 ? null : new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                last.add(get(in));
            }
            ByteBuffer upstream = get(in);
            if (upstream == null || in.hasRemaining()) {
                throw new MalformedFrameException("Invalid value for the paging state");
            }
            return new DistinctState(last, left, upstream);
        } catch (BufferUnderflowException e) {
            throw new MalformedFrameException("Invalid value for the paging state");
        }
    }

    private static void put(ByteBuffer out, ByteBuffer value) {
        out.putInt(value == null ? -1 : value.remaining());
        if (value != null) {
            out.put(value.duplicate());
        }
    }

    private static ByteBuffer get(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }
}
