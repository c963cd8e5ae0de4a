package io.unrealcloud.ddc.verification.counters;

import io.unrealcloud.ddc.verification.DdcHttp;
import io.unrealcloud.ddc.verification.Pod;
import io.unrealcloud.ddc.verification.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the counters of one pod's gateway. Blocks for as long as its connection has patience. */
final class GatewayReader {

    private static final System.Logger LOG = System.getLogger(GatewayReader.class.getName());
    private static final String PATH = "/metrics";

    private final DdcHttp http;

    GatewayReader(DdcHttp http) {
        this.http = http;
    }

    /** @return empty where nothing could be read, which the log says */
    Optional<List<Sample>> read(Pod pod) {
        return switch (http.send(new DdcHttp.Request("GET", pod.uri().resolve(PATH), Map.of(), Optional.empty()))) {
            case Reply.Answered answer -> samples(pod, answer);
            case Reply.Silence silence -> unread(pod, silence.what());
        };
    }

    private static Optional<List<Sample>> samples(Pod pod, Reply.Answered answer) {
        if (answer.status() != 200) {
            return unread(pod, "it answers with status " + answer.status());
        }
        try {
            return Optional.of(PrometheusText.parse(new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (PrometheusText.MalformedException other) {
            return unread(pod, other.getMessage());
        }
    }

    private static Optional<List<Sample>> unread(Pod pod, String why) {
        LOG.log(
                System.Logger.Level.INFO,
                "The counters of the gateway of pod " + pod.name() + " at " + pod.uri() + " cannot be read: " + why);
        return Optional.empty();
    }
}
