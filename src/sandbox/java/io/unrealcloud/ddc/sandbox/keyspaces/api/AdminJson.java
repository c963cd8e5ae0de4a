package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.CallLog;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Faults;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.time.Duration;

/** Calls, faults and state as the admin endpoint shows and takes them. */
final class AdminJson {

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    JsonNode calls(CallLog calls) {
        ObjectNode node = Render.object()
                .put("total", calls.total())
                .put("mutating", calls.mutating())
                .put("writes", calls.writes());
        node.set("counts", json.valueToTree(calls.counts()));
        node.set("calls", json.valueToTree(calls.all()));
        return node;
    }

    JsonNode faults(Faults faults) {
        ArrayNode array = json.createArrayNode();
        faults.waiting().forEach(f -> array.addObject()
                .put("kind", f.kind().name())
                .put("operation", f.operation())
                .put("keyspace", f.keyspace())
                .put("object", f.object())
                .put("times", f.times())
                .put("delayMillis", f.delay().toMillis()));
        return array;
    }

    Fault fault(JsonNode body) {
        AdminKnobs.onlyMembers(body, "kind", "operation", "keyspace", "object", "times", "delayMillis");
        return new Fault(
                Fault.Kind.valueOf(body.path("kind").asText()),
                text(body, "operation"),
                text(body, "keyspace"),
                text(body, "object"),
                body.path("times").asInt(1),
                Duration.ofMillis(body.path("delayMillis").asLong(0)));
    }

    JsonNode state(CatalogStore catalog) {
        ObjectNode node = Render.object();
        ArrayNode scopes = node.putArray("scopes");
        for (Scope at : catalog.scopes()) {
            ObjectNode scope = scopes.addObject().put("account", at.account()).put("region", at.region());
            ArrayNode keyspaces = scope.putArray("keyspaces");
            catalog.keyspaces(at).forEach(k -> {
                ObjectNode keyspace = json.valueToTree(k);
                keyspaces.add(keyspace);
                keyspace.set("types", json.valueToTree(catalog.types(at, k.name())));
                keyspace.set("tables", json.valueToTree(catalog.tables(at, k.name())));
            });
        }
        node.set("dataPlaneFailures", json.valueToTree(catalog.dataPlaneFailures()));
        return node;
    }

    private static String text(JsonNode body, String member) {
        return body.hasNonNull(member) ? body.get(member).asText() : null;
    }
}
