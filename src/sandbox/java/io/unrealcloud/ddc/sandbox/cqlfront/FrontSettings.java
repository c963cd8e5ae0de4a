package io.unrealcloud.ddc.sandbox.cqlfront;

import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;

/**
 * One Region's CQL endpoint.
 *
 * @param region for example {@code us-east-1}; also the name of the data centre
 * @param addresses IP addresses to listen on, at least one; a client on one sees the others as its peers
 * @param port port on all of them, or 0 for a free one
 * @param extraNames further DNS names the certificate is for
 * @param cassandra the database behind
 * @param catalog what exists; shared with the control plane
 * @param paging how results are cut
 * @param knobs say, and keep, which partitioner an account uses; shared with the control plane
 */
public record FrontSettings(
        String region,
        List<String> addresses,
        int port,
        List<String> extraNames,
        InetSocketAddress cassandra,
        Catalog catalog,
        KnownPrincipals principals,
        Authorizer authorizer,
        Clock clock,
        Paging paging,
        Knobs knobs) {
    public FrontSettings {
        addresses = List.copyOf(addresses);
        extraNames = List.copyOf(extraNames);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("A front needs an address to listen on");
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException("Not an AWS Region: " + region);
        }
    }

    /** The same with knobs of its own, where no control plane shares them. */
    public static FrontSettings local(
            String region, InetSocketAddress cassandra, Catalog catalog, KnownPrincipals principals) {
        return local(region, cassandra, catalog, principals, new Knobs());
    }

    /** On a free port of 127.0.0.1, everything allowed to whoever can log in. */
    public static FrontSettings local(
            String region, InetSocketAddress cassandra, Catalog catalog, KnownPrincipals principals, Knobs knobs) {
        return new FrontSettings(
                region,
                List.of("127.0.0.1"),
                0,
                List.of(),
                cassandra,
                catalog,
                principals,
                Authorizer.ALLOW_ALL,
                Clock.systemUTC(),
                Paging.SERVICE,
                knobs);
    }

    public FrontSettings withListeners(List<String> newAddresses, int newPort, List<String> newNames) {
        return new FrontSettings(
                region,
                newAddresses,
                newPort,
                newNames,
                cassandra,
                catalog,
                principals,
                authorizer,
                clock,
                paging,
                knobs);
    }

    public FrontSettings withAuthorizer(Authorizer newAuthorizer) {
        return new FrontSettings(
                region,
                addresses,
                port,
                extraNames,
                cassandra,
                catalog,
                principals,
                newAuthorizer,
                clock,
                paging,
                knobs);
    }

    public FrontSettings withPaging(Paging newPaging) {
        return new FrontSettings(
                region,
                addresses,
                port,
                extraNames,
                cassandra,
                catalog,
                principals,
                authorizer,
                clock,
                newPaging,
                knobs);
    }

    /**
     * How the service cuts results (Amazon Keyspaces developer guide: paginating results). It counts what it reads,
     * so pages may be short or empty.
     *
     * @param maxBytes a page is at most this long, but always has one row
     * @param emptyFraction share of the pages, from 0 to below 1, that come without rows before they come with them
     */
    public record Paging(int maxBytes, double emptyFraction) {
        public static final Paging SERVICE = new Paging(1 << 20, 0);

        public Paging {
            if (maxBytes < 1 || emptyFraction < 0 || emptyFraction >= 1) {
                throw new IllegalArgumentException("Pages need a size, and not all of them can be empty");
            }
        }
    }
}
