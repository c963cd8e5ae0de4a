package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.FrameFlag;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.Supported;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A client's side of a link: start-up, dispatch by opcode, pauses and time limits. */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final long CHECK_SECONDS = 1;
    private static final long HANG_UP_SECONDS = 5;
    private static final Supported SUPPORTED = new Supported(
            Map.of("CQL_VERSION", List.of("3.4.4"), "COMPRESSION", List.of(), "PROTOCOL_VERSIONS", List.of("4/v4")));

    private enum State {
        NEW,
        LOGIN,
        READY
    }

    private final Shared shared;
    private final Ring.Node node;
    private final ClientFrames frames;
    private Link link;
    private Requests requests;
    private State state = State.NEW;
    private ScheduledFuture<?> check;
    private long begunAt;
    private long lastRead;
    private long readAt;
    private int read;

    ClientHandler(Shared shared, Ring.Node node, ClientFrames frames) {
        this.shared = shared;
        this.node = node;
        this.frames = frames;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = new Link(shared, context.channel(), node);
        requests = new Requests(link);
        shared.links.add(link);
        begunAt = shared.ticker.getAsLong();
        lastRead = begunAt;
        check = context.executor()
                .scheduleWithFixedDelay(() -> check(context), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        lastRead = shared.ticker.getAsLong();
        if (read++ == 0) {
            readAt = lastRead;
        }
        boolean given = false;
        try {
            given = dispatch(context, frame);
        } catch (MalformedFrameException e) {
            shared.metrics.count("ddc_gateway_frames_refused_total", "reason", "malformed");
            link.reply(FrameHeader.stream(frame), protocolError("Malformed request: " + e.getMessage()));
        } finally {
            if (!given) {
                frame.release();
            }
        }
    }

    /** Returns whether the frame was given away. */
    private boolean dispatch(ChannelHandlerContext context, ByteBuf frame) {
        int stream = FrameHeader.stream(frame);
        int opcode = FrameHeader.opcode(frame);
        if (stream < 0 || link.busy(stream)) {
            hangUp(context, stream, "stream id " + stream + " is negative or still in use");
            return false;
        }
        if ((FrameHeader.flags(frame) & FrameFlag.COMPRESSED) != 0) {
            hangUp(context, stream, "the CQL gateway offers no compression, which loopback does not need");
            return false;
        }
        if (opcode == Opcode.OPTIONS && state != State.READY) {
            link.reply(stream, SUPPORTED);
            return false;
        }
        return switch (state) {
            case NEW -> {
                start(context, stream, opcode, frame);
                yield false;
            }
            case LOGIN -> {
                hangUp(context, stream, "a request came before READY");
                yield false;
            }
            case READY -> ready(context, stream, opcode, frame);
        };
    }

    private boolean ready(ChannelHandlerContext context, int stream, int opcode, ByteBuf frame) {
        return switch (opcode) {
            case Opcode.QUERY -> requests.query(stream, frame);
            case Opcode.EXECUTE -> requests.execute(stream, frame);
            case Opcode.PREPARE -> requests.prepare(stream, frame);
            case Opcode.BATCH -> requests.batch(stream, frame);
            case Opcode.OPTIONS -> {
                // A heartbeat: it has to reach the database to be worth something.
                link.forward(stream, frame);
                yield true;
            }
            case Opcode.REGISTER -> {
                // Accepted and never followed by an event: the nodes a client sees do not change.
                link.reply(stream, new Ready());
                yield false;
            }
            default -> {
                hangUp(context, stream, "opcode " + opcode + " is not expected here");
                yield false;
            }
        };
    }

    private void start(ChannelHandlerContext context, int stream, int opcode, ByteBuf frame) {
        if (opcode != Opcode.STARTUP || !(Wire.decodeRequest(frame) instanceof Startup startup)) {
            hangUp(context, stream, "the first request must be STARTUP");
            return;
        }
        if (startup.options.containsKey(Startup.COMPRESSION_KEY)) {
            hangUp(context, stream, "the CQL gateway offers no compression, which loopback does not need");
            return;
        }
        state = State.LOGIN;
        Reading.pause(context.channel(), Reading.LOGIN);
        shared.connector
                .connect(context.channel().eventLoop())
                .whenComplete((upstream, failure) -> started(context, stream, upstream, failure));
    }

    private void started(ChannelHandlerContext context, int stream, Channel upstream, Throwable failure) {
        if (!context.channel().isActive()) {
            if (upstream != null) {
                upstream.close();
            }
            return;
        }
        if (failure != null) {
            shared.metrics.count("ddc_gateway_logins_failed_total");
            UpstreamException reason = UpstreamException.of(failure);
            link.reply(
                    stream,
                    new Error(reason.code(), "The CQL gateway cannot reach the database: " + reason.getMessage()));
            close(context);
            return;
        }
        state = State.READY;
        link.connect(upstream);
        link.reply(stream, new Ready());
        link.flush();
        Reading.resume(context.channel(), Reading.LOGIN);
    }

    private void hangUp(ChannelHandlerContext context, int stream, String reason) {
        shared.metrics.count("ddc_gateway_frames_refused_total", "reason", "protocol");
        context.write(Wire.response(stream, protocolError(reason)));
        close(context);
    }

    private static Error protocolError(String message) {
        return new Error(ErrorCode.PROTOCOL_ERROR, message);
    }

    private static void close(ChannelHandlerContext context) {
        context.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        link.flush();
        if (read > 0) {
            shared.requestSide.record(shared.ticker.getAsLong() - readAt, read);
            read = 0;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ClientFrames.Refused) {
            context.executor().schedule(() -> context.close(), HANG_UP_SECONDS, TimeUnit.SECONDS);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        link.clientWritable(context.channel().isWritable());
    }

    private void check(ChannelHandlerContext context) {
        long now = shared.ticker.getAsLong();
        if (state == State.NEW && now - begunAt > shared.config.startupTimeout().toNanos()) {
            end(context, "silent");
        } else if (frames.midFrame()
                && now - lastRead > shared.config.clientTimeout().toNanos()) {
            end(context, "half_frame");
        } else if (link.stalled(now)) {
            end(context, "stalled");
        } else if (link.idle() && now - lastRead > shared.config.idleTimeout().toNanos()) {
            end(context, "idle");
        }
    }

    private void end(ChannelHandlerContext context, String reason) {
        shared.metrics.count("ddc_gateway_connections_ended_total", "reason", reason);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        check.cancel(false);
        shared.links.remove(link);
        link.clientGone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Mostly a client that went away without closing. Whatever it is, only this connection is affected.
        shared.metrics.count("ddc_gateway_connections_ended_total", "reason", "error");
        context.close();
    }
}
