package io.unrealcloud.ddc.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.unrealcloud.ddc.cql.CqlLogin;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A running gateway. */
final class Gateway implements AutoCloseable {
    private final Shared shared;
    private final Transport transport;
    private final EventLoopGroup loops;
    private final ExecutorService blocking;
    private final List<Channel> listeners = new ArrayList<>();
    private Channel http;
    private Prober prober;

    private Gateway(Shared shared, Transport transport, EventLoopGroup loops, ExecutorService blocking) {
        this.shared = shared;
        this.transport = transport;
        this.loops = loops;
        this.blocking = blocking;
    }

    /**
     * Starts to listen and to reach for the database.
     *
     * @throws ConfigException if an address cannot be listened on or the trust file cannot be read
     */
    static Gateway start(GatewayConfig config, Supplier<CqlLogin> logins, InstantSource clock, LongSupplier ticker) {
        Transport transport = Transport.best();
        return start(config, transport, Tls.context(transport, config.upstreamTrust()), logins, clock, ticker);
    }

    static Gateway start(
            GatewayConfig config,
            Transport transport,
            SslContext tls,
            Supplier<CqlLogin> logins,
            InstantSource clock,
            LongSupplier ticker) {
        ExecutorService blocking = Executors.newFixedThreadPool(2, new DefaultThreadFactory("gateway-login", true));
        EventLoopGroup loops = transport.loops(config.threads(), new DefaultThreadFactory("gateway-io", false));
        Health health = new Health(config.readyGrace(), ticker);
        UpstreamConnector connector = new UpstreamConnector(config, transport, tls, logins, blocking, clock);
        Shared shared = new Shared(config, new Metrics(), health, connector, ticker);
        Gateway gateway = new Gateway(shared, transport, loops, blocking);
        try {
            gateway.listen();
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private void listen() {
        GatewayConfig config = shared.config;
        http = bind(new HttpEndpoint(shared.health, shared.metrics), config.http());
        for (Ring.Node node : shared.ring.nodes()) {
            listeners.add(bind(new Clients(node), new InetSocketAddress(node.address(), config.port())));
        }
        prober = new Prober(
                shared.connector,
                loops.next(),
                shared.health,
                config.upstreamTimeout().toMillis());
        prober.start();
    }

    private Channel bind(ChannelInitializer<SocketChannel> initializer, InetSocketAddress address) {
        try {
            return new ServerBootstrap()
                    .group(loops)
                    .channel(transport.listener())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UpstreamConnector.WATER_MARKS)
                    .childHandler(initializer)
                    .bind(address)
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) {
            // Netty throws the checked BindException from here without declaring it.
            throw new ConfigException("Cannot listen on " + address.getAddress().getHostAddress() + ":"
                    + address.getPort() + ": " + e.getMessage());
        }
    }

    private final class Clients extends ChannelInitializer<SocketChannel> {
        private final Ring.Node node;

        Clients(Ring.Node node) {
            this.node = node;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (shared.links.size() >= shared.config.maxConnections()) {
                shared.metrics.count("ddc_gateway_connections_refused_total");
                channel.close();
                return;
            }
            shared.metrics.count("ddc_gateway_connections_accepted_total");
            ClientFrames frames = new ClientFrames(shared.config.maxFrame(), shared.memory, shared.metrics);
            channel.pipeline().addLast(frames, new ClientHandler(shared, node, frames));
        }
    }

    Health health() {
        return shared.health;
    }

    Metrics metrics() {
        return shared.metrics;
    }

    /** Where clients connect: one address per node. */
    List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(listener -> (InetSocketAddress) listener.localAddress())
                .toList();
    }

    /** The port of the probes, chosen by the system if the configured one was 0. */
    int httpPort() {
        return ((InetSocketAddress) http.localAddress()).getPort();
    }

    /** Takes no new connections, lets the requests under way end, then closes everything. */
    void drain() {
        shared.health.drain();
        shared.draining.set(true);
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        shared.links.forEach(link -> link.client().eventLoop().execute(link::closeIfIdle));
        long until = shared.ticker.getAsLong() + shared.config.drainTimeout().toNanos();
        while (!shared.links.isEmpty() && shared.ticker.getAsLong() < until) {
            GlobalEventExecutor.INSTANCE
                    .schedule(() -> {}, 20, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly();
        }
        close();
    }

    /** Closes everything at once; does nothing the second time. */
    @Override
    public void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        if (prober != null) {
            prober.close();
        }
        listeners.forEach(Channel::close);
        if (http != null) {
            http.close();
        }
        shared.links.forEach(link -> link.client().close());
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        blocking.shutdownNow();
    }
}
