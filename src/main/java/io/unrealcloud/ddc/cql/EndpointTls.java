package io.unrealcloud.ddc.cql;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS that checks every server against the endpoint's name. Drivers reach Keyspaces' nodes by address while the
 * certificate names the endpoint, so the usual advice is to switch the check off; this keeps it.
 */
final class EndpointTls implements SslEngineFactory {
    private final SSLContext context;
    private final String host;
    private final int port;

    EndpointTls(CqlEndpoint endpoint) {
        this.context = Trust.clientContext(endpoint.extraTrust());
        this.host = endpoint.host();
        this.port = endpoint.port();
    }

    @Override
    public SSLEngine newSslEngine(EndPoint remote) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void close() {}
}
