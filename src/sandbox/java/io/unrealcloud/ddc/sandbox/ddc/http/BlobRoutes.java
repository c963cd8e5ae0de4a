package io.unrealcloud.ddc.sandbox.ddc.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unrealcloud.ddc.sandbox.ddc.config.AccessRule.Action;
import io.unrealcloud.ddc.sandbox.ddc.service.Blobs;
import io.unrealcloud.ddc.sandbox.ddc.service.Refusal;
import io.unrealcloud.ddc.verification.IoHash;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/blobs}, {@code /api/v1/compressed-blobs} and {@code /api/v1/content-id}. */
final class BlobRoutes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Gatekeeper gate;
    private final Blobs blobs;

    BlobRoutes(Gatekeeper gate, Blobs blobs) {
        this.gate = gate;
        this.blobs = blobs;
    }

    /** @param path kind, namespace and id */
    Answer answer(Call call, List<String> path) {
        if (path.size() != 3) {
            return Answer.empty(404);
        }
        IoHash id = RefRoutes.hash(path.get(2));
        return switch (path.get(0)) {
            case "blobs" -> blob(call, gate, blobs, path.get(1), id);
            case "compressed-blobs" -> compressed(call, path.get(1), id);
            default -> contentId(call, path.get(1), id);
        };
    }

    static Answer blob(Call call, Gatekeeper gate, Blobs blobs, String namespace, IoHash id) {
        return switch (call.method()) {
            case "GET" -> {
                gate.require(call, namespace, Action.ReadObject);
                // Another site asks for what is here, not for what a third one has.
                yield blobs.here(namespace, id)
                        .map(content -> Answer.bytes(Answer.BYTES, content, Map.of()))
                        .orElseGet(() -> Answer.problem(404, "Blob " + id + " not found"));
            }
            case "HEAD" -> {
                gate.require(call, namespace, Action.ReadObject);
                yield blobs.has(namespace, id) ? Answer.empty(200) : Answer.empty(404);
            }
            case "PUT" -> {
                gate.require(call, namespace, Action.WriteObject);
                blobs.put(namespace, id, call.body());
                yield Answer.json(200, JSON.objectNode().put("identifier", id.toString()));
            }
            default -> Answer.empty(405);
        };
    }

    private Answer compressed(Call call, String namespace, IoHash content) {
        return switch (call.method()) {
            case "GET", "HEAD" -> {
                gate.require(call, namespace, Action.ReadObject);
                yield blobs.getCompressed(namespace, content)
                        .map(buffer -> Answer.bytes(Answer.COMPRESSED, buffer, Map.of()))
                        .orElseGet(() -> Answer.problem(404, "Content " + content + " not found"));
            }
            case "PUT" -> {
                gate.require(call, namespace, Action.WriteObject);
                if (!call.header("content-type").orElse("").equals(Answer.COMPRESSED)) {
                    throw new Refusal(415, "A compressed blob has the content type " + Answer.COMPRESSED);
                }
                blobs.putCompressed(namespace, content, call.body());
                yield Answer.json(200, JSON.objectNode().put("identifier", content.toString()));
            }
            default -> Answer.empty(405);
        };
    }

    private Answer contentId(Call call, String namespace, IoHash content) {
        if (!call.is("GET")) {
            return Answer.empty(405);
        }
        gate.require(call, namespace, Action.ReadObject);
        return blobs.resolve(namespace, content)
                .map(chunks -> {
                    ArrayNode ids = JSON.arrayNode();
                    chunks.forEach(chunk -> ids.add(chunk.toString()));
                    return Answer.json(200, JSON.objectNode().set("chunks", ids));
                })
                .orElseGet(() -> Answer.problem(404, "Content id " + content + " cannot be resolved"));
    }
}
