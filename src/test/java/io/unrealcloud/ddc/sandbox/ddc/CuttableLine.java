package io.unrealcloud.ddc.sandbox.ddc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to somewhere that a test can cut and mend. While cut, connections are closed at once. */
public final class CuttableLine implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public CuttableLine(InetSocketAddress target) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target);
    }

    /** @param at where it is reached; port 0 stands for any */
    public CuttableLine(InetSocketAddress at, InetSocketAddress target) {
        this.target = target;
        try {
            listener = new ServerSocket(at.getPort(), 50, at.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    public void cut() {
        cut = true;
        open.forEach(CuttableLine::closeQuietly);
        open.clear();
    }

    public void mend() {
        cut = false;
    }

    /** Whether a connection goes over it. */
    public boolean used() {
        return open.stream().anyMatch(socket -> !socket.isClosed());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    closeQuietly(client);
                } else {
                    Socket server = new Socket(target.getAddress(), target.getPort());
                    open.add(client);
                    open.add(server);
                    Thread.ofVirtual().start(() -> pump(client, server));
                    Thread.ofVirtual().start(() -> pump(server, client));
                }
            } catch (IOException e) {
                // Closed, or the far end is away: the client sees its connection end.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One end closed; both are closed now.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
