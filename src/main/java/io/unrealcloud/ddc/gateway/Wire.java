package io.unrealcloud.ddc.gateway;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.PrimitiveCodec;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** Encodes and decodes whole messages, for those the gateway makes or has to understand. */
final class Wire {
    static final int VERSION = ProtocolConstants.Version.V4;
    static final PrimitiveCodec<ByteBuf> PRIMITIVES = new ByteBufPrimitiveCodec(ByteBufAllocator.DEFAULT);
    static final FrameCodec<ByteBuf> AS_CLIENT = FrameCodec.defaultClient(PRIMITIVES, Compressor.none());
    private static final FrameCodec<ByteBuf> AS_SERVER = FrameCodec.defaultServer(PRIMITIVES, Compressor.none());

    private Wire() {}

    static ByteBuf request(int stream, Message message) {
        return AS_CLIENT.encode(Frame.forRequest(VERSION, stream, false, Frame.NO_PAYLOAD, message));
    }

    static ByteBuf response(int stream, Message message) {
        return AS_SERVER.encode(Frame.forResponse(VERSION, stream, null, Frame.NO_PAYLOAD, List.of(), message));
    }

    /** @throws MalformedFrameException if the frame cannot be read; the frame's reader index stays */
    static Message decodeRequest(ByteBuf frame) {
        return decode(AS_SERVER, frame);
    }

    /** @throws MalformedFrameException if the frame cannot be read; the frame's reader index stays */
    static Message decodeResponse(ByteBuf frame) {
        return decode(AS_CLIENT, frame);
    }

    private static Message decode(FrameCodec<ByteBuf> codec, ByteBuf frame) {
        try {
            return codec.decode(frame.duplicate()).message;
        } catch (RuntimeException e) {
            // The library reports malformed input by whatever exception its reads run into.
            throw new MalformedFrameException("the frame cannot be read: " + e.getMessage());
        }
    }
}
