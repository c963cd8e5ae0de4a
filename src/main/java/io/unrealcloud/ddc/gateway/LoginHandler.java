package io.unrealcloud.ddc.gateway;

import com.datastax.oss.driver.internal.core.protocol.FrameDecoder;
import com.datastax.oss.driver.internal.core.protocol.FrameEncoder;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.AuthChallenge;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.SigV4Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Logs a new database connection in, then leaves the pipeline and hands the channel over. */
final class LoginHandler extends SimpleChannelInboundHandler<Frame> {
    private static final Startup STARTUP =
            new Startup(Map.of("CQL_VERSION", "3.0.0", "DRIVER_NAME", "Unreal Cloud DDC CQL gateway"));

    private final Supplier<CqlLogin> logins;
    private final Executor blocking;
    private final String region;
    private final InstantSource clock;
    private final CompletableFuture<Channel> result;
    private CqlLogin login;

    LoginHandler(
            Supplier<CqlLogin> logins,
            Executor blocking,
            String region,
            InstantSource clock,
            CompletableFuture<Channel> result) {
        this.logins = logins;
        this.blocking = blocking;
        this.region = region;
        this.clock = clock;
        this.result = result;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        send(context, STARTUP);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        switch (frame.message) {
            case Ready ready -> done(context);
            case AuthSuccess success -> done(context);
            case Authenticate authenticate ->
                later(context, () -> {
                    login = logins.get();
                    return opening(login);
                });
            case AuthChallenge challenge -> later(context, () -> response(challenge));
            case Error error ->
                fail(
                        context,
                        error.code == ErrorCode.AUTH_ERROR || error.code == ErrorCode.UNAUTHORIZED
                                ? UpstreamException.refused("it refuses the login: " + error.message)
                                : UpstreamException.unreachable("it answers the login with: " + error.message));
            default -> fail(context, UpstreamException.unreachable("it answers the login with " + frame.message));
        }
    }

    private static byte[] opening(CqlLogin login) {
        return switch (login) {
            case CqlLogin.Iam iam -> SigV4Handshake.initialResponse();
            case CqlLogin.Password password ->
                ("\0" + password.user() + "\0" + password.password()).getBytes(StandardCharsets.UTF_8);
            case CqlLogin.None none -> throw UpstreamException.refused("it asks for a login and none is configured");
        };
    }

    private byte[] response(AuthChallenge challenge) {
        if (!(login instanceof CqlLogin.Iam iam)) {
            throw UpstreamException.refused("it answers the password with a challenge");
        }
        byte[] bytes = new byte[challenge.token.remaining()];
        challenge.token.duplicate().get(bytes);
        return SigV4Handshake.response(
                SigV4Handshake.nonce(bytes), iam.credentials().get(), region, clock.instant());
    }

    /** Credentials may come from STS or a file, which an event loop must not wait for. */
    private void later(ChannelHandlerContext context, Supplier<byte[]> answer) {
        CompletableFuture.supplyAsync(answer, blocking)
                .whenCompleteAsync(
                        (token, failure) -> {
                            if (failure == null) {
                                send(context, new AuthResponse(ByteBuffer.wrap(token)));
                            } else {
                                UpstreamException known = UpstreamException.of(failure);
                                fail(
                                        context,
                                        known.code() == ErrorCode.AUTH_ERROR
                                                ? known
                                                : UpstreamException.refused(
                                                        "the credentials for it cannot be had: " + known.getMessage()));
                            }
                        },
                        context.executor());
    }

    private static void send(ChannelHandlerContext context, Message message) {
        context.writeAndFlush(Frame.forRequest(Wire.VERSION, 0, false, Frame.NO_PAYLOAD, message));
    }

    private void done(ChannelHandlerContext context) {
        context.pipeline().remove(this);
        context.pipeline().remove(FrameDecoder.class);
        context.pipeline().remove(FrameEncoder.class);
        if (!result.complete(context.channel())) {
            context.close();
        }
    }

    private void fail(ChannelHandlerContext context, UpstreamException reason) {
        result.completeExceptionally(reason);
        context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            fail(
                    context,
                    UpstreamException.unreachable(
                            "TLS fails: " + handshake.cause().getMessage()));
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, UpstreamException.unreachable("it closed the connection during the login"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, UpstreamException.unreachable("the login failed: " + cause.getMessage()));
    }
}
