package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which IAM actions an operation needs, and on what (Amazon Keyspaces developer guide: how Keyspaces works with IAM;
 * service authorization reference). In multi-Region keyspaces the twin actions are needed too, on the ARNs of every
 * Region. Types have no ARN: their permissions are those of the keyspace.
 */
final class Permissions {

    record Needed(String action, String resourceArn) {}

    private final Catalog catalog;

    Permissions(Catalog catalog) {
        this.catalog = catalog;
    }

    void require(Authorizer authorizer, Request request) {
        for (Needed needed : needed(request)) {
            if (!authorizer.allowed(request.principalArn(), needed.action(), needed.resourceArn())) {
                throw new ServiceError(
                        ServiceError.Type.AccessDeniedException,
                        "User: " + request.principalArn() + " is not authorized to perform: " + needed.action()
                                + " on resource: " + needed.resourceArn());
            }
        }
    }

    List<Needed> needed(Request request) {
        List<Needed> needed = new ArrayList<>();
        switch (request.operation().name()) {
            case "ListKeyspaces" -> needed.addAll(system(request.at()));
            case "GetKeyspace", "ListTables", "GetTable", "GetType", "ListTypes" -> {
                needed.addAll(on(request, "Select", request.keyspace(), request.table()));
                needed.addAll(system(request.at()));
            }
            case "GetTableAutoScalingSettings" -> {
                needed.add(new Needed("application-autoscaling:DescribeScalableTargets", "*"));
                needed.add(new Needed("application-autoscaling:DescribeScalingPolicies", "*"));
            }
            case "CreateKeyspace" -> {
                needed.addAll(on(request, "Create", request.keyspace(), null));
                if (request.has("tags")) {
                    needed.addAll(on(request, "TagResource", request.keyspace(), null));
                }
            }
            case "CreateTable" -> {
                needed.addAll(on(request, "Create", request.keyspace(), request.table()));
                if (request.has("tags")) {
                    needed.addAll(on(request, "TagResource", request.keyspace(), request.table()));
                }
            }
            case "CreateType" -> needed.addAll(on(request, "Create", request.keyspace(), null));
            case "UpdateKeyspace" ->
                Stream.of("Alter", "Create", "Select", "Modify")
                        .forEach(action -> needed.addAll(on(request, action, request.keyspace(), null)));
            case "UpdateTable" -> needed.addAll(on(request, "Alter", request.keyspace(), request.table()));
            case "DeleteKeyspace", "DeleteType" -> needed.addAll(on(request, "Drop", request.keyspace(), null));
            case "DeleteTable" -> needed.addAll(on(request, "Drop", request.keyspace(), request.table()));
            case "RestoreTable" -> {
                needed.addAll(
                        on(request, "Restore", request.text("sourceKeyspaceName"), request.text("sourceTableName")));
                needed.addAll(
                        on(request, "Create", request.text("targetKeyspaceName"), request.text("targetTableName")));
            }
            case "TagResource" -> {
                needed.addAll(onArn(request, "Alter"));
                needed.addAll(onArn(request, "TagResource"));
            }
            case "UntagResource" -> {
                needed.addAll(onArn(request, "Alter"));
                needed.addAll(onArn(request, "UntagResource"));
            }
            case "ListTagsForResource" -> {
                needed.addAll(onArn(request, "Select"));
                needed.addAll(system(request.at()));
            }
            default -> throw new IllegalStateException("No permissions known for " + request.operation());
        }
        return needed;
    }

    private List<Needed> onArn(Request request, String action) {
        Resource resource = Resource.parse(request.at(), request.text("resourceArn"));
        return on(request, action, resource.keyspace(), resource.table());
    }

    private List<Needed> on(Request request, String action, String keyspace, String table) {
        List<String> regions = regions(request, keyspace);
        List<String> actions = regions.size() > 1 ? List.of(action, twin(action)) : List.of(action);
        return regions.stream()
                .map(request.at()::in)
                .map(at -> table == null ? at.keyspaceArn(keyspace) : at.tableArn(keyspace, table))
                .flatMap(arn -> actions.stream().map(a -> new Needed("cassandra:" + a, arn)))
                .toList();
    }

    /** The Regions the keyspace is in, or is asked to be in. */
    private List<String> regions(Request request, String keyspace) {
        Replication asked = Parse.replication(request.body().get("replicationSpecification"));
        if (asked.multiRegion()) {
            return asked.regions();
        }
        return catalog.keyspace(request.at(), keyspace)
                .map(k -> k.replication().regions())
                .orElse(List.of(request.at().region()));
    }

    /** The names are irregular, capitals included (service authorization reference). */
    private static String twin(String action) {
        return switch (action) {
            case "TagResource" -> "TagMultiRegionResource";
            case "UntagResource" -> "UnTagMultiRegionResource";
            case "Restore" -> "RestoreMultiRegionTable";
            default -> action + "MultiRegionResource";
        };
    }

    private static List<Needed> system(Scope at) {
        return List.of(new Needed("cassandra:Select", at.keyspaceArn("system*").replaceAll("/$", "")));
    }
}
