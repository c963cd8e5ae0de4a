package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts what a client sends into whole version 4 frames. Any other version is answered in a version 4 frame with
 * the words on which drivers try a lower one; the C# driver begins with 0x42. A frame over the limit is
 * answered as soon as its header is there and its body thrown away as it comes in.
 */
final class ClientFrames extends ByteToMessageDecoder {
    private final int limit;
    private final FrameMemory memory;
    private final Metrics metrics;
    private int skipping;
    private int reserved;
    private boolean refused;

    ClientFrames(int limit, FrameMemory memory, Metrics metrics) {
        this.limit = limit;
        this.memory = memory;
        this.metrics = metrics;
    }

    /** Whether a frame has begun and not ended. */
    boolean midFrame() {
        return skipping > 0 || internalBuffer().isReadable();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (skipping > 0) {
            int now = Math.min(skipping, in.readableBytes());
            in.skipBytes(now);
            skipping -= now;
            return;
        }
        int version = FrameHeader.version(in);
        if (version != FrameHeader.REQUEST) {
            if (in.readableBytes() >= 4) {
                refuseVersion(context, version, in);
            }
            return;
        }
        if (in.readableBytes() < FrameHeader.SIZE) {
            return;
        }
        int length = FrameHeader.bodyLength(in);
        int stream = FrameHeader.stream(in);
        if (length < 0 || length > FrameHeader.PROTOCOL_MAXIMUM) {
            refuse(context, stream, "the frame announces a body of " + length + " bytes, over the protocol's 256 MiB");
        } else if (length > limit) {
            metrics.count("ddc_gateway_frames_refused_total", "reason", "size");
            in.skipBytes(FrameHeader.SIZE);
            skipping = length;
            context.writeAndFlush(Wire.response(
                    stream,
                    new Error(
                            ErrorCode.INVALID,
                            "The request has " + length + " bytes and the CQL gateway takes " + limit
                                    + ". Write less at once, or raise the gateway's --max-frame-size.")));
        } else if (in.readableBytes() >= FrameHeader.SIZE + length) {
            out.add(in.readRetainedSlice(FrameHeader.SIZE + length));
            memory.release(reserved);
            reserved = 0;
        } else if (reserved == 0 && length > FrameMemory.SMALL) {
            reserved = memory.reserve(context, length);
        }
    }

    private void refuseVersion(ChannelHandlerContext context, int version, ByteBuf in) {
        metrics.count("ddc_gateway_frames_refused_total", "reason", "version");
        boolean shortStream = version == 1 || version == 2;
        int stream = shortStream ? in.getByte(in.readerIndex() + 2) : FrameHeader.stream(in);
        refuse(
                context,
                stream,
                "Invalid or unsupported protocol version (" + version
                        + "); the lowest supported version is 4 and the greatest is 4");
    }

    /** Answers, then waits for the client to hang up, so that the answer is not lost in a reset. */
    private void refuse(ChannelHandlerContext context, int stream, String message) {
        refused = true;
        context.writeAndFlush(Wire.response(stream, new Error(ErrorCode.PROTOCOL_ERROR, message)))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        context.fireUserEventTriggered(Refused.INSTANCE);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        memory.release(reserved);
        memory.forget(context);
        reserved = 0;
    }

    /** Tells the connection that this client spoke no usable protocol and should soon be gone. */
    enum Refused {
        INSTANCE
    }
}
