package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Event;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.Supported;
import com.datastax.oss.protocol.internal.response.event.SchemaChangeEvent;
import com.datastax.oss.protocol.internal.response.event.StatusChangeEvent;
import com.datastax.oss.protocol.internal.response.event.TopologyChangeEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.unrealcloud.ddc.sandbox.cqlfront.Upstream;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import io.unrealcloud.ddc.sandbox.scylla.state.ClusterState;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client, from its first frame to its last: greets it, logs it in, connects to Cassandra on its behalf, and from
 * then on leaves its requests to {@link ScyllaRequests}.
 */
final class ScyllaClient extends SimpleChannelInboundHandler<ByteBuf> implements Upstream.Listener {
    private static final Logger LOG = System.getLogger(ScyllaClient.class.getName());
    private static final String AUTHENTICATOR = "org.apache.cassandra.auth.PasswordAuthenticator";

    /** Nothing of ScyllaDB's own: no shards are offered, so drivers use one connection as they do for Cassandra. */
    private static final Map<String, List<String>> OPTIONS =
            Map.of("CQL_VERSION", List.of(NodeTables.CQL_VERSION), "COMPRESSION", List.of());

    private final FrontParts parts;
    private final boolean maintenance;
    private Channel channel;
    private Phase phase = Phase.GREETING;
    private Upstream upstream;
    private ScyllaRequests requests;

    private enum Phase {
        GREETING,
        LOGIN,
        BUSY,
        OPEN
    }

    ScyllaClient(FrontParts parts, boolean maintenance) {
        super(false);
        this.parts = parts;
        this.maintenance = maintenance;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf raw) {
        int stream = Wire.stream(raw);
        boolean handedOn = false;
        try {
            if (Wire.opcode(raw) == Opcode.OPTIONS) {
                reply(stream, new Supported(OPTIONS));
            } else if (phase == Phase.OPEN) {
                handedOn = true;
                requests.handle(raw);
            } else {
                greet(stream, Wire.decodeRequest(raw));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            refuseAndClose(stream, ErrorCode.PROTOCOL_ERROR, "Cannot read the frame: " + e.getMessage());
        } finally {
            if (!handedOn) {
                raw.release();
            }
        }
    }

    private void greet(int stream, Frame frame) {
        if (phase == Phase.GREETING && frame.message instanceof Startup startup) {
            startup(stream, startup);
        } else if (phase == Phase.LOGIN && frame.message instanceof AuthResponse answer) {
            phase = Phase.BUSY;
            String token = text(answer.token);
            parts.slow().execute(() -> login(stream, token));
        } else {
            refuseAndClose(
                    stream,
                    ErrorCode.PROTOCOL_ERROR,
                    "Unexpected message " + frame.message.getClass().getSimpleName() + " before the login is done");
        }
    }

    private void startup(int stream, Startup startup) {
        String compression = startup.options.get(Startup.COMPRESSION_KEY);
        String version = startup.options.get(Startup.CQL_VERSION_KEY);
        if (compression != null && !compression.isEmpty()) {
            refuseAndClose(stream, ErrorCode.PROTOCOL_ERROR, "Unknown compression algorithm: " + compression);
        } else if (version == null || !version.startsWith("3.")) {
            refuseAndClose(stream, ErrorCode.PROTOCOL_ERROR, "CQL version " + version + " is not supported");
        } else if (maintenance || !parts.dialect().login()) {
            phase = Phase.BUSY;
            connect(stream, new Caller.Anybody(), new Ready());
        } else {
            phase = Phase.LOGIN;
            reply(stream, new Authenticate(AUTHENTICATOR));
        }
    }

    private void login(int stream, String token) {
        String[] fields = token.split("\0", -1);
        Optional<Role> role = Optional.empty();
        try {
            if (fields.length == 3) {
                role = Optional.ofNullable(parts.state().refresh().roles().get(fields[1]));
            }
        } catch (IOException e) {
            refuseAndClose(stream, ErrorCode.SERVER_ERROR, "Roles cannot be read: " + e.getMessage());
            return;
        }
        if (role.isEmpty() || !PasswordHash.matches(fields[2], role.get().hash().orElse(""))) {
            refuseAndClose(stream, ErrorCode.AUTH_ERROR, "Username and/or password are incorrect");
        } else if (!role.get().login()) {
            refuseAndClose(stream, ErrorCode.AUTH_ERROR, fields[1] + " is not permitted to log in");
        } else {
            Caller caller = new Caller.LoggedIn(fields[1], parts.dialect().authorize());
            channel.eventLoop().execute(() -> connect(stream, caller, new AuthSuccess(null)));
        }
    }

    private void connect(int stream, Caller caller, Message welcome) {
        Upstream.connect(channel.eventLoop(), parts.ring().cassandra(), this).addListener(connected -> {
            if (!connected.isSuccess()) {
                refuseAndClose(
                        stream,
                        ErrorCode.SERVER_ERROR,
                        "The node does not answer: " + connected.cause().getMessage());
                return;
            }
            upstream = (Upstream) connected.getNow();
            if (!channel.isActive()) {
                upstream.close();
                return;
            }
            requests = new ScyllaRequests(parts, caller, upstream, this);
            phase = Phase.OPEN;
            reply(stream, welcome);
        });
    }

    /** Sends an answer; from any thread. */
    void reply(int stream, Message message) {
        channel.writeAndFlush(Wire.response(stream, message));
    }

    /** Sends an answer that came as a whole frame, which this method takes over. */
    void deliver(ByteBuf frame) {
        channel.writeAndFlush(frame);
    }

    /** Does something on the thread that owns this connection. */
    void onLoop(Runnable work) {
        channel.eventLoop().execute(work);
    }

    private void refuseAndClose(int stream, int code, String message) {
        channel.config().setAutoRead(false);
        channel.writeAndFlush(Wire.response(stream, new Error(code, message))).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void closed() {
        channel.close();
    }

    /** Passed on with the port clients know; of the front's own keyspace nothing is said. */
    @Override
    public void event(ByteBuf frame) {
        try {
            Message event = Wire.decodeResponse(frame).message;
            if (event instanceof SchemaChangeEvent schema && ClusterState.KEYSPACE.equals(schema.keyspace)) {
                return;
            }
            reply(
                    Wire.stream(frame),
                    switch (event) {
                        case StatusChangeEvent status -> new StatusChangeEvent(status.changeType, here(status.address));
                        case TopologyChangeEvent change ->
                            new TopologyChangeEvent(change.changeType, here(change.address));
                        case Event other -> other;
                        default -> throw new IllegalArgumentException("Not an event: " + event);
                    });
        } finally {
            frame.release();
        }
    }

    private InetSocketAddress here(InetSocketAddress node) {
        return new InetSocketAddress(node.getAddress(), ((InetSocketAddress) channel.localAddress()).getPort());
    }

    @Override
    public void writable(boolean writable) {
        channel.config().setAutoRead(writable && channel.isWritable());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.setReading(channel.isWritable());
            channel.config().setAutoRead(channel.isWritable() && upstream.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            refuseAndClose(0, ErrorCode.PROTOCOL_ERROR, "The frame is too long: " + cause.getMessage());
            return;
        }
        boolean peer = cause instanceof IOException;
        LOG.log(peer ? Level.DEBUG : Level.ERROR, "Connection of " + channel.remoteAddress() + " failed", cause);
        ctx.close();
    }

    private static String text(ByteBuffer token) {
        return token == null
                ? ""
                : StandardCharsets.UTF_8.decode(token.duplicate()).toString();
    }
}
