package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.api.v1alpha1.AdoptSpec;
import io.unrealcloud.ddc.api.v1alpha1.AmazonKeyspacesSpec;
import io.unrealcloud.ddc.api.v1alpha1.AutoScalingRangeSpec;
import io.unrealcloud.ddc.api.v1alpha1.BillingMode;
import io.unrealcloud.ddc.api.v1alpha1.EncryptionSpec;
import io.unrealcloud.ddc.api.v1alpha1.KeyspacesRegionSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.KeyspacesBackend.Range;
import io.unrealcloud.ddc.model.KeyspacesBackend.Scaling;
import io.unrealcloud.ddc.model.KeyspacesBackend.TableOptions;
import io.unrealcloud.ddc.model.KeyspacesBackend.Throughput;
import io.unrealcloud.ddc.model.KeyspacesBackend.Warm;
import io.unrealcloud.ddc.model.OperatorSettings.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The Keyspaces half of a spec, resolved. */
final class KeyspacesResolver {

    /** Warm throughput of a new on-demand table, per second (AWS agent toolkit, August 2026). */
    private static final Warm SERVICE_DEFAULT = new Warm(12_000, 4_000);

    private static final int DEFAULT_TARGET_PERCENT = 70;

    private KeyspacesResolver() {}

    static KeyspacesBackend backend(UnrealCloudDdcSpec spec, Endpoint endpoint) {
        AmazonKeyspacesSpec keyspaces = spec.database().amazonKeyspaces();
        List<String> peers = Defaults.peers(spec);
        return new KeyspacesBackend(
                spec.region(),
                Defaults.names(spec),
                Defaults.profile(spec),
                regions(spec.region(), peers),
                peers.isEmpty() || keyspaces.primaryRegion() == null ? spec.region() : keyspaces.primaryRegion(),
                tables(keyspaces),
                endpoint,
                set(Optional.ofNullable(spec.database().adopt()).map(AdoptSpec::keyspaces)),
                set(Optional.ofNullable(keyspaces.acknowledgeDataLoss())));
    }

    private static List<String> regions(String region, List<String> peers) {
        if (peers.isEmpty()) {
            return List.of();
        }
        TreeSet<String> all = new TreeSet<>(peers);
        all.add(region);
        return List.copyOf(all);
    }

    private static Set<String> set(Optional<List<String>> names) {
        return Set.copyOf(names.orElse(List.of()));
    }

    private static TableOptions tables(AmazonKeyspacesSpec keyspaces) {
        Optional<KeyspacesRegionSpec> region = Optional.ofNullable(keyspaces.currentRegion());
        return new TableOptions(
                region.map(KeyspacesResolver::throughput).orElseGet(Throughput.OnDemand::new),
                region.map(KeyspacesRegionSpec::autoScaling)
                        .map(scaling -> new Scaling(range(scaling.read()), range(scaling.write()))),
                region.map(KeyspacesRegionSpec::warmThroughput)
                        .map(warm -> new Warm(
                                Optional.ofNullable(warm.readUnitsPerSecond()).orElse(SERVICE_DEFAULT.readUnits()),
                                Optional.ofNullable(warm.writeUnitsPerSecond()).orElse(SERVICE_DEFAULT.writeUnits()))),
                region.map(KeyspacesRegionSpec::pointInTimeRecovery).orElse(false),
                Optional.ofNullable(keyspaces.encryption()).map(EncryptionSpec::kmsKeyArn));
    }

    /** Where only scaling is given, a table begins at the lower bound of its range. */
    private static Throughput throughput(KeyspacesRegionSpec region) {
        if (region.billingMode() != BillingMode.PROVISIONED) {
            return new Throughput.OnDemand();
        }
        if (region.provisioned() != null) {
            return new Throughput.Provisioned(
                    region.provisioned().readUnits(), region.provisioned().writeUnits());
        }
        return new Throughput.Provisioned(
                region.autoScaling().read().min(), region.autoScaling().write().min());
    }

    private static Optional<Range> range(AutoScalingRangeSpec range) {
        return Optional.ofNullable(range)
                .map(given -> new Range(
                        given.min(),
                        given.max(),
                        Optional.ofNullable(given.target()).orElse(DEFAULT_TARGET_PERCENT)));
    }
}
