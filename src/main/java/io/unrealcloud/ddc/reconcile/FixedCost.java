package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.KeyspacesBackend.Throughput;
import io.unrealcloud.ddc.provision.keyspaces.DesiredState;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a database costs in a month before its first request, for plans. */
final class FixedCost {

    /** us-east-1, per unit and hour (Amazon Keyspaces pricing, August 2026); other Regions differ somewhat. */
    private static final BigDecimal READ_UNIT_HOUR = new BigDecimal("0.00013");

    private static final BigDecimal WRITE_UNIT_HOUR = new BigDecimal("0.00065");
    private static final BigDecimal HOURS = new BigDecimal("730");

    private FixedCost() {}

    static String perMonth(DesiredState desired) {
        return switch (desired.backend().tables().throughput()) {
            case Throughput.OnDemand onDemand -> "USD 0.00 and requests, storage";
            case Throughput.Provisioned units ->
                "USD %s and storage"
                        .formatted(READ_UNIT_HOUR
                                .multiply(BigDecimal.valueOf(units.readUnits()))
                                .add(WRITE_UNIT_HOUR.multiply(BigDecimal.valueOf(units.writeUnits())))
                                .multiply(HOURS)
                                .multiply(BigDecimal.valueOf(desired.tableCount()))
                                .setScale(2, RoundingMode.HALF_UP));
        };
    }
}
