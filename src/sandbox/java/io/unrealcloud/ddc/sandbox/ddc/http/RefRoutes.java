package io.unrealcloud.ddc.sandbox.ddc.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unrealcloud.ddc.sandbox.ddc.config.AccessRule.Action;
import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.objects.ObjectReader;
import io.unrealcloud.ddc.sandbox.ddc.objects.ObjectWriter;
import io.unrealcloud.ddc.sandbox.ddc.service.Blobs;
import io.unrealcloud.ddc.sandbox.ddc.service.Refs;
import io.unrealcloud.ddc.sandbox.ddc.service.Refusal;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /api/v1/refs}. The batch call and packages are not stood in for. */
final class RefRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Gatekeeper gate;
    private final Refs refs;
    private final Blobs blobs;

    RefRoutes(Gatekeeper gate, Refs refs, Blobs blobs) {
        this.gate = gate;
        this.refs = refs;
        this.blobs = blobs;
    }

    /** @param path what follows {@code refs} */
    Answer answer(Call call, List<String> path) {
        return switch (path.size()) {
            case 0 -> namespaces(call);
            case 2 -> path.get(1).equals("exists") ? exists(call, path.get(0)) : notFound();
            case 3 -> ref(call, path);
            case 4 -> path.get(3).equals("references") ? references(call, path) : notFound();
            case 5 ->
                switch (path.get(3)) {
                    case "finalize" -> finish(call, path);
                    case "blobs" -> blob(call, path);
                    default -> notFound();
                };
            default -> notFound();
        };
    }

    private static Answer notFound() {
        return Answer.empty(404);
    }

    private Answer namespaces(Call call) {
        if (!call.is("GET")) {
            return Answer.empty(405);
        }
        ArrayNode names = JSON.arrayNode();
        refs.namespaces().stream().filter(name -> gate.mayRead(call, name)).forEach(names::add);
        return Answer.json(200, JSON.objectNode().set("namespaces", names));
    }

    private Answer ref(Call call, List<String> path) {
        return switch (call.method()) {
            case "PUT" -> put(call, path);
            case "GET", "HEAD" -> get(call, path);
            case "DELETE" -> delete(call, path);
            default -> Answer.empty(405);
        };
    }

    private Answer put(Call call, List<String> path) {
        NamespacePolicy policy = gate.require(call, path.get(0), Action.WriteObject);
        RefKey key = key(path.get(0), path.get(1), path.get(2));
        IoHash hash = call.header("x-jupiter-iohash")
                .map(RefRoutes::hash)
                .orElseThrow(() -> new Refusal(400, "Missing expected header X-Jupiter-IoHash"));
        boolean overwrite = call.header("x-jupiter-allow-overwrite")
                .map(Boolean::parseBoolean)
                .orElse(false);
        String type = call.header("content-type").orElse("").split(";")[0].strip();
        List<IoHash> needs =
                switch (type) {
                    case Answer.BYTES -> refs.putRaw(key, policy, hash, call.body(), overwrite);
                    case Answer.OBJECT -> refs.putObject(key, policy, hash, call.body(), overwrite);
                    case "application/json" -> refs.putObject(key, policy, hash, fromJson(call.body()), overwrite);
                    default -> throw new Refusal(415, "Unknown content type " + type);
                };
        return needs(needs);
    }

    private static byte[] fromJson(byte[] body) {
        try {
            return ObjectWriter.of(MAPPER.readTree(new String(body, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body is no JSON");
        }
    }

    private static Answer needs(List<IoHash> missing) {
        ArrayNode needs = JSON.arrayNode();
        missing.forEach(blob -> needs.add(blob.toString()));
        return Answer.json(200, JSON.objectNode().set("needs", needs));
    }

    private Answer get(Call call, List<String> path) {
        gate.require(call, path.get(0), Action.ReadObject);
        String name = path.get(2);
        int dot = name.indexOf('.');
        String form = dot < 0 ? accepted(call) : name.substring(dot + 1);
        RefKey key = key(path.get(0), path.get(1), dot < 0 ? name : name.substring(0, dot));
        Refs.Found found = refs.get(key)
                .filter(ref -> ref.ref().complete())
                .orElseThrow(() -> new Refusal(
                        404,
                        "Object not found " + key.name() + " in bucket " + key.bucket() + " namespace "
                                + key.namespace()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Jupiter-IoHash", found.ref().payload().toString());
        headers.put(
                "X-Jupiter-LastAccess",
                DateTimeFormatter.ISO_INSTANT.format(found.ref().lastAccess()));
        return switch (form) {
            case "uecb" -> Answer.bytes(Answer.OBJECT, found.object(), headers);
            case "json" ->
                Answer.json(200, ObjectReader.read(found.object()).json()).with(headers);
            case "raw" -> raw(key, found, headers);
            default -> throw new Refusal(415, "Unknown response type " + form);
        };
    }

    private static String accepted(Call call) {
        return switch (call.header("accept").orElse("*/*")) {
            case Answer.OBJECT, "*/*" -> "uecb";
            case "application/json" -> "json";
            case Answer.BYTES -> "raw";
            default -> throw new Refusal(415, "Unknown response type " + call.header("accept"));
        };
    }

    /** The bytes that were put as they are. What DDC answers for other objects is not known, so that is refused. */
    private Answer raw(RefKey key, Refs.Found found, Map<String, String> headers) {
        String rawHash =
                ObjectReader.read(found.object()).json().path("RawHash").asText();
        if (rawHash.isEmpty()) {
            throw new Refusal(501, "The stand-in gives raw bytes only for refs that were put as raw bytes.");
        }
        IoHash hash = IoHash.parse(rawHash);
        byte[] content = blobs.get(key.namespace(), hash)
                .orElseThrow(() -> new Refusal(404, "Blob " + hash + " of ref " + key.name() + " is missing"));
        headers.put("X-Jupiter-InlinePayloadHash", hash.toString());
        return Answer.bytes(Answer.BYTES, content, headers);
    }

    private Answer delete(Call call, List<String> path) {
        gate.require(call, path.get(0), Action.DeleteObject);
        boolean there = refs.delete(key(path.get(0), path.get(1), path.get(2)));
        return there
                ? Answer.json(200, JSON.objectNode().put("deletedCount", 1))
                : Answer.problem(404, "Nothing to delete");
    }

    private Answer references(Call call, List<String> path) {
        gate.require(call, path.get(0), Action.ReadObject);
        RefKey key = key(path.get(0), path.get(1), path.get(2));
        Refs.Found found = refs.get(key).orElseThrow(() -> new Refusal(404, "Object not found " + key.name()));
        ArrayNode references = JSON.arrayNode();
        ObjectReader.read(found.object()).attachments().forEach(blob -> references.add(blob.toString()));
        return Answer.json(200, JSON.objectNode().set("references", references));
    }

    private Answer finish(Call call, List<String> path) {
        if (!call.is("POST")) {
            return Answer.empty(405);
        }
        gate.require(call, path.get(0), Action.WriteObject);
        return needs(refs.finish(key(path.get(0), path.get(1), path.get(2)), hash(path.get(4))));
    }

    private Answer blob(Call call, List<String> path) {
        key(path.get(0), path.get(1), path.get(2));
        return BlobRoutes.blob(call, gate, blobs, path.get(0), hash(path.get(4)));
    }

    private Answer exists(Call call, String namespace) {
        gate.require(call, namespace, Action.ReadObject);
        ArrayNode missing = JSON.arrayNode();
        for (String name : call.query().getOrDefault("names", List.of())) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                throw new Refusal(400, "Not of the form bucket.key: " + name);
            }
            RefKey key = key(namespace, name.substring(0, dot), name.substring(dot + 1));
            if (refs.get(key).isEmpty()) {
                missing.add(name);
            }
        }
        return Answer.json(200, JSON.objectNode().set("needs", missing));
    }

    private static RefKey key(String namespace, String bucket, String name) {
        if (!bucket.matches("[a-z0-9-_.]{1,64}")) {
            throw new Refusal(400, "Not a bucket: " + bucket);
        }
        return new RefKey(namespace, bucket, hash(name).toString());
    }

    static IoHash hash(String text) {
        try {
            return IoHash.parse(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "Not 40 hexadecimal digits: " + text);
        }
    }
}
