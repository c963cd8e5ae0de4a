package io.unrealcloud.ddc.gateway;

import com.datastax.oss.driver.internal.core.protocol.FrameDecoder;
import com.datastax.oss.driver.internal.core.protocol.FrameEncoder;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.response.result.Rows;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps one database connection of its own and asks over it: soon and often until the first answer, which lets
 * DDC start, and then now and again for readiness.
 */
final class Prober {
    private static final Logger LOG = Logger.getLogger(Prober.class.getName());
    private static final long BETWEEN_MILLIS = 15_000;
    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long LONGEST_RETRY_MILLIS = 10_000;
    private static final int FRAME = 1024 * 1024;

    private final UpstreamConnector connector;
    private final EventLoop loop;
    private final Health health;
    private final long patienceMillis;
    private Channel channel;
    private long retry = FIRST_RETRY_MILLIS;
    private ScheduledFuture<?> timeout;
    private boolean closed;

    Prober(UpstreamConnector connector, EventLoop loop, Health health, long patienceMillis) {
        this.connector = connector;
        this.loop = loop;
        this.health = health;
        this.patienceMillis = patienceMillis;
    }

    void start() {
        loop.execute(this::connect);
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        connector.connect(loop).whenComplete((connected, failure) -> {
            if (failure != null) {
                failed(UpstreamException.of(failure).getMessage());
            } else if (closed) {
                connected.close();
            } else {
                channel = connected;
                channel.pipeline()
                        .addLast(
                                new FrameDecoder(Wire.AS_CLIENT, FRAME),
                                new FrameEncoder(Wire.AS_CLIENT, FRAME),
                                new Answers());
                ask();
            }
        });
    }

    private void ask() {
        if (channel == null || closed) {
            return;
        }
        channel.writeAndFlush(Frame.forRequest(
                Wire.VERSION,
                0,
                false,
                Frame.NO_PAYLOAD,
                new Query("SELECT key FROM system.local WHERE key = 'local'")));
        Channel asked = channel;
        timeout = loop.schedule(() -> asked.close(), patienceMillis, TimeUnit.MILLISECONDS);
    }

    private void failed(String reason) {
        channel = null;
        if (closed) {
            return;
        }
        health.upstreamFailed(reason);
        LOG.log(Level.WARNING, "The database is not reachable, trying again: {0}", reason);
        loop.schedule(this::connect, retry, TimeUnit.MILLISECONDS);
        retry = Math.min(retry * 2, LONGEST_RETRY_MILLIS);
    }

    private final class Answers extends SimpleChannelInboundHandler<Frame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Frame frame) {
            timeout.cancel(false);
            if (frame.message instanceof Rows) {
                retry = FIRST_RETRY_MILLIS;
                if (!health.started()) {
                    LOG.info("The database answers; DDC may start.");
                }
                health.upstreamProved();
                loop.schedule(Prober.this::ask, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                health.upstreamFailed("it answers the probe with " + frame.message);
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (timeout != null) {
                timeout.cancel(false);
            }
            failed("the probe's connection was lost");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
