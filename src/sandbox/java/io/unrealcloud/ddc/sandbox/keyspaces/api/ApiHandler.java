package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError.Type;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Call;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.CallLog;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Faults;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One HTTP request of the control plane: signature, operation, JSON, injected fault, work, log, answer. The protocol is
 * AWS JSON 1.0; errors are told by {@code __type} in the body.
 */
final class ApiHandler implements HttpHandler {

    private static final Logger LOG = Logger.getLogger(ApiHandler.class.getName());
    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String TARGET_PREFIX = "KeyspacesService.";
    /** Clients sign by the real time, also when a test pushes the emulator's time by hand. */
    private static final Clock CLIENTS_CLOCK = Clock.systemUTC();

    private static final int MAX_BODY = 2 * 1024 * 1024;

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final ServiceModel model;
    private final Service service;
    private final SigV4 signatures;
    private final Faults faults;
    private final CallLog calls;
    private final Timeline timeline;

    ApiHandler(ServiceModel model, Service service, SigV4 signatures, Faults faults, CallLog calls, Timeline timeline) {
        this.model = model;
        this.service = service;
        this.signatures = signatures;
        this.faults = faults;
        this.calls = calls;
        this.timeline = timeline;
    }

    /** What becomes known of a call on its way. */
    private static final class Progress {
        String operation = "?";
        boolean mutating;
        Scope at;
        String principal;
        String keyspace;
        String object;
        String outcome = Call.OK;
        boolean dropped;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Progress progress = new Progress();
        int status = 200;
        ObjectNode answer;
        try {
            answer = answer(exchange, progress);
        } catch (ServiceError e) {
            status = e.type().httpStatus();
            progress.outcome = e.type().name();
            answer = error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The Keyspaces emulator failed on " + progress.operation, e);
            status = 500;
            progress.outcome = Type.InternalServerException.name();
            answer = error(new ServiceError(Type.InternalServerException, "Emulator failure: " + e));
        }
        calls.add(new Call(
                timeline.now(),
                progress.operation,
                progress.at == null ? null : progress.at.region(),
                progress.at == null ? null : progress.at.account(),
                progress.principal,
                progress.mutating,
                progress.keyspace,
                progress.object,
                progress.outcome,
                !progress.dropped));
        if (progress.dropped) {
            HttpAnswers.breakOff(exchange);
            return;
        }
        HttpAnswers.send(exchange, status, CONTENT_TYPE, json.writeValueAsBytes(answer));
    }

    private ObjectNode answer(HttpExchange exchange, Progress progress) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null && target.startsWith(TARGET_PREFIX)) {
            progress.operation = target.substring(TARGET_PREFIX.length());
        }
        SigV4.Caller caller = signatures.verify(signed(exchange, body), CLIENTS_CLOCK.instant());
        progress.at = new Scope(caller.key().accountId(), caller.region());
        progress.principal = caller.key().principalArn();
        ServiceModel.Operation operation = operation(exchange, progress.operation);
        progress.mutating = operation.changes();
        if (body.length > MAX_BODY) {
            throw new ServiceError(Type.SerializationException, "The request is larger than " + MAX_BODY + " bytes");
        }
        Request request = new Request(operation, progress.at, progress.principal, parse(body));
        names(request, progress);

        Optional<Fault> fault = faults.take(operation.name(), progress.keyspace, progress.object);
        fault.ifPresent(f -> FaultEffects.before(f, progress.principal + " calling " + progress.operation));
        if (fault.filter(f -> f.kind() == Fault.Kind.DROP_BEFORE).isPresent()) {
            progress.dropped = true;
            progress.outcome = Call.DROPPED;
            return Render.object();
        }
        ObjectNode answer = service.run(request);
        progress.dropped = fault.filter(f -> f.kind() == Fault.Kind.DROP_AFTER).isPresent();
        return answer;
    }

    private ServiceModel.Operation operation(HttpExchange exchange, String name) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean spoken = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getRawPath().equals("/")
                && type != null
                && type.toLowerCase(Locale.ROOT).split(";")[0].trim().equals(CONTENT_TYPE);
        return (spoken ? model.operation(name) : Optional.<ServiceModel.Operation>empty())
                .orElseThrow(() -> new ServiceError(
                        Type.UnknownOperationException,
                        "No operation for " + exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getRawPath() + ", X-Amz-Target " + name + ", Content-Type "
                                + type));
    }

    private JsonNode parse(byte[] body) throws IOException {
        try {
            JsonNode node = json.readTree(body);
            if (node == null || !node.isObject()) {
                throw new ServiceError(Type.SerializationException, "The request is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ServiceError(Type.SerializationException, "The request is not JSON: " + e.getOriginalMessage());
        }
    }

    private static void names(Request request, Progress progress) {
        progress.keyspace = firstText(request, "keyspaceName", "targetKeyspaceName");
        progress.object = firstText(request, "tableName", "typeName", "targetTableName");
        if (request.has("resourceArn")) {
            try {
                Resource resource = Resource.parse(request.at(), request.text("resourceArn"));
                progress.keyspace = resource.keyspace();
                progress.object = resource.table();
            } catch (ServiceError malformed) {
                // The operation itself refuses it in its turn; the log then has no names.
                progress.keyspace = null;
            }
        }
    }

    private static String firstText(Request request, String... members) {
        for (String member : members) {
            if (request.has(member)) {
                return request.text(member);
            }
        }
        return null;
    }

    private ObjectNode error(ServiceError error) {
        ObjectNode node = Render.object()
                .put("__type", "com.amazonaws.cassandra#" + error.type().name())
                .put("message", error.getMessage());
        if (error.resourceArn() != null) {
            node.put("resourceArn", error.resourceArn());
        }
        return node;
    }

    private static SignedRequest signed(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new SignedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                headers,
                body);
    }
}
