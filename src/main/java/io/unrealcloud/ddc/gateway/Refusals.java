package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.response.Error;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers what is refused, counts it by name and says it once per name in the log. */
final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

    private Refusals() {}

    static void reply(Link link, int stream, Treatment.Refuse refusal) {
        var counter = link.shared().metrics.counter("ddc_gateway_refused_total", "statement", refusal.what());
        counter.increment();
        if (counter.sum() == 1) {
            LOG.log(Level.WARNING, "Refused a statement: {0}", refusal.message());
        }
        link.reply(stream, new Error(refusal.code(), refusal.message()));
    }
}
