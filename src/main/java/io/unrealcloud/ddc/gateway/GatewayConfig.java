package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.SigV4Credentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway runs.
 *
 * @param region Region of the keyspaces, and the data centre clients see
 * @param listen addresses to listen on, each shown as one node
 * @param port port on all of them
 * @param http where probes and metrics are served
 * @param upstreamHost name of the CQL endpoint, which its certificate must carry
 * @param upstreamPort its port
 * @param upstreamTrust PEM file with certificates to trust besides the system's
 * @param login how to log in to it
 * @param mode the mode DDC is configured for
 * @param answerCreateIndex whether CREATE INDEX is answered as done instead of refused
 * @param maxFrame largest request taken and largest answer gathered, in bytes
 * @param frameMemory memory all large requests under way may take together, in bytes
 * @param maxConnections client connections at a time
 * @param threads event loops
 * @param startupTimeout a client has to send STARTUP within
 * @param clientTimeout a client has to go on with a frame it has begun within
 * @param idleTimeout a client without requests is kept for
 * @param loginTimeout reaching and logging in to the database takes at most; less than drivers wait for READY
 * @param upstreamTimeout the database may be silent while requests wait for
 * @param readyGrace the database may be unreachable before readiness says so for
 * @param drainTimeout requests under way may take at shutdown
 */
record GatewayConfig(
        String region,
        List<InetAddress> listen,
        int port,
        InetSocketAddress http,
        String upstreamHost,
        int upstreamPort,
        Optional<Path> upstreamTrust,
        Login login,
        ModeCheck.Mode mode,
        boolean answerCreateIndex,
        int maxFrame,
        long frameMemory,
        int maxConnections,
        int threads,
        Duration startupTimeout,
        Duration clientTimeout,
        Duration idleTimeout,
        Duration loginTimeout,
        Duration upstreamTimeout,
        Duration readyGrace,
        Duration drainTimeout) {
    GatewayConfig {
        listen = List.copyOf(listen);
    }

    /** How to log in to the database. */
    sealed interface Login {
        /**
         * With the pod's role, by the token Kubernetes projects.
         *
         * @param sts where AWS STS is
         */
        record WebIdentity(String roleArn, Path tokenFile, String sessionName, URI sts) implements Login {}

        /** With the access key in the standard AWS variables. */
        record AccessKey(SigV4Credentials credentials) implements Login {}

        /** With service-specific credentials, read anew for every connection. */
        record PasswordFiles(Path user, Path password) implements Login {}
    }
}
