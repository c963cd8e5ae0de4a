package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Cdc;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replica;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.WarmThroughput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Values from JSON whose shape has been checked; a member that is not given becomes null or empty. */
final class Parse {

    private Parse() {}

    static Map<String, String> tags(JsonNode list) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : orEmpty(list)) {
            String key = tag.get("key").asText();
            if (tags.put(key, tag.get("value").asText()) != null) {
                throw ServiceError.validation("Tag key " + key + " is given twice");
            }
        }
        return tags;
    }

    static Replication replication(JsonNode spec) {
        if (absent(spec)) {
            return Replication.SINGLE;
        }
        return new Replication(
                Replication.Strategy.valueOf(spec.get("replicationStrategy").asText()),
                list(spec.get("regionList"), JsonNode::asText));
    }

    static List<Column> columns(JsonNode list) {
        return list(list, c -> new Column(c.get("name").asText(), c.get("type").asText()));
    }

    static TableSchema schema(JsonNode spec) {
        return new TableSchema(
                columns(spec.get("allColumns")),
                list(spec.get("partitionKeys"), k -> k.get("name").asText()),
                list(
                        spec.get("clusteringKeys"),
                        k -> new ClusteringColumn(
                                k.get("name").asText(),
                                ClusteringColumn.SortOrder.valueOf(
                                        k.get("orderBy").asText()))),
                list(spec.get("staticColumns"), k -> k.get("name").asText()));
    }

    static Capacity capacity(JsonNode spec) {
        return absent(spec)
                ? null
                : new Capacity(
                        Capacity.ThroughputMode.valueOf(
                                spec.get("throughputMode").asText()),
                        number(spec, "readCapacityUnits"),
                        number(spec, "writeCapacityUnits"));
    }

    static Encryption encryption(JsonNode spec) {
        return absent(spec)
                ? null
                : new Encryption(
                        Encryption.EncryptionType.valueOf(spec.get("type").asText()),
                        spec.hasNonNull("kmsKeyIdentifier")
                                ? spec.get("kmsKeyIdentifier").asText()
                                : null);
    }

    static AutoScaling autoScaling(JsonNode spec) {
        return absent(spec)
                ? null
                : new AutoScaling(
                        side(spec.get("writeCapacityAutoScaling")), side(spec.get("readCapacityAutoScaling")));
    }

    private static AutoScaling.Side side(JsonNode spec) {
        if (absent(spec)) {
            return null;
        }
        JsonNode tracking = spec.path("scalingPolicy").path("targetTrackingScalingPolicyConfiguration");
        return new AutoScaling.Side(
                spec.path("autoScalingDisabled").asBoolean(false),
                number(spec, "minimumUnits"),
                number(spec, "maximumUnits"),
                tracking.isObject()
                        ? new AutoScaling.TargetTracking(
                                tracking.get("targetValue").asDouble(),
                                tracking.hasNonNull("disableScaleIn")
                                        ? tracking.get("disableScaleIn").asBoolean()
                                        : null,
                                small(tracking, "scaleInCooldown"),
                                small(tracking, "scaleOutCooldown"))
                        : null);
    }

    static List<Replica> replicas(JsonNode list) {
        return list(
                list,
                r -> new Replica(
                        r.get("region").asText(),
                        number(r, "readCapacityUnits"),
                        side(r.get("readCapacityAutoScaling"))));
    }

    /** ENABLING and DISABLING are states to be seen, not to be asked for. */
    static Cdc cdc(JsonNode spec) {
        if (absent(spec)) {
            return Cdc.OFF;
        }
        String status = spec.get("status").asText();
        if (!status.equals("ENABLED") && !status.equals("DISABLED")) {
            throw ServiceError.validation("cdcSpecification: the status must be ENABLED or DISABLED, not " + status);
        }
        return new Cdc(
                status.equals("ENABLED"),
                spec.hasNonNull("viewType")
                        ? Cdc.ViewType.valueOf(spec.get("viewType").asText())
                        : null);
    }

    static WarmThroughput warm(JsonNode spec) {
        if (absent(spec)) {
            return null;
        }
        Long read = number(spec, "readUnitsPerSecond");
        Long write = number(spec, "writeUnitsPerSecond");
        return new WarmThroughput(
                read == null ? WarmThroughput.DEFAULT.readUnitsPerSecond() : read,
                write == null ? WarmThroughput.DEFAULT.writeUnitsPerSecond() : write);
    }

    /** ENABLED and DISABLED; null when not given. */
    static Boolean enabled(JsonNode spec) {
        return absent(spec) ? null : spec.get("status").asText().equals("ENABLED");
    }

    /** Seconds since the epoch, with fractions. */
    static Instant instant(JsonNode value) {
        return absent(value) ? null : Instant.ofEpochMilli(Math.round(value.asDouble() * 1000));
    }

    static Long number(JsonNode of, String member) {
        return of.hasNonNull(member) ? fits(of.get(member), member).asLong() : null;
    }

    private static Integer small(JsonNode of, String member) {
        return of.hasNonNull(member) ? fits(of.get(member), member).asInt() : null;
    }

    private static JsonNode fits(JsonNode value, String member) {
        if (!value.canConvertToInt()) {
            throw ServiceError.validation(member + " is out of range: " + value);
        }
        return value;
    }

    private static <T> List<T> list(JsonNode list, Function<JsonNode, T> one) {
        return StreamSupport.stream(orEmpty(list).spliterator(), false).map(one).toList();
    }

    private static Iterable<JsonNode> orEmpty(JsonNode list) {
        return absent(list) ? List.of() : list;
    }

    private static boolean absent(JsonNode node) {
        return node == null || node.isNull();
    }
}
