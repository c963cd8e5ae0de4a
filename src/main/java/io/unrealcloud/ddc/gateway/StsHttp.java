package io.unrealcloud.ddc.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One form to STS over a connection of its own, about once an hour, with the gateway's own sockets and TLS. */
final class StsHttp implements WebIdentityCredentials.Exchange {
    /** A little less than a client waits for its login, so that the reason reaches it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private static final int ANSWER_LIMIT = 256 * 1024;

    private record Answer(int status, String body) {}

    private final URI endpoint;
    private final Transport transport;
    private final SslContext tls;

    StsHttp(URI endpoint, Transport transport, SslContext tls) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.tls = tls;
    }

    @Override
    public StsAnswer post(Map<String, String> form) throws IOException {
        EventLoopGroup loop = transport.loops(1, new DefaultThreadFactory("gateway-sts", true));
        try {
            CompletableFuture<Answer> result = new CompletableFuture<>();
            connect(loop, request(form), result);
            Answer answer = result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return StsAnswer.of(answer.status(), answer.body());
        } catch (ExecutionException e) {
            throw new IOException(endpoint + " is not reached: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(endpoint + " does not answer within " + TIMEOUT.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway ends", e);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private void connect(EventLoopGroup loop, DefaultFullHttpRequest request, CompletableFuture<Answer> result) {
        boolean secure = "https".equals(endpoint.getScheme());
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        new Bootstrap()
                .group(loop)
                .channel(transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (secure) {
                            channel.pipeline().addLast(Tls.handler(tls, channel, endpoint.getHost(), port));
                        }
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(ANSWER_LIMIT, true),
                                        new Receiver(result));
                    }
                })
                .connect(endpoint.getHost(), port)
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected.channel().writeAndFlush(request);
                    } else {
                        request.release();
                        result.completeExceptionally(connected.cause());
                    }
                });
    }

    private DefaultFullHttpRequest request(Map<String, String> form) {
        byte[] body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, endpoint.getRawAuthority())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.ACCEPT, "text/xml")
                .set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<Answer> result;

        Receiver(CompletableFuture<Answer> result) {
            this.result = result;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            result.complete(
                    new Answer(response.status().code(), response.content().toString(StandardCharsets.UTF_8)));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            result.completeExceptionally(new IOException("it hangs up without an answer"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            result.completeExceptionally(cause);
            context.close();
        }
    }
}
