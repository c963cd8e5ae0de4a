package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.CallLog;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Faults;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The emulator's own controls, unsigned JSON:
 *
 * <pre>
 * GET    /_admin/calls                calls and counts since the last reset
 * DELETE /_admin/calls                forget them
 * GET    /_admin/faults               faults that wait
 * POST   /_admin/faults               {"kind": "THROTTLE", "operation": …, "keyspace": …, "object": …, "times": 1, "delayMillis": 0}
 * DELETE /_admin/faults               none any more
 * GET    /_admin/knobs                how it behaves
 * PUT    /_admin/knobs                change what is given
 * GET    /_admin/state                everything that exists
 * GET    /_admin/principals           known keys and users, without secrets
 * POST   /_admin/principals           add {"accessKeyId": …, "secretAccessKey": …, …} or {"userName": …, "password": …, …}
 * DELETE /_admin/principals/NAME      remove the key or user
 * </pre>
 */
final class AdminHandler implements HttpHandler {

    static final String PREFIX = "/_admin/";

    private interface Action {
        JsonNode run(JsonNode body, String rest);
    }

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Action> actions = new LinkedHashMap<>();

    AdminHandler(CatalogStore catalog, Knobs knobs, KnownPrincipals principals, Faults faults, CallLog calls) {
        AdminJson text = new AdminJson();
        AdminPrincipals people = new AdminPrincipals(principals);
        actions.put("GET calls", (body, rest) -> text.calls(calls));
        actions.put("DELETE calls", (body, rest) -> {
            calls.reset();
            return Render.object();
        });
        actions.put("GET faults", (body, rest) -> text.faults(faults));
        actions.put("POST faults", (body, rest) -> {
            faults.add(text.fault(body));
            return text.faults(faults);
        });
        actions.put("DELETE faults", (body, rest) -> {
            faults.clear();
            return Render.object();
        });
        actions.put("GET knobs", (body, rest) -> AdminKnobs.show(knobs));
        actions.put("PUT knobs", (body, rest) -> {
            AdminKnobs.turn(knobs, body);
            return AdminKnobs.show(knobs);
        });
        actions.put("GET state", (body, rest) -> text.state(catalog));
        actions.put("GET principals", (body, rest) -> people.show());
        actions.put("POST principals", (body, rest) -> people.add(body));
        actions.put("DELETE principals", (body, rest) -> people.remove(rest));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        JsonNode answer;
        try {
            answer = run(exchange);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            status = 400;
            answer = Render.object().put("error", e.getMessage());
        }
        HttpAnswers.send(exchange, status, "application/json", json.writeValueAsBytes(answer));
    }

    private JsonNode run(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
        int slash = path.indexOf('/');
        String what = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        Action action = actions.get(exchange.getRequestMethod() + " " + what);
        if (action == null) {
            throw new IllegalArgumentException("No such control; there are " + actions.keySet());
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        ObjectNode none = Render.object();
        return action.run(body.length == 0 ? none : json.readTree(body), rest);
    }
}
