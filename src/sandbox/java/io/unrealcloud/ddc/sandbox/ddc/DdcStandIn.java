package io.unrealcloud.ddc.sandbox.ddc;

import io.unrealcloud.ddc.sandbox.ddc.blobs.BlobStore;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.Settings;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import io.unrealcloud.ddc.sandbox.ddc.http.Server;
import io.unrealcloud.ddc.sandbox.ddc.service.Blobs;
import io.unrealcloud.ddc.sandbox.ddc.service.GarbageCollector;
import io.unrealcloud.ddc.sandbox.ddc.service.Leadership;
import io.unrealcloud.ddc.sandbox.ddc.service.PeerSites;
import io.unrealcloud.ddc.sandbox.ddc.service.Refs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One DDC process. It listens only when everything it needs at start has worked, as DDC does. */
public final class DdcStandIn implements AutoCloseable {
    private static final Duration READ_ROLL_UP = Duration.ofSeconds(900);

    private final Parts parts;
    private final Leadership leadership;
    private final GarbageCollector collector;
    private final Refs refs;
    private final Server server;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("ddc-background").daemon().unstarted(task));

    private DdcStandIn(DdcSettings settings, Parts parts, Leadership leadership, InstantSource clock) {
        this.parts = parts;
        this.leadership = leadership;
        BlobStore store = parts.blobs();
        Blobs blobs = new Blobs(
                settings.site(), store, parts.index(), parts.contents(), new PeerSites(settings, parts.index()));
        refs = new Refs(settings.stores(), parts.refs(), blobs, parts.log(), clock);
        collector = new GarbageCollector(settings, parts.storedRefs(), blobs, leadership, clock);
        server = new Server(settings, refs, blobs);
        repeat(refs::rollUpReads, READ_ROLL_UP);
        repeat(collector::cleanRefs, settings.gc().refPoll());
        repeat(collector::cleanBlobs, settings.gc().blobPoll());
    }

    /**
     * What surrounds the process.
     *
     * @param environment what AWS SDKs read: endpoints, Region, role and token file
     * @param sleep waits between attempts to reach the database
     * @param address to listen on
     * @param freePorts any free ports instead of the configured ones
     */
    public record Host(
            Map<String, String> environment,
            InstantSource clock,
            Consumer<Duration> sleep,
            String address,
            boolean freePorts) {}

    /** @throws StartupException if DDC would not start */
    public static DdcStandIn start(Settings settings, Release release, Host host) {
        DdcSettings bound = DdcSettings.bind(settings, release);
        Parts parts = Parts.open(bound, host);
        Leadership leadership = Parts.leadership(bound);
        DdcStandIn ddc = new DdcStandIn(bound, parts, leadership, host.clock());
        try {
            ddc.server.listen(host.address(), host.freePorts());
            return ddc;
        } catch (IOException e) {
            ddc.close();
            throw new StartupException("Failed to bind to address: " + e.getMessage(), e);
        }
    }

    /** Where the public API is. */
    public URI publicUri() {
        return uri(server.publicAddress());
    }

    /** Where peers, and the operator, talk to it. */
    public URI internalUri() {
        return uri(server.internalAddress());
    }

    private static URI uri(java.net.InetSocketAddress address) {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    public GarbageCollector collector() {
        return collector;
    }

    public boolean isLeader() {
        return leadership.isLeader();
    }

    /** Does now what otherwise happens every 15 minutes. */
    public void rollUpReads() {
        refs.rollUpReads();
    }

    /** A failing run is logged and the next one tried, as DDC's services do. */
    private void repeat(Runnable work, Duration every) {
        background.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        System.getLogger(DdcStandIn.class.getName())
                                .log(System.Logger.Level.ERROR, "Exception when polling a background service", e);
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.close();
        background.shutdownNow();
        leadership.close();
        parts.close();
    }
}
