package io.unrealcloud.ddc.gateway;

import com.datastax.oss.driver.internal.core.protocol.FrameDecoder;
import com.datastax.oss.driver.internal.core.protocol.FrameEncoder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.unrealcloud.ddc.cql.CqlLogin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Opens connections to the database, spread over all addresses of its name, each with TLS checked against the
 * name and logged in with fresh credentials. Few logins run at a time, so that a storm of clients does not starve
 * those already connected.
 */
final class UpstreamConnector {
    private static final int LOGINS_AT_A_TIME = 8;
    private static final int LOGIN_FRAME = 1024 * 1024;
    private static final int TRIES = 3;
    static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final GatewayConfig config;
    private final Transport transport;
    private final SslContext tls;
    private final Supplier<CqlLogin> logins;
    private final Executor blocking;
    private final InstantSource clock;
    private final AtomicInteger turn = new AtomicInteger();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    UpstreamConnector(
            GatewayConfig config,
            Transport transport,
            SslContext tls,
            Supplier<CqlLogin> logins,
            Executor blocking,
            InstantSource clock) {
        this.config = config;
        this.transport = transport;
        this.tls = tls;
        this.logins = logins;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** A logged-in channel on this event loop, or an {@link UpstreamException}; completed on the event loop. */
    CompletableFuture<Channel> connect(EventLoop loop) {
        CompletableFuture<Channel> result = new CompletableFuture<>();
        var deadline = loop.schedule(
                () -> result.completeExceptionally(UpstreamException.unreachable(
                        "no login within " + config.loginTimeout().toMillis() + " ms at " + config.upstreamHost() + ":"
                                + config.upstreamPort())),
                config.loginTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        result.whenComplete((channel, failure) -> deadline.cancel(false));
        admit(() -> {
            if (result.isDone()) {
                leave();
                return;
            }
            result.whenComplete((channel, failure) -> leave());
            CompletableFuture.supplyAsync(this::resolve, blocking)
                    .whenCompleteAsync(
                            (addresses, failure) -> {
                                if (failure != null) {
                                    result.completeExceptionally(UpstreamException.of(failure));
                                } else {
                                    attempt(loop, addresses, turn.getAndIncrement(), 0, result);
                                }
                            },
                            loop);
        });
        return result;
    }

    private InetAddress[] resolve() {
        try {
            return InetAddress.getAllByName(config.upstreamHost());
        } catch (UnknownHostException e) {
            throw UpstreamException.unreachable("the name " + config.upstreamHost() + " does not resolve");
        }
    }

    private void attempt(
            EventLoop loop, InetAddress[] addresses, int first, int tried, CompletableFuture<Channel> result) {
        InetAddress address = addresses[Math.floorMod(first + tried, addresses.length)];
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.max(200, config.loginTimeout().toMillis() / 2))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        handshake(channel),
                                        new FrameDecoder(Wire.AS_CLIENT, LOGIN_FRAME),
                                        new FrameEncoder(Wire.AS_CLIENT, LOGIN_FRAME),
                                        new LoginHandler(logins, blocking, config.region(), clock, result));
                    }
                });
        bootstrap
                .connect(new InetSocketAddress(address, config.upstreamPort()))
                .addListener((io.netty.channel.ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        result.whenComplete((channel, failure) -> {
                            if (failure != null) {
                                connected.channel().close();
                            }
                        });
                    } else if (!result.isDone() && tried + 1 < Math.min(TRIES, addresses.length)) {
                        attempt(loop, addresses, first, tried + 1, result);
                    } else {
                        result.completeExceptionally(UpstreamException.unreachable(config.upstreamHost() + ":"
                                + config.upstreamPort() + " does not answer: "
                                + connected.cause().getMessage()));
                    }
                });
    }

    private SslHandler handshake(SocketChannel channel) {
        SslHandler handler = Tls.handler(tls, channel, config.upstreamHost(), config.upstreamPort());
        handler.setHandshakeTimeoutMillis(config.loginTimeout().toMillis());
        return handler;
    }

    private void admit(Runnable login) {
        synchronized (waiting) {
            if (running >= LOGINS_AT_A_TIME) {
                waiting.add(login);
                return;
            }
            running++;
        }
        login.run();
    }

    private void leave() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
