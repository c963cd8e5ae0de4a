package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.RestoreRequest;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.util.Objects;

/** The operations on tables. */
final class TableOperations {

    private final Catalog catalog;
    private final Knobs knobs;
    private final KeyspaceOperations keyspaces;
    private final ReadLag lag;

    TableOperations(Catalog catalog, Knobs knobs, KeyspaceOperations keyspaces, ReadLag lag) {
        this.catalog = catalog;
        this.knobs = knobs;
        this.keyspaces = keyspaces;
        this.lag = lag;
    }

    ObjectNode create(Request request) {
        JsonNode body = request.body();
        catalog.createTable(
                request.at(),
                new NewTable(
                        request.keyspace(),
                        request.table(),
                        Parse.schema(body.get("schemaDefinition")),
                        settings(body),
                        Parse.replicas(body.get("replicaSpecifications")),
                        Parse.tags(body.get("tags"))));
        return arn(request);
    }

    private static TableSettings settings(JsonNode body) {
        return new TableSettings(
                body.path("comment").path("message").asText(""),
                Objects.requireNonNullElse(Parse.capacity(body.get("capacitySpecification")), Capacity.ON_DEMAND),
                Objects.requireNonNullElse(Parse.encryption(body.get("encryptionSpecification")), Encryption.AWS_OWNED),
                Boolean.TRUE.equals(Parse.enabled(body.get("pointInTimeRecovery"))),
                body.hasNonNull("ttl"),
                body.path("defaultTimeToLive").asInt(0),
                body.hasNonNull("clientSideTimestamps"),
                Objects.requireNonNullElse(Parse.autoScaling(body.get("autoScalingSpecification")), AutoScaling.NONE),
                Parse.cdc(body.get("cdcSpecification")),
                Parse.warm(body.get("warmThroughputSpecification")));
    }

    ObjectNode get(Request request) {
        TableView view = visible(request);
        return Render.table(view, shown(view));
    }

    /** For a moment after a change was accepted the table still reads ACTIVE. */
    private Status shown(TableView view) {
        boolean changing = view.status() == Status.UPDATING || view.status() == Status.DELETING;
        return changing && lag.holds(view.arn(), Delay.STATUS_LAG) ? Status.ACTIVE : view.status();
    }

    ObjectNode list(Request request) {
        keyspaces.visible(request.at(), request.keyspace());
        ObjectNode answer = Render.object();
        ArrayNode tables = answer.putArray("tables");
        Pages.page(
                        request,
                        catalog.tables(request.at(), request.keyspace()),
                        TableView::name,
                        knobs.quotas().pageSize(),
                        answer)
                .forEach(t -> tables.add(Render.tableSummary(t)));
        return answer;
    }

    ObjectNode update(Request request) {
        catalog.updateTable(
                request.at(), request.keyspace(), request.table(), TableChangeKinds.onlyOne(request.body()));
        lag.changed(request.at().tableArn(request.keyspace(), request.table()));
        return arn(request);
    }

    ObjectNode delete(Request request) {
        catalog.deleteTable(request.at(), request.keyspace(), request.table());
        lag.changed(request.at().tableArn(request.keyspace(), request.table()));
        return Render.object();
    }

    ObjectNode restore(Request request) {
        JsonNode body = request.body();
        catalog.restoreTable(
                request.at(),
                new RestoreRequest(
                        request.text("sourceKeyspaceName"),
                        request.text("sourceTableName"),
                        request.text("targetKeyspaceName"),
                        request.text("targetTableName"),
                        Parse.instant(body.get("restoreTimestamp")),
                        Parse.capacity(body.get("capacitySpecificationOverride")),
                        Parse.encryption(body.get("encryptionSpecificationOverride")),
                        Parse.enabled(body.get("pointInTimeRecoveryOverride")),
                        request.has("tagsOverride") ? Parse.tags(body.get("tagsOverride")) : null,
                        Parse.autoScaling(body.get("autoScalingSpecification")),
                        Parse.replicas(body.get("replicaSpecifications"))));
        return Render.object()
                .put(
                        "restoredTableARN",
                        request.at().tableArn(request.text("targetKeyspaceName"), request.text("targetTableName")));
    }

    ObjectNode autoScaling(Request request) {
        TableView view = visible(request);
        ObjectNode answer = Render.tableSummary(view);
        answer.set(
                "autoScalingSpecification", Render.autoScaling(view.settings().autoScaling()));
        ArrayNode replicas = answer.putArray("replicaSpecifications");
        view.replicas().forEach(r -> replicas.addObject()
                .put("region", r.region())
                .set("autoScalingSpecification", Render.autoScaling(r.autoScaling())));
        return answer;
    }

    private TableView visible(Request request) {
        keyspaces.visible(request.at(), request.keyspace());
        return catalog.table(request.at(), request.keyspace(), request.table())
                .orElseThrow(() -> ServiceError.notFound(
                        "Table " + request.table() + " does not exist in keyspace " + request.keyspace(),
                        request.at().tableArn(request.keyspace(), request.table())));
    }

    private static ObjectNode arn(Request request) {
        return Render.object().put("resourceArn", request.at().tableArn(request.keyspace(), request.table()));
    }
}
