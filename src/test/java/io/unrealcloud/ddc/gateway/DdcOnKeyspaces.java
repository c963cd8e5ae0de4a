package io.unrealcloud.ddc.gateway;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;

import io.unrealcloud.ddc.sandbox.ddc.DdcFixture;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.schema.ColumnMode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A gateway before a CQL front that has DDC's tables, and what DDC is told to use them. */
final class DdcOnKeyspaces implements AutoCloseable {
    final GatewayFixture keyspaces;
    final DdcFixture ddc = DdcFixture.bare();
    final Gateway gateway;

    DdcOnKeyspaces(Path directory) {
        keyspaces = new GatewayFixture(directory);
        keyspaces.createSchemaOfDdc(ddc.keyspaces, ColumnMode.CASSANDRA);
        gateway = keyspaces.gateway();
    }

    /** @param nodes where DDC is to find the gateway */
    Map<String, Object> settings(String site, List<InetSocketAddress> nodes) {
        Map<String, Object> settings = ddc.settings();
        String contactPoints =
                nodes.stream().map(InetSocketAddress::getHostString).collect(Collectors.joining(","));
        settings.put("Jupiter:CurrentSite", site);
        settings.put(
                "Scylla:ConnectionString",
                "Contact Points=" + contactPoints + ";Port=" + nodes.getFirst().getPort() + ";Default Keyspace="
                        + ddc.keyspaces.replicated());
        settings.put("Scylla:LocalDatacenterName", GatewayFixture.REGION);
        for (String strategy : List.of("KeyspaceReplicationStrategy", "LocalKeyspaceReplicationStrategy")) {
            settings.put("Scylla:" + strategy + ":class", "SingleRegionStrategy");
            settings.remove("Scylla:" + strategy + ":sandbox");
        }
        String rule = "Namespaces:Policies:" + VERIFICATION + ":Acls:0:";
        settings.put(rule + "Claims", List.of("role=verification"));
        settings.put(rule + "Actions", List.of("ReadObject", "WriteObject"));
        return settings;
    }

    DdcStandIn start(Map<String, Object> settings, Release release) {
        return ddc.start(settings, release, ddc.environment(), Clock.systemUTC(), wait -> {
            throw new AssertionError("The gateway is there, yet DDC waits for it.");
        });
    }

    @Override
    public void close() {
        keyspaces.close();
        ddc.close();
    }
}
