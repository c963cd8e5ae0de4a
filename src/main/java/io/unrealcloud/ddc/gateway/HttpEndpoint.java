package io.unrealcloud.ddc.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;

/** Serves {@code /startup}, {@code /ready}, {@code /live} and {@code /metrics}; one request per connection. */
final class HttpEndpoint extends ChannelInitializer<SocketChannel> {
    private static final int REQUEST_LIMIT = 8 * 1024;
    private static final int TIMEOUT_SECONDS = 5;

    private final Health health;
    private final Metrics metrics;

    HttpEndpoint(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast(
                        new ReadTimeoutHandler(TIMEOUT_SECONDS),
                        new HttpServerCodec(),
                        new HttpObjectAggregator(REQUEST_LIMIT, true),
                        new Handler());
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (!request.method().equals(HttpMethod.GET)) {
                answer(context, HttpResponseStatus.METHOD_NOT_ALLOWED, "text/plain", "only GET\n");
                return;
            }
            switch (request.uri()) {
                case "/live" -> answer(context, HttpResponseStatus.OK, "text/plain", "ok\n");
                case "/startup" -> probe(context, health.started());
                case "/ready" -> probe(context, health.ready());
                case "/metrics" ->
                    answer(
                            context,
                            HttpResponseStatus.OK,
                            "text/plain; version=0.0.4; charset=utf-8",
                            metrics.exposition());
                default ->
                    answer(
                            context,
                            HttpResponseStatus.NOT_FOUND,
                            "text/plain",
                            "here are /startup, /ready, /live and /metrics\n");
            }
        }

        private void probe(ChannelHandlerContext context, boolean good) {
            answer(
                    context,
                    good ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "text/plain",
                    health.explain() + "\n");
        }

        private void answer(ChannelHandlerContext context, HttpResponseStatus status, String type, String text) {
            ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, type)
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                    .set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
