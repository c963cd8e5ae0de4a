package io.unrealcloud.ddc.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Hands answers of the database on as they arrive, without assembling them: only headers are read, and only the
 * frames the gateway has to understand are collected. Neighbouring frames leave in one write.
 */
final class UpstreamFrames extends ChannelInboundHandlerAdapter {
    /** What becomes of a frame. */
    enum Route {
        FORWARD,
        COLLECT,
        DROP
    }

    private final Link link;
    private final ByteBuf split = Unpooled.buffer(FrameHeader.SIZE, FrameHeader.SIZE);
    private Route route = Route.DROP;
    private int remaining;
    private ByteBuf collected;
    private int runStart = -1;

    UpstreamFrames(Link link) {
        this.link = link;
    }

    /** Whether the client has received the beginning of a frame and not its end. */
    boolean forwarding() {
        return route == Route.FORWARD && remaining > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        link.upstreamReadBegins();
        try {
            while (in.isReadable()) {
                if (remaining == 0) {
                    header(context, in);
                } else {
                    body(in);
                }
            }
            endRun(in);
        } finally {
            runStart = -1;
            in.release();
        }
    }

    private void header(ChannelHandlerContext context, ByteBuf in) {
        boolean whole = !split.isReadable() && in.readableBytes() >= FrameHeader.SIZE;
        if (!whole) {
            endRun(in);
            in.readBytes(split, Math.min(FrameHeader.SIZE - split.readableBytes(), in.readableBytes()));
            if (split.readableBytes() < FrameHeader.SIZE) {
                return;
            }
        }
        ByteBuf header = whole ? in : split;
        int length = FrameHeader.bodyLength(header);
        if (FrameHeader.version(header) != FrameHeader.RESPONSE
                || length < 0
                || length > FrameHeader.PROTOCOL_MAXIMUM) {
            throw new MalformedFrameException("the database sent something that is not a version 4 frame");
        }
        route = link.route(FrameHeader.stream(header), FrameHeader.opcode(header), length);
        remaining = length;
        switch (route) {
            case FORWARD -> {
                if (whole) {
                    runStart = runStart < 0 ? in.readerIndex() : runStart;
                    in.skipBytes(FrameHeader.SIZE);
                } else {
                    link.toClient(Unpooled.copiedBuffer(split));
                }
            }
            case COLLECT -> {
                endRun(in);
                collected = context.alloc().buffer(FrameHeader.SIZE + length);
                collected.writeBytes(header, FrameHeader.SIZE);
            }
            case DROP -> {
                endRun(in);
                header.skipBytes(FrameHeader.SIZE);
            }
        }
        split.clear();
        if (remaining == 0) {
            endFrame(in);
        }
    }

    private void body(ByteBuf in) {
        int now = Math.min(remaining, in.readableBytes());
        switch (route) {
            case FORWARD -> {
                runStart = runStart < 0 ? in.readerIndex() : runStart;
                in.skipBytes(now);
            }
            case COLLECT -> collected.writeBytes(in, now);
            case DROP -> in.skipBytes(now);
        }
        remaining -= now;
        if (remaining == 0) {
            endFrame(in);
        }
    }

    private void endFrame(ByteBuf in) {
        switch (route) {
            case FORWARD -> {
                if (link.hasHeldAnswers()) {
                    endRun(in);
                    link.sendHeldAnswers();
                }
            }
            case COLLECT -> {
                ByteBuf frame = collected;
                collected = null;
                try {
                    link.collected(frame);
                } finally {
                    frame.release();
                }
            }
            case DROP -> {}
        }
    }

    private void endRun(ByteBuf in) {
        if (runStart >= 0) {
            link.toClient(in.retainedSlice(runStart, in.readerIndex() - runStart));
            runStart = -1;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        link.upstreamReadEnds();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        link.upstreamWritable(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.upstreamGone("closed by the database");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        link.upstreamGone(String.valueOf(cause.getMessage()));
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (collected != null) {
            collected.release();
            collected = null;
        }
    }
}
