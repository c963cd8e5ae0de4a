package io.unrealcloud.ddc.gateway;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.unrealcloud.ddc.cql.Trust;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS towards the database and STS: the certificate must be trusted and carry the name that was asked for. */
final class Tls {
    private Tls() {}

    /** @throws ConfigException if the file with further certificates cannot be read */
    static SslContext context(Transport transport, Optional<Path> furtherTrust) {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(transport.tls())
                    .trustManager(Trust.managers(furtherTrust))
                    .build();
        } catch (SSLException e) {
            throw new ConfigException("TLS cannot be set up: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    static SslHandler handler(SslContext context, Channel channel, String host, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        return handler;
    }
}
