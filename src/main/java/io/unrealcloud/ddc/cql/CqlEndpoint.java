package io.unrealcloud.ddc.cql;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where CQL is spoken.
 *
 * @param host name that is resolved and, with TLS, that the server's certificate must carry
 * @param port 9142 on Keyspaces
 * @param tls whether to use TLS; Keyspaces has nothing else
 * @param extraTrust PEM file with certificates to trust besides the system's
 * @param dataCenter on Keyspaces the Region
 */
public record CqlEndpoint(String host, int port, boolean tls, Optional<Path> extraTrust, String dataCenter) {
    /** The public endpoint of Keyspaces in a commercial Region. */
    public static CqlEndpoint keyspaces(String region) {
        return new CqlEndpoint("cassandra." + region + ".amazonaws.com", 9142, true, Optional.empty(), region);
    }
}
