package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.AuthChallenge;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Supported;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.unrealcloud.ddc.sandbox.cqlfront.login.Caller;
import io.unrealcloud.ddc.sandbox.cqlfront.login.Login;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One client, from its first frame to its last: greets it, logs it in, connects to Cassandra on its behalf, and
 * from then on leaves its requests to {@link Requests}. Everything happens on the channel's event loop.
 */
final class ClientConnection extends SimpleChannelInboundHandler<ByteBuf> implements Upstream.Listener {
    private static final Logger LOG = System.getLogger(ClientConnection.class.getName());
    private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(30);

    /** A name that clients which check it know (gocql's list of approved authenticators has it). */
    private static final String AUTHENTICATOR = "com.amazon.helenus.auth.HelenusAuthenticator";

    private static final Map<String, List<String>> OPTIONS =
            Map.of("CQL_VERSION", List.of("3.4.4"), "COMPRESSION", List.of());

    private final FrontContext front;
    private Channel channel;
    private Phase phase = Phase.GREETING;
    private Login login;
    private Upstream upstream;
    private Requests requests;
    private boolean upstreamWritable = true;

    private enum Phase {
        GREETING,
        LOGIN,
        CONNECTING,
        OPEN
    }

    ClientConnection(FrontContext front) {
        super(false);
        this.front = front;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (phase != Phase.OPEN) {
                                channel.close();
                            }
                        },
                        LOGIN_PATIENCE.toSeconds(),
                        TimeUnit.SECONDS);
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
            login(stream, answer.token);
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
        } else {
            login = new Login(
                    front.settings().region(),
                    front.settings().principals(),
                    front.settings().clock());
            phase = Phase.LOGIN;
            reply(stream, new Authenticate(AUTHENTICATOR));
        }
    }

    private void login(int stream, ByteBuffer token) {
        if (front.faults().refusingLogins()) {
            refuseAndClose(stream, ErrorCode.AUTH_ERROR, "Logins are refused for now (injected fault)");
            return;
        }
        switch (login.next(token)) {
            case LoginStep.Challenge challenge -> reply(stream, new AuthChallenge(ByteBuffer.wrap(challenge.token())));
            case LoginStep.Refused refused -> refuseAndClose(stream, ErrorCode.AUTH_ERROR, refused.reason());
            case LoginStep.Accepted accepted -> connect(stream, accepted.caller());
        }
    }

    private void connect(int stream, Caller caller) {
        phase = Phase.CONNECTING;
        Upstream.connect(channel.eventLoop(), front.settings().cassandra(), this)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        refuseAndClose(
                                stream,
                                ErrorCode.SERVER_ERROR,
                                "The database behind the sandbox does not answer: "
                                        + connected.cause().getMessage());
                        return;
                    }
                    upstream = (Upstream) connected.getNow();
                    if (!channel.isActive()) {
                        upstream.close();
                        return;
                    }
                    requests = new Requests(front.request(caller, channel.localAddress()), upstream, this);
                    phase = Phase.OPEN;
                    reply(stream, new AuthSuccess(null));
                });
    }

    /** Sends an answer. */
    void reply(int stream, Message message) {
        deliver(Wire.response(stream, message));
    }

    /** Sends an answer that came as a whole frame, which this method takes over. */
    void deliver(ByteBuf frame) {
        Duration delay = front.faults().replyDelay();
        if (delay.isZero()) {
            write(frame);
        } else {
            channel.eventLoop().schedule(() -> write(frame), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void write(ByteBuf frame) {
        if (phase == Phase.OPEN && channel.isActive() && front.faults().takeReset()) {
            channel.writeAndFlush(frame.readSlice(frame.readableBytes() / 2)).addListener(written -> reset());
        } else {
            channel.writeAndFlush(frame);
        }
    }

    /** Ends the connection the hard way: the client sees a reset, not an orderly end. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    private void refuseAndClose(int stream, int code, String message) {
        channel.config().setAutoRead(false);
        channel.writeAndFlush(Wire.response(stream, new Error(code, message))).addListener(ChannelFutureListener.CLOSE);
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void closed() {
        channel.close();
    }

    @Override
    public void writable(boolean writable) {
        upstreamWritable = writable;
        readAsFarAsAnswersGo();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.setReading(channel.isWritable());
        }
        readAsFarAsAnswersGo();
    }

    /** A client that does not read its answers, or is faster than Cassandra, is not read from. */
    private void readAsFarAsAnswersGo() {
        channel.config().setAutoRead(channel.isWritable() && upstreamWritable);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (upstream != null) {
            upstream.close();
        }
        if (requests != null) {
            requests.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            refuseAndClose(0, ErrorCode.PROTOCOL_ERROR, "The frame is too long: " + cause.getMessage());
            return;
        }
        // Broken TLS and resets are the client's business; anything else is a fault of the front.
        boolean peer = cause instanceof IOException || cause instanceof io.netty.handler.codec.DecoderException;
        LOG.log(
                peer ? Level.DEBUG : Level.ERROR,
                "Connection of " + ctx.channel().remoteAddress() + " failed",
                cause);
        ctx.close();
    }
}
