package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What annotations on the types cannot say about the definition: list kinds, printer columns, whole numbers. */
final class CrdFinish {

    /** Lists in which every value may stand once. */
    private static final List<String> SETS = List.of(
            "spec.application.networkPolicy.cidrBlocks",
            "spec.application.networkPolicy.namespaces",
            "spec.application.service.sourceRanges",
            "spec.application.sites.[].replicate",
            "spec.database.adopt.keyspaces",
            "spec.database.amazonKeyspaces.acknowledgeDataLoss",
            "spec.database.amazonKeyspaces.peerRegions",
            "spec.database.scylla.existing.contactPoints",
            "spec.database.scylla.nodes.clientCidrBlocks",
            "spec.database.scylla.nodes.clientSecurityGroupIds",
            "spec.database.scylla.nodes.subnetIds",
            "spec.database.scylla.peerRegions.*.cidrBlocks",
            "spec.database.scylla.peerRegions.*.seeds",
            "spec.identity.secretArns");

    /** Lists of objects, with the fields that tell their entries apart. */
    private static final Map<String, List<String>> MAPS = Map.of(
            "spec.application.env", List.of("name"),
            "spec.application.imagePullSecrets", List.of("name"),
            "spec.application.namespaces", List.of("name"),
            "spec.application.settings", List.of("name"),
            "spec.application.sites", List.of("name"),
            "status.conditions", List.of("type"),
            "status.database.backends", List.of("type"),
            "status.database.backends.[].keyspaces", List.of("name"),
            "status.database.backends.[].keyspaces.[].regions", List.of("region"),
            "status.resources", List.of("kind", "id"));

    /** Lists that only ever change as a whole. */
    private static final List<String> ATOMIC =
            List.of("spec.application.scheduling.tolerations", "status.intents", "status.plan.steps");

    private record Column(String name, String type, String jsonPath, int priority) {
        static Column condition(String name, String type, String field, int priority) {
            return new Column(
                    name, "string", ".status.conditions[?(@.type==\"%s\")].%s".formatted(type, field), priority);
        }
    }

    /** kubectl puts NAME in front by itself; columns of priority 1 show with {@code -o wide}. */
    private static final List<Column> COLUMNS = List.of(
            new Column("Backend", "string", ".status.database.active", 0),
            new Column("Region", "string", ".spec.region", 0),
            Column.condition("Database", "DatabaseReady", "status", 0),
            Column.condition("DDC", "WorkloadAvailable", "status", 0),
            Column.condition("Ready", "Ready", "status", 0),
            new Column("Age", "date", ".metadata.creationTimestamp", 0),
            Column.condition("Reason", "Ready", "reason", 1),
            Column.condition("Message", "Ready", "message", 1));

    private CrdFinish() {}

    static ObjectNode apply(ObjectNode crd) {
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
        wholeNumbers(schema);
        SETS.forEach(path -> at(schema, path).put("x-kubernetes-list-type", "set"));
        ATOMIC.forEach(path -> at(schema, path).put("x-kubernetes-list-type", "atomic"));
        MAPS.forEach((path, keys) -> {
            ObjectNode list = at(schema, path).put("x-kubernetes-list-type", "map");
            keys.forEach(list.putArray("x-kubernetes-list-map-keys")::add);
        });
        at(schema, "status.lastValidSpec").put("type", "object").put("x-kubernetes-map-type", "atomic");
        version.set("additionalPrinterColumns", columns());
        return crd;
    }

    /** @param path property names, {@code *} for the values of a map and {@code []} for the items of a list */
    static ObjectNode at(ObjectNode schema, String path) {
        JsonNode node = schema;
        for (String step : path.split("\\.")) {
            node = switch (step) {
                case "*" -> node.path("additionalProperties");
                case "[]" -> node.path("items");
                default -> node.path("properties").path(step);
            };
        }
        if (node instanceof ObjectNode found) {
            return found;
        }
        throw new IllegalStateException("The schema has no " + path + "; correct the paths in CrdFinish.");
    }

    /** The generator writes bounds as 90.0 and 1.0E7. */
    private static void wholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String bound : List.of("minimum", "maximum")) {
                JsonNode value = object.get(bound);
                if (value != null && value.isDouble()) {
                    object.put(bound, value.longValue());
                }
            }
        }
        node.forEach(CrdFinish::wholeNumbers);
    }

    private static ArrayNode columns() {
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        for (Column column : COLUMNS) {
            ObjectNode node = columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("jsonPath", column.jsonPath());
            if (column.priority() > 0) {
                node.put("priority", column.priority());
            }
        }
        return columns;
    }
}
