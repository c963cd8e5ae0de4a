package io.unrealcloud.ddc.sandbox.cqlfront.wire;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/** Cuts a stream of bytes into whole frames. */
public final class FrameSplitter extends LengthFieldBasedFrameDecoder {
    private static final int LENGTH_OFFSET = 5;
    private static final int LENGTH_BYTES = 4;

    private final boolean fromClient;

    private FrameSplitter(int maxFrameBytes, boolean fromClient) {
        super(maxFrameBytes, LENGTH_OFFSET, LENGTH_BYTES, 0, 0, true);
        this.fromClient = fromClient;
    }

    /**
     * For the client's side. A frame of another protocol version is answered with the words drivers downgrade on
     * (DataStax drivers: "Invalid or unsupported protocol version") in a frame of version 4, and the connection is
     * closed, since the rest of the stream cannot be read.
     */
    public static FrameSplitter fromClient(int maxFrameBytes) {
        return new FrameSplitter(maxFrameBytes, true);
    }

    public static FrameSplitter fromServer() {
        return new FrameSplitter(Integer.MAX_VALUE, false);
    }

    @Override
    protected Object decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
        if (fromClient && in.isReadable()) {
            int version = in.getUnsignedByte(in.readerIndex());
            if (version != Wire.VERSION) {
                // Versions 1 and 2 have other headers: whatever stands in the stream's place will do for them.
                if (in.readableBytes() < LENGTH_OFFSET + LENGTH_BYTES) {
                    return null;
                }
                int stream = Wire.stream(in);
                in.skipBytes(in.readableBytes());
                ctx.writeAndFlush(Wire.response(
                                stream,
                                new Error(
                                        ErrorCode.PROTOCOL_ERROR,
                                        "Invalid or unsupported protocol version (" + (version & 0x7f)
                                                + "); supported versions are (4/v4)")))
                        .addListener(ChannelFutureListener.CLOSE);
                ctx.channel().config().setAutoRead(false);
                return null;
            }
        }
        return super.decode(ctx, in);
    }
}
