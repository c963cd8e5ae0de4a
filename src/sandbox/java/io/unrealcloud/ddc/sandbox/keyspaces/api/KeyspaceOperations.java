package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operations on keyspaces. */
final class KeyspaceOperations {

    private final Catalog catalog;
    private final Knobs knobs;
    private final ReadLag lag;

    KeyspaceOperations(Catalog catalog, Knobs knobs, ReadLag lag) {
        this.catalog = catalog;
        this.knobs = knobs;
        this.lag = lag;
    }

    ObjectNode create(Request request) {
        Replication replication = Parse.replication(request.body().get("replicationSpecification"));
        catalog.createKeyspace(
                request.at(),
                request.keyspace(),
                replication,
                Parse.tags(request.body().get("tags")));
        String arn = request.at().keyspaceArn(request.keyspace());
        lag.changed(arn);
        return Render.object().put("resourceArn", arn);
    }

    ObjectNode get(Request request) {
        return Render.keyspace(visible(request.at(), request.keyspace()));
    }

    ObjectNode list(Request request) {
        ObjectNode answer = Render.object();
        List<KeyspaceView> all = Stream.concat(
                        SystemKeyspaces.NAMES.stream().map(name -> system(request.at(), name)),
                        catalog.keyspaces(request.at()).stream().filter(this::shown))
                .sorted(Comparator.comparing(KeyspaceView::name))
                .toList();
        ArrayNode keyspaces = answer.putArray("keyspaces");
        Pages.page(request, all, KeyspaceView::name, knobs.quotas().pageSize(), answer)
                .forEach(k -> keyspaces.add(Render.keyspaceSummary(k)));
        return answer;
    }

    ObjectNode update(Request request) {
        catalog.updateKeyspace(
                request.at(),
                request.keyspace(),
                Parse.replication(request.body().get("replicationSpecification")),
                request.has("clientSideTimestamps"));
        return Render.object().put("resourceArn", request.at().keyspaceArn(request.keyspace()));
    }

    ObjectNode delete(Request request) {
        catalog.deleteKeyspace(request.at(), request.keyspace());
        return Render.object();
    }

    /** The keyspace if reads show it. */
    KeyspaceView visible(Scope at, String name) {
        if (SystemKeyspaces.NAMES.contains(name)) {
            return system(at, name);
        }
        return catalog.keyspace(at, name)
                .filter(this::shown)
                .orElseThrow(() -> ServiceError.notFound("Keyspace " + name + " does not exist", at.keyspaceArn(name)));
    }

    /** A single-Region keyspace has no status in the API: until it is ready it is not there. */
    private boolean shown(KeyspaceView view) {
        boolean coming = view.status() == Status.CREATING && !view.replication().multiRegion();
        return !coming && !lag.holds(view.arn(), Delay.KEYSPACE_NOT_FOUND_LAG);
    }

    private static KeyspaceView system(Scope at, String name) {
        return new KeyspaceView(
                at,
                name,
                new Replication(Replication.Strategy.SINGLE_REGION, List.of(at.region())),
                List.of(new KeyspaceView.ReplicaStatus(at.region(), Status.ACTIVE, null)),
                Map.of());
    }
}
