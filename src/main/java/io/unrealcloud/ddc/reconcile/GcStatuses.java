package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.GcStatus;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What status says about garbage collection: where refs are collected, and whether it is held here. */
final class GcStatuses {

    private GcStatuses() {}

    /** @param before null before the first one */
    static GcStatus of(GcStatus before, DdcModel model, Verdict database, Instant now) {
        boolean paused = !database.isYes();
        String region =
                switch (model.database()) {
                    case KeyspacesBackend keyspaces -> keyspaces.primaryRegion();
                    case ScyllaBackend scylla -> scylla.primaryRegion();
                };
        Instant since =
                Optional.ofNullable(before).map(GcStatus::pausedSince).orElse(now.truncatedTo(ChronoUnit.SECONDS));
        return new GcStatus(region, paused, paused ? since : null);
    }
}
