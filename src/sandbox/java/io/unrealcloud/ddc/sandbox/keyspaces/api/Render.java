package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.WarmThroughput;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Views as JSON, member by member as the API has them. */
final class Render {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Render() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ObjectNode keyspaceSummary(KeyspaceView view) {
        ObjectNode node = object().put("keyspaceName", view.name())
                .put("resourceArn", view.arn())
                .put("replicationStrategy", view.replication().strategy().name());
        ArrayNode regions = node.putArray("replicationRegions");
        view.replication().regions().forEach(regions::add);
        return node;
    }

    /** replicationGroupStatuses has at least two entries by its model, so a single-Region keyspace has none. */
    static ObjectNode keyspace(KeyspaceView view) {
        ObjectNode node = keyspaceSummary(view);
        if (view.replication().multiRegion()) {
            ArrayNode statuses = node.putArray("replicationGroupStatuses");
            view.replicas().forEach(replica -> {
                ObjectNode one = statuses.addObject()
                        .put("region", replica.region())
                        .put("keyspaceStatus", replica.status().name());
                if (replica.tablesReplicationProgress() != null) {
                    one.put("tablesReplicationProgress", replica.tablesReplicationProgress());
                }
            });
        }
        return node;
    }

    static ObjectNode tableSummary(TableView view) {
        return object().put("keyspaceName", view.keyspace())
                .put("tableName", view.name())
                .put("resourceArn", view.arn());
    }

    /** @param shown the status to show, which may trail behind the real one */
    static ObjectNode table(TableView view, Status shown) {
        TableSettings settings = view.settings();
        ObjectNode node = tableSummary(view)
                .put("creationTimestamp", seconds(view.created()))
                .put("status", shown.name());
        node.set("schemaDefinition", schema(view.schema()));
        node.set("capacitySpecification", capacity(settings.capacity(), view.lastUpdateToPayPerRequest()));
        ObjectNode encryption = node.putObject("encryptionSpecification")
                .put("type", settings.encryption().type().name());
        if (settings.encryption().kmsKeyIdentifier() != null) {
            encryption.put("kmsKeyIdentifier", settings.encryption().kmsKeyIdentifier());
        }
        ObjectNode recovery = node.putObject("pointInTimeRecovery")
                .put("status", settings.pointInTimeRecovery() ? "ENABLED" : "DISABLED");
        if (view.earliestRestorable() != null) {
            recovery.put("earliestRestorableTimestamp", seconds(view.earliestRestorable()));
        }
        if (settings.ttlEnabled()) {
            node.putObject("ttl").put("status", "ENABLED");
        }
        node.put("defaultTimeToLive", settings.defaultTimeToLive());
        node.putObject("comment").put("message", settings.comment());
        if (settings.clientSideTimestamps()) {
            node.putObject("clientSideTimestamps").put("status", "ENABLED");
        }
        replicas(view, shown, node);
        if (settings.cdc().enabled()) {
            node.putObject("cdcSpecification")
                    .put("status", "ENABLED")
                    .put("viewType", settings.cdc().view().name());
        }
        if (view.latestStreamArn() != null) {
            node.put("latestStreamArn", view.latestStreamArn());
        }
        node.set("warmThroughputSpecification", warm(settings.warmThroughput(), view.status()));
        return node;
    }

    private static void replicas(TableView view, Status shown, ObjectNode node) {
        ArrayNode replicas = node.putArray("replicaSpecifications");
        view.replicas().forEach(replica -> {
            Status status = replica.status() == view.status() ? shown : replica.status();
            ObjectNode one =
                    replicas.addObject().put("region", replica.region()).put("status", status.name());
            one.set("capacitySpecification", capacity(replica.capacity(), view.lastUpdateToPayPerRequest()));
            one.set("warmThroughputSpecification", warm(replica.warmThroughput(), replica.status()));
        });
    }

    private static ObjectNode schema(TableSchema schema) {
        ObjectNode node = object();
        node.set("allColumns", columns(schema.columns()));
        ArrayNode partition = node.putArray("partitionKeys");
        schema.partitionKeys().forEach(k -> partition.addObject().put("name", k));
        ArrayNode clustering = node.putArray("clusteringKeys");
        schema.clusteringKeys().forEach(k -> clustering
                .addObject()
                .put("name", k.name())
                .put("orderBy", k.order().name()));
        ArrayNode statics = node.putArray("staticColumns");
        schema.staticColumns().forEach(k -> statics.addObject().put("name", k));
        return node;
    }

    private static ArrayNode columns(List<Column> columns) {
        ArrayNode array = JSON.arrayNode();
        columns.forEach(c -> array.addObject().put("name", c.name()).put("type", c.type()));
        return array;
    }

    private static ObjectNode capacity(Capacity capacity, Instant onDemandSince) {
        ObjectNode node = object().put("throughputMode", capacity.mode().name());
        if (!capacity.onDemand()) {
            node.put("readCapacityUnits", capacity.readUnits()).put("writeCapacityUnits", capacity.writeUnits());
        }
        if (onDemandSince != null) {
            node.put("lastUpdateToPayPerRequestTimestamp", seconds(onDemandSince));
        }
        return node;
    }

    private static ObjectNode warm(WarmThroughput warm, Status status) {
        WarmThroughput shown = warm == null ? WarmThroughput.DEFAULT : warm;
        return object().put("readUnitsPerSecond", shown.readUnitsPerSecond())
                .put("writeUnitsPerSecond", shown.writeUnitsPerSecond())
                .put("status", status == Status.UPDATING ? "UPDATING" : "AVAILABLE");
    }

    static ObjectNode autoScaling(AutoScaling scaling) {
        ObjectNode node = object();
        if (scaling.write() != null) {
            node.set("writeCapacityAutoScaling", side(scaling.write()));
        }
        if (scaling.read() != null) {
            node.set("readCapacityAutoScaling", side(scaling.read()));
        }
        return node;
    }

    private static ObjectNode side(AutoScaling.Side side) {
        ObjectNode node = object().put("autoScalingDisabled", side.disabled());
        if (side.minimumUnits() != null) {
            node.put("minimumUnits", side.minimumUnits()).put("maximumUnits", side.maximumUnits());
        }
        if (side.policy() != null) {
            AutoScaling.TargetTracking policy = side.policy();
            ObjectNode tracking = node.putObject("scalingPolicy")
                    .putObject("targetTrackingScalingPolicyConfiguration")
                    .put("targetValue", policy.targetValue())
                    .put("disableScaleIn", Boolean.TRUE.equals(policy.disableScaleIn()))
                    .put("scaleInCooldown", policy.scaleInCooldown() == null ? 0 : policy.scaleInCooldown());
            tracking.put("scaleOutCooldown", policy.scaleOutCooldown() == null ? 0 : policy.scaleOutCooldown());
        }
        return node;
    }

    static ObjectNode type(TypeView view) {
        ObjectNode node = object().put("keyspaceName", view.keyspace())
                .put("typeName", view.name())
                .put("lastModifiedTimestamp", seconds(view.lastModified()))
                .put("status", view.status().name())
                .put("maxNestingDepth", view.maxNestingDepth())
                .put("keyspaceArn", view.at().keyspaceArn(view.keyspace()));
        node.set("fieldDefinitions", columns(view.fields()));
        ArrayNode tables = node.putArray("directReferringTables");
        view.directReferringTables().forEach(tables::add);
        ArrayNode parents = node.putArray("directParentTypes");
        view.directParentTypes().forEach(parents::add);
        return node;
    }

    static ObjectNode tag(Map.Entry<String, String> tag) {
        return object().put("key", tag.getKey()).put("value", tag.getValue());
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
