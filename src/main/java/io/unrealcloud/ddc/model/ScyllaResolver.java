package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.api.v1alpha1.KeyspaceNamingStrategy;
import io.unrealcloud.ddc.api.v1alpha1.NodeReplacement;
import io.unrealcloud.ddc.api.v1alpha1.RootVolumeSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaDnsSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaExistingSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaNodesSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaPeerSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaRegionSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaSpec;
import io.unrealcloud.ddc.api.v1alpha1.SecretRef;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.api.v1alpha1.VolumeType;
import io.unrealcloud.ddc.model.ScyllaBackend.Existing;
import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import io.unrealcloud.ddc.model.ScyllaBackend.Nodes;
import io.unrealcloud.ddc.model.ScyllaBackend.Peer;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.model.ScyllaBackend.RootVolume;
import io.unrealcloud.ddc.model.ScyllaBackend.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Scylla half of a spec, resolved. */
final class ScyllaResolver {

    private static final int FACTOR = 3;
    private static final int PEER_FACTOR = 2;
    private static final int NODES = 3;
    private static final int ROOT_GIB = 30;

    private ScyllaResolver() {}

    /** @param imageOwners account ids whose images the namespace may run; patterns */
    static ScyllaBackend backend(UnrealCloudDdcSpec spec, Names names, List<String> imageOwners) {
        ScyllaSpec scylla = spec.database().scylla();
        Optional<ScyllaRegionSpec> region = Optional.ofNullable(scylla.currentRegion());
        SortedMap<String, Peer> peers = peers(scylla);
        TreeSet<String> regions = new TreeSet<>(peers.keySet());
        regions.add(spec.region());
        return new ScyllaBackend(
                spec.region(),
                Defaults.names(spec),
                Defaults.profile(spec),
                scylla.existing() == null
                        ? Optional.of(datacenter(spec))
                        : region.map(ScyllaRegionSpec::datacenterName),
                region.map(ScyllaRegionSpec::replicationFactor).orElse(FACTOR),
                peers,
                Optional.ofNullable(scylla.clusterName()).orElse(names.resource()),
                Optional.ofNullable(scylla.primaryRegion()).orElse(regions.first()),
                switch (scylla.replicationFix()) {
                    case SSM -> ReplicationFix.SSM;
                    case CQL -> ReplicationFix.CQL;
                    case null -> ReplicationFix.CQL;
                },
                source(scylla, imageOwners),
                scylla.existing() == null
                        ? names.scyllaHost()
                        : scylla.existing().contactPoints().getFirst(),
                Optional.ofNullable(scylla.acknowledgeDataLoss()).filter(name -> !name.isEmpty()));
    }

    /** The Region itself is what ScyllaDB's image calls a data centre, and no two Regions share it. */
    static String datacenter(UnrealCloudDdcSpec spec) {
        return Optional.ofNullable(spec.database().scylla().currentRegion())
                .map(ScyllaRegionSpec::datacenterName)
                .orElse(spec.region());
    }

    /** What the local keyspace's suffix is made from where none is given. */
    static String suffix(UnrealCloudDdcSpec spec) {
        String from = spec.database().scylla().keyspaceNamingStrategy() == KeyspaceNamingStrategy.DATACENTER_SUFFIX
                ? datacenter(spec)
                : spec.region();
        return "ddc_" + from.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    private static SortedMap<String, Peer> peers(ScyllaSpec scylla) {
        SortedMap<String, Peer> peers = new TreeMap<>();
        if (Boolean.FALSE.equals(scylla.enableCrossRegionReplication()) || scylla.peerRegions() == null) {
            return peers;
        }
        for (Map.Entry<String, ScyllaPeerSpec> peer : scylla.peerRegions().entrySet()) {
            ScyllaPeerSpec given = peer.getValue();
            peers.put(
                    peer.getKey(),
                    new Peer(
                            peer.getKey(),
                            Optional.ofNullable(given.datacenterName()).orElse(peer.getKey()),
                            Optional.ofNullable(given.replicationFactor()).orElse(PEER_FACTOR),
                            list(given.seeds()),
                            list(given.cidrBlocks())));
        }
        return peers;
    }

    private static Source source(ScyllaSpec scylla, List<String> imageOwners) {
        if (scylla.existing() != null) {
            ScyllaExistingSpec existing = scylla.existing();
            return new Existing(
                    existing.contactPoints(),
                    Optional.ofNullable(existing.credentialsSecretRef()).map(SecretRef::name));
        }
        ScyllaNodesSpec nodes = scylla.nodes();
        return new Nodes(
                Optional.ofNullable(scylla.currentRegion())
                        .map(ScyllaRegionSpec::nodeCount)
                        .orElse(NODES),
                nodes.instanceType(),
                nodes.amiId() == null
                        ? new NodeImage.Version(nodes.scyllaVersion())
                        : new NodeImage.Ami(nodes.amiId(), imageOwners),
                nodes.subnetIds(),
                volume(Optional.ofNullable(nodes.rootVolume())),
                list(nodes.clientSecurityGroupIds()),
                list(nodes.clientCidrBlocks()),
                Optional.ofNullable(scylla.dns()).map(ScyllaDnsSpec::privateZoneId),
                nodes.replacement() == NodeReplacement.ROLLING);
    }

    private static RootVolume volume(Optional<RootVolumeSpec> given) {
        return new RootVolume(
                switch (given.map(RootVolumeSpec::type).orElse(VolumeType.GP3)) {
                    case GP3 -> "gp3";
                    case IO2 -> "io2";
                },
                given.map(RootVolumeSpec::sizeGiB).orElse(ROOT_GIB));
    }

    private static <T> List<T> list(List<T> given) {
        return given == null ? List.of() : given;
    }
}
