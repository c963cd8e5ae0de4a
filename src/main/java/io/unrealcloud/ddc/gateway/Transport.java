package io.unrealcloud.ddc.gateway;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.ThreadFactory;

/**
 * How sockets are reached and TLS is done: by epoll and BoringSSL where Netty's native libraries load, else by the
 * JDK. Only the JDK's second compiler makes the JDK's AES fast, after a while and for much memory; BoringSSL is fast
 * from the first byte, so that the sidecar does without that compiler.
 */
enum Transport {
    NATIVE(EpollServerSocketChannel.class, EpollSocketChannel.class, SslProvider.OPENSSL),
    JDK(NioServerSocketChannel.class, NioSocketChannel.class, SslProvider.JDK);

    private final Class<? extends ServerChannel> listener;
    private final Class<? extends SocketChannel> channel;
    private final SslProvider tls;

    Transport(Class<? extends ServerChannel> listener, Class<? extends SocketChannel> channel, SslProvider tls) {
        this.listener = listener;
        this.channel = channel;
        this.tls = tls;
    }

    static Transport best() {
        return Epoll.isAvailable() && OpenSsl.isAvailable() ? NATIVE : JDK;
    }

    /** Why the native libraries are not used; only to be asked if they are not. */
    static Throwable obstacle() {
        return Epoll.isAvailable() ? OpenSsl.unavailabilityCause() : Epoll.unavailabilityCause();
    }

    EventLoopGroup loops(int threads, ThreadFactory factory) {
        return switch (this) {
            case NATIVE -> new EpollEventLoopGroup(threads, factory);
            case JDK -> new NioEventLoopGroup(threads, factory);
        };
    }

    Class<? extends ServerChannel> listener() {
        return listener;
    }

    Class<? extends SocketChannel> channel() {
        return channel;
    }

    SslProvider tls() {
        return tls;
    }
}
