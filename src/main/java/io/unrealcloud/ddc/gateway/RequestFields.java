package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.ProtocolConstants.FrameFlag;
import com.datastax.oss.protocol.internal.ProtocolConstants.QueryFlag;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Walks over a request frame to the few fields the gateway looks at, and changes them in place; values are
 * stepped over, not read. Native protocol v4 specification, sections 4.1.4, 4.1.6 and 4.1.7.
 */
final class RequestFields {
    private final ByteBuf frame;
    private int at;

    private RequestFields(ByteBuf frame) {
        this.frame = frame;
        this.at = frame.readerIndex() + FrameHeader.SIZE;
        if ((FrameHeader.flags(frame) & FrameFlag.CUSTOM_PAYLOAD) != 0) {
            for (int left = unsignedShort(); left > 0; left--) {
                skip(unsignedShort());
                skipBytes();
            }
        }
    }

    /** @throws MalformedFrameException if the body ends early */
    static RequestFields of(ByteBuf frame) {
        return new RequestFields(frame);
    }

    /** Where the walk stands: an index into the frame. */
    int position() {
        return at;
    }

    String longString() {
        int length = integer();
        if (length < 0) {
            throw new MalformedFrameException("negative length of a statement");
        }
        int start = at;
        skip(length);
        return frame.toString(start, length, StandardCharsets.UTF_8);
    }

    StatementId shortBytes() {
        byte[] bytes = new byte[unsignedShort()];
        int start = at;
        skip(bytes.length);
        frame.getBytes(start, bytes);
        return new StatementId(bytes);
    }

    int unsignedByte() {
        int start = at;
        skip(1);
        return frame.getUnsignedByte(start);
    }

    int unsignedShort() {
        int start = at;
        skip(2);
        return frame.getUnsignedShort(start);
    }

    /** Steps over the values of one statement of a batch. */
    void skipValues() {
        for (int left = unsignedShort(); left > 0; left--) {
            skipBytes();
        }
    }

    /**
     * Rewrites the parameters that begin here, those of a QUERY or EXECUTE, or of a BATCH after its statements.
     *
     * @param lift the level to write, or a negative number to leave the sender's
     * @return whether the level was changed
     */
    boolean rewriteParameters(int lift, boolean batch) {
        int consistencyAt = at;
        int sent = unsignedShort();
        int flagsAt = at;
        int flags = unsignedByte();
        if (!batch) {
            skipQueryParts(flags);
        }
        int serialAt = (flags & QueryFlag.SERIAL_CONSISTENCY) == 0 ? -1 : at;
        int serial = serialAt < 0 ? 0 : unsignedShort();
        if ((flags & QueryFlag.DEFAULT_TIMESTAMP) != 0) {
            skip(Long.BYTES);
        }
        if (serialAt >= 0 && serial == ConsistencyLevel.SERIAL) {
            frame.setByte(flagsAt, flags & ~QueryFlag.SERIAL_CONSISTENCY);
            cut(serialAt, Short.BYTES);
        }
        if (lift < 0 || lift == sent) {
            return false;
        }
        frame.setShort(consistencyAt, lift);
        return true;
    }

    private void skipQueryParts(int flags) {
        if ((flags & QueryFlag.VALUES) != 0) {
            for (int left = unsignedShort(); left > 0; left--) {
                if ((flags & QueryFlag.VALUE_NAMES) != 0) {
                    skip(unsignedShort());
                }
                skipBytes();
            }
        }
        if ((flags & QueryFlag.PAGE_SIZE) != 0) {
            skip(Integer.BYTES);
        }
        if ((flags & QueryFlag.PAGING_STATE) != 0) {
            skipBytes();
        }
    }

    /** Takes bytes out of the frame, moving what follows forward: a timestamp at most, in a well-formed frame. */
    private void cut(int from, int count) {
        int tail = frame.writerIndex() - from - count;
        byte[] rest = new byte[tail];
        frame.getBytes(from + count, rest);
        frame.setBytes(from, rest);
        frame.writerIndex(frame.writerIndex() - count);
        FrameHeader.setBodyLength(frame, frame.readableBytes() - FrameHeader.SIZE);
    }

    private void skipBytes() {
        int length = integer();
        if (length > 0) {
            skip(length);
        }
    }

    private int integer() {
        int start = at;
        skip(Integer.BYTES);
        return frame.getInt(start);
    }

    private void skip(int count) {
        if (count > frame.writerIndex() - at) {
            throw new MalformedFrameException("the frame ends in the middle of a field");
        }
        at += count;
    }
}
