package io.unrealcloud.ddc.verification.counters;

import io.unrealcloud.ddc.verification.DatabaseErrors;
import io.unrealcloud.ddc.verification.DdcHttp;
import io.unrealcloud.ddc.verification.Pod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The database's errors as the gateway in a pod has counted them. */
public final class GatewayErrors implements DatabaseErrors {

    private static final String ERRORS = "ddc_gateway_upstream_errors_total";
    private static final String LOGINS = "ddc_gateway_logins_failed_total";

    private final GatewayReader reader;
    private final int port;

    /** @param port of the gateways' metrics, on the pod's address */
    public GatewayErrors(DdcHttp http, int port) {
        this.reader = new GatewayReader(http);
        this.port = port;
    }

    @Override
    public Optional<Map<String, Double>> of(Pod pod) {
        return reader.read(new Pod(pod.name(), URI.create("http://" + pod.uri().getHost() + ":" + port)))
                .map(GatewayErrors::counted);
    }

    private static Map<String, Double> counted(List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.name().equals(ERRORS) || sample.name().equals(LOGINS))
                .collect(Collectors.toMap(
                        sample -> sample.name().equals(LOGINS) ? LOGIN : sample.label("code"),
                        Sample::value,
                        Double::sum));
    }
}
