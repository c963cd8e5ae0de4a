package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughputState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Carries {@code warmThroughputSpecification}, which the Keyspaces service knows and this version of the SDK does not
 * (Amazon Keyspaces API reference: CreateTable, UpdateTable, GetTable). It is added to the JSON the SDK made, before
 * that is signed, and read from the JSON the SDK is about to read.
 */
final class WarmThroughputMember implements ExecutionInterceptor {
    /** What to send; set on CreateTable and UpdateTable. */
    static final ExecutionAttribute<WarmThroughput> SEND = new ExecutionAttribute<>("ddc.warmThroughput");
    /** Where to put what was read; set on GetTable. */
    static final ExecutionAttribute<Found> FIND = new ExecutionAttribute<>("ddc.warmThroughputFound");

    private static final String MEMBER = "warmThroughputSpecification";

    /** What GetTable said: for the table as a whole, and by Region. */
    static final class Found {
        private volatile Optional<WarmThroughputState> table = Optional.empty();
        private volatile Map<String, WarmThroughputState> replicas = Map.of();

        Optional<WarmThroughputState> table() {
            return table;
        }

        Optional<WarmThroughputState> replica(String region) {
            return Optional.ofNullable(replicas.get(region));
        }
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return body(context, attributes)
                .map(body -> context.httpRequest().toBuilder()
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .orElse(context.httpRequest());
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        Optional<RequestBody> changed = body(context, attributes).map(RequestBody::fromBytes);
        return changed.isPresent() ? changed : context.requestBody();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Found found = attributes.getAttribute(FIND);
        if (found == null || !context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        return context.responseBody().map(stream -> {
            byte[] body = all(stream);
            json(body).ifPresent(reply -> read(reply, found));
            return new ByteArrayInputStream(body);
        });
    }

    private static Optional<byte[]> body(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        WarmThroughput warm = attributes.getAttribute(SEND);
        if (warm == null) {
            return Optional.empty();
        }
        byte[] made =
                all(context.requestBody().orElseThrow().contentStreamProvider().newStream());
        String json = new String(made, StandardCharsets.UTF_8);
        String member = ",\"%s\":{\"readUnitsPerSecond\":%d,\"writeUnitsPerSecond\":%d}}"
                .formatted(MEMBER, warm.readUnitsPerSecond(), warm.writeUnitsPerSecond());
        // The object is never empty: both requests have required members.
        return Optional.of((json.substring(0, json.lastIndexOf('}')) + member).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty if it is not JSON: the SDK reads the same bytes next, and reports that. */
    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JsonNode.parser().parse(new ByteArrayInputStream(body)))
                    .filter(JsonNode::isObject);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static void read(JsonNode reply, Found found) {
        found.table = state(reply);
        Map<String, WarmThroughputState> replicas = new HashMap<>();
        reply.field("replicaSpecifications").filter(JsonNode::isArray).ifPresent(list -> {
            for (JsonNode replica : list.asArray()) {
                state(replica)
                        .ifPresent(state -> replicas.put(
                                replica.field("region").map(JsonNode::text).orElse(""), state));
            }
        });
        found.replicas = Map.copyOf(replicas);
    }

    private static Optional<WarmThroughputState> state(JsonNode parent) {
        return parent.field(MEMBER)
                .filter(JsonNode::isObject)
                .map(node -> new WarmThroughputState(
                        new WarmThroughput(units(node, "readUnitsPerSecond"), units(node, "writeUnitsPerSecond")),
                        node.field("status").map(JsonNode::text).orElse("")));
    }

    private static long units(JsonNode node, String name) {
        return node.field(name)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asNumber)
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static byte[] all(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw SdkClientException.create("The connection broke within the answer: " + e.getMessage(), e);
        }
    }
}
