package io.unrealcloud.ddc.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares the mode DDC is configured for with what its statements tell. Old releases ignore settings they do not
 * know, so only what DDC sends shows the mode it is really in.
 */
final class ModeCheck {
    private static final Logger LOG = Logger.getLogger(ModeCheck.class.getName());

    /** The modes of DDC. */
    enum Mode {
        KEYSPACES,
        SCYLLA
    }

    /** What gives a mode away. */
    enum Evidence {
        /** Sent in Scylla mode only. */
        BYPASS_CACHE(Mode.SCYLLA),
        /** {@code content_id} or {@code blob_index} bound as a user-defined type: the Scylla shape of the tables. */
        UDT_BIND(Mode.SCYLLA),
        /** The same columns bound as plain blobs: the shape in Keyspaces and Cosmos mode. */
        BLOB_BIND(Mode.KEYSPACES);

        private final Mode mode;

        Evidence(Mode mode) {
            this.mode = mode;
        }
    }

    private final Mode configured;
    private final Metrics metrics;
    private final Map<Evidence, Boolean> seen = new ConcurrentHashMap<>();

    ModeCheck(Mode configured, Metrics metrics) {
        this.configured = configured;
        this.metrics = metrics;
        metrics.gauge("ddc_gateway_mode_mismatch", () -> mismatch() ? 1 : 0);
    }

    void saw(Evidence evidence) {
        metrics.count(
                "ddc_gateway_mode_evidence_total",
                "evidence",
                evidence.name().toLowerCase(java.util.Locale.ROOT),
                "mode",
                evidence.mode.name().toLowerCase(java.util.Locale.ROOT));
        if (seen.putIfAbsent(evidence, true) == null && evidence.mode != configured) {
            LOG.log(
                    Level.WARNING,
                    "DDC is configured for {0} mode but sends {1}, which belongs to {2} mode. Check that this DDC"
                            + " release knows the setting UseAWSKeyspace.",
                    new Object[] {configured, evidence, evidence.mode});
        }
    }

    boolean mismatch() {
        return seen.keySet().stream().anyMatch(evidence -> evidence.mode != configured);
    }
}
