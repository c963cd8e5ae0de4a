package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Names;

/** The operations on user-defined types. */
final class TypeOperations {

    private final Catalog catalog;
    private final Knobs knobs;
    private final KeyspaceOperations keyspaces;

    TypeOperations(Catalog catalog, Knobs knobs, KeyspaceOperations keyspaces) {
        this.catalog = catalog;
        this.knobs = knobs;
        this.keyspaces = keyspaces;
    }

    ObjectNode create(Request request) {
        String name = name(request);
        catalog.createType(
                request.at(),
                request.keyspace(),
                name,
                Parse.columns(request.body().get("fieldDefinitions")));
        return identity(request, name);
    }

    ObjectNode get(Request request) {
        String name = name(request);
        keyspaces.visible(request.at(), request.keyspace());
        TypeView view = catalog.type(request.at(), request.keyspace(), name)
                .orElseThrow(() -> ServiceError.notFound(
                        "Type " + name + " does not exist in keyspace " + request.keyspace(),
                        request.at().keyspaceArn(request.keyspace())));
        return Render.type(view);
    }

    ObjectNode list(Request request) {
        keyspaces.visible(request.at(), request.keyspace());
        ObjectNode answer = Render.object();
        ArrayNode types = answer.putArray("types");
        Pages.page(
                        request,
                        catalog.types(request.at(), request.keyspace()),
                        TypeView::name,
                        knobs.quotas().pageSize(),
                        answer)
                .forEach(t -> types.add(t.name()));
        return answer;
    }

    ObjectNode delete(Request request) {
        String name = name(request);
        catalog.deleteType(request.at(), request.keyspace(), name);
        return identity(request, name);
    }

    private static String name(Request request) {
        return Names.formattedType(request.text("typeName"));
    }

    private static ObjectNode identity(Request request, String name) {
        return Render.object()
                .put("keyspaceArn", request.at().keyspaceArn(request.keyspace()))
                .put("typeName", name);
    }
}
