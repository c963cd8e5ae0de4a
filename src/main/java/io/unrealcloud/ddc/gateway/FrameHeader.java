package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.FrameCodec;
import io.netty.buffer.ByteBuf;

/**
 * The header of a version 4 frame, read in place: version, flags, stream (2 bytes), opcode, body length (4
 * bytes); native protocol v4 specification, section 2.
 */
final class FrameHeader {
    static final int SIZE = FrameCodec.V3_ENCODED_HEADER_SIZE;
    static final int REQUEST = 0x04;
    static final int RESPONSE = 0x84;
    /** The largest frame the protocol allows, in bytes. */
    static final int PROTOCOL_MAXIMUM = 256 * 1024 * 1024;

    private FrameHeader() {}

    static int version(ByteBuf frame) {
        return frame.getUnsignedByte(frame.readerIndex());
    }

    static int flags(ByteBuf frame) {
        return frame.getUnsignedByte(frame.readerIndex() + 1);
    }

    static int stream(ByteBuf frame) {
        return frame.getShort(frame.readerIndex() + 2);
    }

    static int opcode(ByteBuf frame) {
        return frame.getUnsignedByte(frame.readerIndex() + 4);
    }

    static int bodyLength(ByteBuf frame) {
        return frame.getInt(frame.readerIndex() + 5);
    }

    static void setBodyLength(ByteBuf frame, int length) {
        frame.setInt(frame.readerIndex() + 5, length);
    }
}
