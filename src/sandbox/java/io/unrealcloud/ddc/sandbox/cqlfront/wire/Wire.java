package io.unrealcloud.ddc.sandbox.cqlfront.wire;

import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/**
 * Frames as bytes and as messages. Frames that only pass through stay bytes: of their header (CQL binary protocol
 * v4, section 2) just the stream id is rewritten, so nothing in them can change by accident.
 */
public final class Wire {
    /** The only protocol version the service speaks. */
    public static final int VERSION = ProtocolConstants.Version.V4;

    private static final int STREAM_OFFSET = 2;
    private static final int OPCODE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 1;
    private static final FrameCodec<ByteBuf> SERVER =
            FrameCodec.defaultServer(new BoundedPrimitiveCodec(PooledByteBufAllocator.DEFAULT), Compressor.none());
    private static final FrameCodec<ByteBuf> CLIENT =
            FrameCodec.defaultClient(new BoundedPrimitiveCodec(PooledByteBufAllocator.DEFAULT), Compressor.none());

    private Wire() {}

    /** Reads a client's frame; the buffer stays as it is and still belongs to the caller. */
    public static Frame decodeRequest(ByteBuf frame) {
        return SERVER.decode(frame.duplicate());
    }

    /** Reads a server's frame; the buffer stays as it is and still belongs to the caller. */
    public static Frame decodeResponse(ByteBuf frame) {
        return CLIENT.decode(frame.duplicate());
    }

    public static ByteBuf response(int stream, Message message) {
        return SERVER.encode(Frame.forResponse(VERSION, stream, null, Frame.NO_PAYLOAD, List.of(), message));
    }

    public static ByteBuf request(int stream, Message message) {
        return CLIENT.encode(Frame.forRequest(VERSION, stream, false, Frame.NO_PAYLOAD, message));
    }

    public static int stream(ByteBuf frame) {
        return frame.getShort(frame.readerIndex() + STREAM_OFFSET);
    }

    public static void setStream(ByteBuf frame, int stream) {
        frame.setShort(frame.readerIndex() + STREAM_OFFSET, stream);
    }

    public static int opcode(ByteBuf frame) {
        return frame.getUnsignedByte(frame.readerIndex() + OPCODE_OFFSET);
    }

    /** The service records no traces, so a wish for one must not reach the database. */
    public static void clearTracing(ByteBuf frame) {
        int at = frame.readerIndex() + FLAGS_OFFSET;
        frame.setByte(at, frame.getByte(at) & ~ProtocolConstants.FrameFlag.TRACING);
    }
}
