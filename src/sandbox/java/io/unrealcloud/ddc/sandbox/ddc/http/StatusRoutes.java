package io.unrealcloud.ddc.sandbox.ddc.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.ddc.config.AccessRule.Action;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import java.util.List;

/** {@code /api/v1/status} and {@code /api/v1/auth}. */
final class StatusRoutes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DdcSettings settings;
    private final Gatekeeper gate;

    StatusRoutes(DdcSettings settings, Gatekeeper gate) {
        this.settings = settings;
        this.gate = gate;
    }

    /** @param path what follows {@code status} */
    Answer status(Call call, List<String> path) {
        if (!call.is("GET")) {
            return Answer.empty(405);
        }
        if (path.isEmpty()) {
            ObjectNode status = JSON.objectNode()
                    .put("version", settings.release().toString())
                    .put("gitHash", "")
                    .put("siteIdentifier", settings.site());
            status.putArray("capabilities").add("transactionlog").add("ddc");
            return Answer.json(200, status);
        }
        if (path.equals(List.of("peers"))) {
            ArrayNode peers = JSON.arrayNode();
            settings.peers().forEach(peer -> peers.addObject()
                    .put("site", peer.name())
                    .putArray("endpoints")
                    .add(peer.url()));
            ObjectNode answer = JSON.objectNode().put("currentSite", settings.site());
            answer.set("peers", peers);
            return Answer.json(200, answer);
        }
        return Answer.empty(404);
    }

    /** @param path what follows {@code auth} */
    Answer auth(Call call, List<String> path) {
        if (!call.is("GET") || path.isEmpty()) {
            return Answer.empty(call.is("GET") ? 404 : 405);
        }
        if (path.size() == 1) {
            gate.require(call, path.get(0), Action.ReadObject);
            return Answer.empty(200);
        }
        if (path.size() <= 3 && path.getLast().equals("actions")) {
            ArrayNode actions = JSON.arrayNode();
            gate.actions(call, path.get(0)).forEach(action -> actions.add(action.name()));
            return Answer.json(200, JSON.objectNode().set("actions", actions));
        }
        return Answer.empty(404);
    }
}
