package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.api.v1alpha1.AmazonKeyspacesSpec;
import io.unrealcloud.ddc.api.v1alpha1.KeyspaceSpec;
import io.unrealcloud.ddc.api.v1alpha1.NamespaceSpec;
import io.unrealcloud.ddc.api.v1alpha1.SchemaProfile;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Values a spec leaves out, computed. None is ever written back to the spec. */
final class Defaults {

    private static final String KEYSPACE = "jupiter";

    /** DDC keeps its internal namespace in this storage pool, whatever namespaces a studio has. */
    private static final String INTERNAL_POOL = "persistent";

    private Defaults() {}

    static String siteName(UnrealCloudDdcSpec spec) {
        return Optional.ofNullable(spec.siteName()).orElse(spec.region());
    }

    /** Names of the keyspaces, whichever field names the local suffix. */
    static KeyspaceNames names(UnrealCloudDdcSpec spec) {
        Optional<KeyspaceSpec> keyspace = Optional.ofNullable(spec.database().keyspace());
        Optional<String> scyllaSuffix = Optional.ofNullable(spec.database().scylla())
                .map(ScyllaSpec::currentRegion)
                .map(region -> region.keyspaceSuffix());
        return new KeyspaceNames(
                keyspace.map(KeyspaceSpec::name).orElse(KEYSPACE),
                keyspace.map(KeyspaceSpec::localSuffix)
                        .or(() -> scyllaSuffix)
                        .orElseGet(() -> spec.database().scylla() == null
                                ? "ddc_" + spec.region().replace('-', '_')
                                : ScyllaResolver.suffix(spec)));
    }

    static String profile(UnrealCloudDdcSpec spec) {
        SchemaProfile profile = spec.database().schema() == null
                ? null
                : spec.database().schema().profile();
        return switch (profile) {
            case TERRAFORM_MODULE -> "TerraformModule";
            case JUPITER -> "Jupiter";
            case null -> "Jupiter";
        };
    }

    /** Every keyspace name the spec can lead to. */
    static List<String> keyspaceNames(UnrealCloudDdcSpec spec) {
        KeyspaceNames names = names(spec);
        Stream<String> own = Stream.of(names.replicated(), names.local());
        boolean global = !peers(spec).isEmpty() && profile(spec).equals("TerraformModule");
        return (global ? Stream.concat(own, Stream.of(names.global())) : own).toList();
    }

    /**
     * Every bucket DDC's storage pools can name: the bucket of the empty pool, and {@code <bucket>-<pool>} for every
     * other (DDC: S3 storage). Empty without S3.
     */
    static List<String> buckets(UnrealCloudDdcSpec spec) {
        if (spec.storage() == null || spec.storage().s3() == null) {
            return List.of();
        }
        String bucket = spec.storage().s3().bucketName();
        TreeSet<String> pools = new TreeSet<>(Set.of(INTERNAL_POOL));
        if (spec.application() != null && spec.application().namespaces() != null) {
            spec.application().namespaces().stream()
                    .map(NamespaceSpec::storagePool)
                    .filter(pool -> pool != null && !pool.isEmpty())
                    .forEach(pools::add);
        }
        return Stream.concat(Stream.of(bucket), pools.stream().map(pool -> bucket + "-" + pool))
                .toList();
    }

    /** Sorted, each once. */
    static List<String> secretArns(UnrealCloudDdcSpec spec) {
        return spec.identity() == null || spec.identity().secretArns() == null
                ? List.of()
                : List.copyOf(new TreeSet<>(spec.identity().secretArns()));
    }

    /** The other Regions data goes to, sorted; empty when replication is off. */
    static List<String> peers(UnrealCloudDdcSpec spec) {
        AmazonKeyspacesSpec keyspaces = spec.database().amazonKeyspaces();
        TreeSet<String> peers = new TreeSet<>();
        if (keyspaces != null
                && Boolean.TRUE.equals(keyspaces.enableCrossRegionReplication())
                && keyspaces.peerRegions() != null) {
            peers.addAll(keyspaces.peerRegions());
        }
        ScyllaSpec scylla = spec.database().scylla();
        if (scylla != null
                && !Boolean.FALSE.equals(scylla.enableCrossRegionReplication())
                && scylla.peerRegions() != null) {
            peers.addAll(scylla.peerRegions().keySet());
        }
        return List.copyOf(peers);
    }
}
