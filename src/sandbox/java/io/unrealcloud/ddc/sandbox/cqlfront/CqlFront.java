package io.unrealcloud.ddc.sandbox.cqlfront;

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
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.unrealcloud.ddc.sandbox.cqlfront.tls.SandboxAuthority;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.FrameSplitter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The CQL endpoint of one Region, running. Closing it ends every connection and thread it has. */
public final class CqlFront implements AutoCloseable {
    /** Requests longer than this are refused: rows are limited to 1 MB and batches to 100 of them. */
    private static final int MAX_FRAME_BYTES = 128 << 20;

    private final FrontSettings settings;
    private final FrontFaults faults = new FrontFaults();
    private final EventLoopGroup loops = new NioEventLoopGroup(2, new DefaultThreadFactory("cql-front", true));
    private final ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> servers = new ArrayList<>();

    private CqlFront(FrontSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts listening.
     *
     * @throws IOException if an address or port cannot be had; the message names it
     */
    public static CqlFront start(FrontSettings settings, SandboxAuthority authority) throws IOException {
        CqlFront front = new CqlFront(settings);
        try {
            front.listen(authority);
            return front;
        } catch (IOException | RuntimeException e) {
            front.close();
            throw e;
        }
    }

    private void listen(SandboxAuthority authority) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : settings.addresses()) {
            addresses.add(address(address));
        }
        FrontContext context = new FrontContext(
                settings,
                List.copyOf(addresses),
                faults,
                new PreparedStatements(),
                new EmptyPages(settings.paging().emptyFraction()),
                slow);
        SslContext tls = authority.serverContext(names(), certifiedAddresses());
        ServerBootstrap server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        clients.add(channel);
                        channel.pipeline()
                                .addLast(new FlushConsolidationHandler(256, true))
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(FrameSplitter.fromClient(MAX_FRAME_BYTES))
                                .addLast(new ClientConnection(context));
                    }
                });
        int port = settings.port();
        for (InetAddress address : addresses) {
            Channel bound = bind(server, new InetSocketAddress(address, port));
            servers.add(bound);
            port = ((InetSocketAddress) bound.localAddress()).getPort();
        }
    }

    private static Channel bind(ServerBootstrap server, InetSocketAddress address) throws IOException {
        var bound = server.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "The CQL front cannot listen on " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add("cassandra." + settings.region() + ".amazonaws.com");
        names.add("cassandra." + settings.region() + ".api.aws");
        names.add("localhost");
        names.addAll(settings.extraNames());
        return List.copyOf(names);
    }

    private List<String> certifiedAddresses() {
        Set<String> addresses = new LinkedHashSet<>(settings.addresses());
        addresses.add("127.0.0.1");
        return List.copyOf(addresses);
    }

    private static InetAddress address(String literal) throws IOException {
        if (!literal.matches("[0-9a-fA-F.:]+")) {
            throw new IOException("The CQL front listens on IP addresses, not on " + literal);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IOException("Not an IP address: " + literal, e);
        }
    }

    public String region() {
        return settings.region();
    }

    /** Where clients connect, first of the listeners. */
    public InetSocketAddress address() {
        return (InetSocketAddress) servers.get(0).localAddress();
    }

    public FrontFaults faults() {
        return faults;
    }

    /** Connections open at the moment. */
    public int connections() {
        return clients.size();
    }

    /** Resets all connections at once, as a failing load balancer would. */
    public void dropConnections() {
        clients.forEach(channel -> channel.eventLoop().execute(() -> {
            ClientConnection connection = channel.pipeline().get(ClientConnection.class);
            if (connection != null) {
                connection.reset();
            }
        }));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.close().awaitUninterruptibly());
        clients.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        slow.close();
    }
}
