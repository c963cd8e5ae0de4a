package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.keyspaces.api.ControlPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.CallLog;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Faults;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Amazon Keyspaces' control plane in this process, for all Regions and accounts: the Region is that of the request's
 * credential scope, the account that of its key. A CQL front shares the catalogue, the principals and the knobs.
 */
public final class KeyspacesEmulator implements AutoCloseable {

    private final EmulatorConfig config;
    private final CatalogStore catalog;
    private final Faults faults = new Faults();
    private final CallLog calls = new CallLog();
    private final ControlPlane controlPlane;

    private KeyspacesEmulator(EmulatorConfig config) throws IOException {
        this.config = config;
        this.catalog = new CatalogStore(config.knobs(), config.dataPlane(), config.timeline());
        this.controlPlane = new ControlPlane(
                config.address(),
                catalog,
                config.knobs(),
                config.timeline(),
                config.principals(),
                config.authorizer(),
                faults,
                calls);
    }

    /** Throws UncheckedIOException naming the address when it cannot be had. */
    public static KeyspacesEmulator start(EmulatorConfig config) {
        try {
            return new KeyspacesEmulator(config);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The Keyspaces emulator cannot listen on " + config.address() + ": " + e.getMessage(), e);
        }
    }

    /** The endpoint for AWS clients; the admin endpoint is {@code /_admin/} under it. */
    public URI uri() {
        InetSocketAddress address = controlPlane.address();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    public Catalog catalog() {
        return catalog;
    }

    public Knobs knobs() {
        return config.knobs();
    }

    public Faults faults() {
        return faults;
    }

    public CallLog calls() {
        return calls;
    }

    public KnownPrincipals principals() {
        return config.principals();
    }

    public Authorizer authorizer() {
        return config.authorizer();
    }

    public Timeline timeline() {
        return config.timeline();
    }

    /** What the data store failed to do, oldest first. */
    public List<String> dataPlaneFailures() {
        return catalog.dataPlaneFailures();
    }

    @Override
    public void close() {
        controlPlane.close();
        config.timeline().close();
    }
}
