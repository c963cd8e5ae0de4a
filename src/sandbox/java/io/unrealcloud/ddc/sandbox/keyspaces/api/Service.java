package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The 19 operations by name. */
final class Service {

    private final Map<String, Function<Request, ObjectNode>> operations = new LinkedHashMap<>();
    private final ServiceModel model;
    private final Permissions permissions;
    private final Authorizer authorizer;

    Service(ServiceModel model, Catalog catalog, Knobs knobs, Timeline timeline, Authorizer authorizer) {
        this.model = model;
        this.permissions = new Permissions(catalog);
        this.authorizer = authorizer;
        ReadLag lag = new ReadLag(knobs, timeline);
        KeyspaceOperations keyspaces = new KeyspaceOperations(catalog, knobs, lag);
        TableOperations tables = new TableOperations(catalog, knobs, keyspaces, lag);
        TypeOperations types = new TypeOperations(catalog, knobs, keyspaces);
        TagOperations tags = new TagOperations(catalog, knobs);
        operations.put("CreateKeyspace", keyspaces::create);
        operations.put("GetKeyspace", keyspaces::get);
        operations.put("ListKeyspaces", keyspaces::list);
        operations.put("UpdateKeyspace", keyspaces::update);
        operations.put("DeleteKeyspace", keyspaces::delete);
        operations.put("CreateTable", tables::create);
        operations.put("GetTable", tables::get);
        operations.put("ListTables", tables::list);
        operations.put("UpdateTable", tables::update);
        operations.put("DeleteTable", tables::delete);
        operations.put("RestoreTable", tables::restore);
        operations.put("GetTableAutoScalingSettings", tables::autoScaling);
        operations.put("CreateType", types::create);
        operations.put("GetType", types::get);
        operations.put("ListTypes", types::list);
        operations.put("DeleteType", types::delete);
        operations.put("TagResource", tags::tag);
        operations.put("UntagResource", tags::untag);
        operations.put("ListTagsForResource", tags::list);
        if (!operations.keySet().equals(model.operationNames())) {
            throw new IllegalStateException("model.yaml and the operations differ: " + model.operationNames());
        }
    }

    /** Throws ServiceError when refused. */
    ObjectNode run(Request request) {
        RequestCheck.check(model, request.operation(), request.body());
        permissions.require(authorizer, request);
        return operations.get(request.operation().name()).apply(request);
    }
}
