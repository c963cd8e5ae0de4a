package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations on tags. */
final class TagOperations {

    private final Catalog catalog;
    private final Knobs knobs;

    TagOperations(Catalog catalog, Knobs knobs) {
        this.catalog = catalog;
        this.knobs = knobs;
    }

    ObjectNode tag(Request request) {
        Resource resource = Resource.parse(request.at(), request.text("resourceArn"));
        catalog.tag(
                request.at(),
                resource.keyspace(),
                resource.table(),
                Parse.tags(request.body().get("tags")));
        return Render.object();
    }

    ObjectNode untag(Request request) {
        Resource resource = Resource.parse(request.at(), request.text("resourceArn"));
        catalog.untag(
                request.at(),
                resource.keyspace(),
                resource.table(),
                Parse.tags(request.body().get("tags")));
        return Render.object();
    }

    ObjectNode list(Request request) {
        String arn = request.text("resourceArn");
        Resource resource = Resource.parse(request.at(), arn);
        Optional<Map<String, String>> found = resource.table() == null
                ? catalog.keyspace(request.at(), resource.keyspace()).map(KeyspaceView::tags)
                : catalog.table(request.at(), resource.keyspace(), resource.table())
                        .map(TableView::tags);
        List<Map.Entry<String, String>> all =
                found.orElseThrow(() -> ServiceError.notFound("There is no " + arn, arn)).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        ObjectNode answer = Render.object();
        ArrayNode tags = answer.putArray("tags");
        Pages.page(request, all, Map.Entry::getKey, knobs.quotas().pageSize(), answer)
                .forEach(t -> tags.add(Render.tag(t)));
        return answer;
    }
}
