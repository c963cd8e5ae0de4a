package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.Ready;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.FrameSplitter;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The plain connection to Cassandra that stands behind one client's connection. It lives on the client's event
 * loop, so neither needs locks. Requests of the front itself share it with the client's: each gets a stream id
 * of its own here.
 */
public final class Upstream {
    private static final int STREAMS = 32_768;

    /** The stream of events (CQL binary protocol v4, section 2.3). */
    private static final int EVENT = -1;

    private final Channel channel;
    private final Map<Integer, Consumer<ByteBuf>> waiting = new HashMap<>();
    private final ArrayDeque<Integer> freed = new ArrayDeque<>();
    private int unused;

    private Upstream(Channel channel) {
        this.channel = channel;
    }

    /** What the client's side wants to know about this one. */
    public interface Listener {
        void closed();

        /** An event, which is no answer to anything; to be released. */
        default void event(ByteBuf frame) {
            frame.release();
        }

        /** Cassandra takes in less than is sent ({@code false}), or can take more again. */
        void writable(boolean writable);
    }

    public static Future<Upstream> connect(EventLoop loop, InetSocketAddress cassandra, Listener listener) {
        Promise<Upstream> ready = loop.newPromise();
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Upstream upstream = new Upstream(channel);
                        channel.pipeline()
                                .addLast(new FlushConsolidationHandler(256, true))
                                .addLast(FrameSplitter.fromServer())
                                .addLast(upstream.new Replies(ready, listener));
                    }
                })
                .connect(cassandra)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ready.tryFailure(connected.cause());
                    }
                });
        return ready;
    }

    /** Sends a client's frame on, which this method takes over; so does {@code reply} with the answer. */
    public void forward(ByteBuf frame, Consumer<ByteBuf> reply) {
        int stream = take(reply);
        Wire.setStream(frame, stream);
        Wire.clearTracing(frame);
        channel.writeAndFlush(frame);
    }

    /** Sends a request of the front's own; {@code reply} takes over the answer. */
    public void send(Message message, Consumer<ByteBuf> reply) {
        channel.writeAndFlush(Wire.request(take(reply), message));
    }

    public void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    public boolean isWritable() {
        return channel.isWritable();
    }

    public void close() {
        channel.close();
    }

    private int take(Consumer<ByteBuf> reply) {
        Integer stream = freed.poll();
        if (stream == null) {
            if (unused == STREAMS) {
                throw CqlRefusal.server("More than " + STREAMS + " requests are in flight on one connection");
            }
            stream = unused++;
        }
        waiting.put(stream, reply);
        return stream;
    }

    private final class Replies extends SimpleChannelInboundHandler<ByteBuf> {
        private final Promise<Upstream> ready;
        private final Listener listener;

        Replies(Promise<Upstream> ready, Listener listener) {
            super(false);
            this.ready = ready;
            this.listener = listener;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            send(new Startup(), reply -> {
                boolean accepted;
                try {
                    accepted = Wire.decodeResponse(reply).message instanceof Ready;
                } finally {
                    reply.release();
                }
                if (accepted) {
                    ready.trySuccess(Upstream.this);
                } else {
                    ready.tryFailure(new IOException("Cassandra refused the connection of the front"));
                    ctx.close();
                }
            });
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            int stream = Wire.stream(frame);
            if (stream == EVENT) {
                listener.event(frame);
                return;
            }
            Consumer<ByteBuf> reply = waiting.remove(stream);
            if (reply == null) {
                frame.release();
                return;
            }
            freed.add(stream);
            reply.accept(frame);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            listener.writable(ctx.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            waiting.clear();
            ready.tryFailure(new IOException("Cassandra closed the connection"));
            listener.closed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ready.tryFailure(cause);
            ctx.close();
        }
    }
}
