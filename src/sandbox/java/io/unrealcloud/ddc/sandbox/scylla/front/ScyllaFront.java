package io.unrealcloud.ddc.sandbox.scylla.front;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.FrameSplitter;
import io.unrealcloud.ddc.sandbox.scylla.state.ClusterState;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The CQL port of one ScyllaDB node, running. Closing it ends every connection and thread it has. */
public final class ScyllaFront implements AutoCloseable {
    /** ScyllaDB refuses a frame larger than a tenth of its memory; this is what a small machine would take. */
    private static final int MAX_FRAME_BYTES = 128 << 20;

    private final EventLoopGroup loops = new NioEventLoopGroup(1, new DefaultThreadFactory("scylla-front", true));
    private final ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> servers = new ArrayList<>();
    private final ClusterState state;
    private final FrontParts parts;

    private ScyllaFront(Dialect dialect, Ring ring) {
        state = new ClusterState(ring, slow);
        parts = new FrontParts(dialect, ring, state, new PreparedStatements(), slow);
    }

    /**
     * Prepares the node's state and starts listening.
     *
     * @param cassandra where the node behind answers
     * @param superuser what a new cluster begins with
     * @throws IOException if the node does not answer, or the address cannot be had
     */
    public static ScyllaFront start(
            InetSocketAddress address, Dialect dialect, InetSocketAddress cassandra, Optional<Role> superuser)
            throws IOException {
        ScyllaFront front = new ScyllaFront(dialect, new Ring(cassandra));
        try {
            front.state.begin(superuser);
            front.listen(address, false);
            return front;
        } catch (IOException | RuntimeException e) {
            front.close();
            throw e;
        }
    }

    /** Opens a second port, where everybody is a superuser without a login: ScyllaDB's maintenance socket. */
    public InetSocketAddress listenForMaintenance(InetSocketAddress address) throws IOException {
        return listen(address, true);
    }

    private InetSocketAddress listen(InetSocketAddress address, boolean maintenance) throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        clients.add(channel);
                        channel.pipeline()
                                .addLast(new FlushConsolidationHandler(256, true))
                                .addLast(FrameSplitter.fromClient(MAX_FRAME_BYTES))
                                .addLast(new ScyllaClient(parts, maintenance));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "The CQL port " + address + " cannot be had: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        servers.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return (InetSocketAddress) servers.get(0).localAddress();
    }

    /** Connections open at the moment. */
    public int connections() {
        return clients.size();
    }

    public ClusterState state() {
        return state;
    }

    @Override
    public void close() {
        servers.forEach(server -> server.close().awaitUninterruptibly());
        clients.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        slow.shutdownNow();
    }
}
