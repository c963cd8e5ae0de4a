package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.unrealcloud.ddc.workload.settings.Role;

/** How Kubernetes asks the containers how they are. */
final class Probes {

    private static final int PERIOD = 10;

    /**
     * DDC waits for its database for 100 times 5 s and only then gives up, and it may have to wait for the gateway's
     * start before; a pod that is killed earlier begins that wait anew.
     */
    private static final int DDC_START_TRIES = 120;

    /** A login takes seconds; a role that is new to IAM may take a minute; the rest is patience. */
    private static final int GATEWAY_START_TRIES = 180;

    private Probes() {}

    static Probe ddcStarted(Role role) {
        return probe(live(role), Ports.PUBLIC, DDC_START_TRIES);
    }

    static Probe ddcLive(Role role) {
        return probe(live(role), Ports.PUBLIC, 6);
    }

    static Probe ddcReady(Role role) {
        return probe(ready(role), Ports.PUBLIC, 3);
    }

    static Probe gatewayStarted() {
        return probe("/startup", Ports.GATEWAY, GATEWAY_START_TRIES);
    }

    static Probe gatewayLive() {
        return probe("/live", Ports.GATEWAY, 6);
    }

    static Probe gatewayReady() {
        return probe("/ready", Ports.GATEWAY, 3);
    }

    /** DDC's first pair of paths answers as soon as it listens; the second looks at its background services. */
    private static String live(Role role) {
        return switch (role) {
            case SERVER -> "/health/live";
            case WORKER -> "/health/liveness";
        };
    }

    private static String ready(Role role) {
        return switch (role) {
            case SERVER -> "/health/ready";
            case WORKER -> "/health/readiness";
        };
    }

    private static Probe probe(String path, Ports port, int tries) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(port.portName()))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(PERIOD)
                .withTimeoutSeconds(5)
                .withSuccessThreshold(1)
                .withFailureThreshold(tries)
                .build();
    }
}
