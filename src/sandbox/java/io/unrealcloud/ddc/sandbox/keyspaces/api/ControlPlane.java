package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.CallLog;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Faults;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server: the API at {@code /}, the admin endpoint under {@code /_admin/}. */
public final class ControlPlane implements AutoCloseable {

    static {
        // Without it every second answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public ControlPlane(
            InetSocketAddress address,
            CatalogStore catalog,
            Knobs knobs,
            Timeline timeline,
            KnownPrincipals principals,
            Authorizer authorizer,
            Faults faults,
            CallLog calls)
            throws IOException {
        ServiceModel model = ServiceModel.load();
        Service service = new Service(model, catalog, knobs, timeline, authorizer);
        server = HttpServer.create(address, 0);
        server.createContext("/", new ApiHandler(model, service, new SigV4(principals), faults, calls, timeline));
        server.createContext(AdminHandler.PREFIX, new AdminHandler(catalog, knobs, principals, faults, calls));
        server.setExecutor(threads);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
