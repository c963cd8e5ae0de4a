package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import java.time.Duration;
import java.util.List;

/** The knobs as the admin endpoint shows and takes them; delays in milliseconds. */
final class AdminKnobs {

    private AdminKnobs() {}

    static ObjectNode show(Knobs knobs) {
        ObjectNode node = Render.object();
        ObjectNode delays = node.putObject("delays");
        for (Delay delay : Delay.values()) {
            delays.put(delay.name(), knobs.delay(delay).toMillis());
        }
        node.put("partitioner", knobs.commonPartitioner());
        node.put("parallelDdlRefused", knobs.parallelDdlRefused());
        node.put("nonEmptyKeyspaceDeleteRefused", knobs.nonEmptyKeyspaceDeleteRefused());
        Knobs.Quotas quotas = knobs.quotas();
        node.putObject("quotas")
                .put("keyspaces", quotas.keyspaces())
                .put("tables", quotas.tables())
                .put("concurrentDdl", quotas.concurrentDdl())
                .put("concurrentRestores", quotas.concurrentRestores())
                .put("pageSize", quotas.pageSize());
        return node;
    }

    /** Changes what is given; nothing is changed when any of it is unknown. */
    static void turn(Knobs knobs, JsonNode body) {
        onlyMembers(body, "delays", "partitioner", "parallelDdlRefused", "nonEmptyKeyspaceDeleteRefused", "quotas");
        JsonNode quotas = body.path("quotas");
        onlyMembers(quotas, "keyspaces", "tables", "concurrentDdl", "concurrentRestores", "pageSize");
        body.path("delays").properties().forEach(d -> Delay.valueOf(d.getKey()));
        body.path("delays")
                .properties()
                .forEach(d -> knobs.delay(
                        Delay.valueOf(d.getKey()),
                        Duration.ofMillis(d.getValue().asLong())));
        if (body.has("partitioner")) {
            knobs.partitioner(body.get("partitioner").asText());
        }
        knobs.parallelDdlRefused(body.path("parallelDdlRefused").asBoolean(knobs.parallelDdlRefused()));
        knobs.nonEmptyKeyspaceDeleteRefused(
                body.path("nonEmptyKeyspaceDeleteRefused").asBoolean(knobs.nonEmptyKeyspaceDeleteRefused()));
        Knobs.Quotas old = knobs.quotas();
        knobs.quotas(new Knobs.Quotas(
                quotas.path("keyspaces").asInt(old.keyspaces()),
                quotas.path("tables").asInt(old.tables()),
                quotas.path("concurrentDdl").asInt(old.concurrentDdl()),
                quotas.path("concurrentRestores").asInt(old.concurrentRestores()),
                quotas.path("pageSize").asInt(old.pageSize())));
    }

    static void onlyMembers(JsonNode body, String... allowed) {
        body.fieldNames().forEachRemaining(name -> {
            if (!List.of(allowed).contains(name)) {
                throw new IllegalArgumentException("Unknown member " + name + "; there are " + List.of(allowed));
            }
        });
    }
}
