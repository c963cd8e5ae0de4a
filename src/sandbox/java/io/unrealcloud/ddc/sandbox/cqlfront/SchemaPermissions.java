package io.unrealcloud.ddc.sandbox.cqlfront;

import io.unrealcloud.ddc.sandbox.cqlfront.ddl.SchemaRequest;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.Access;
import java.util.Map;

/**
 * The permissions a schema change needs (service authorization reference: Amazon Keyspaces). Types have no ARN of
 * their own and go by their keyspace's; what lives in several Regions needs the MultiRegionResource twin as well.
 */
final class SchemaPermissions {
    private SchemaPermissions() {}

    static void check(Access access, SchemaRequest request) {
        switch (request) {
            case SchemaRequest.CreateKeyspace create -> {
                permit(access, request, "Create", create.replication().multiRegion());
                tagging(access, request, create.tags(), create.replication().multiRegion());
            }
            case SchemaRequest.AddRegions add -> addRegions(access, add);
            case SchemaRequest.DropKeyspace drop -> permit(access, request, "Drop", multiRegion(access, request));
            case SchemaRequest.CreateTable create -> {
                permit(access, request, "Create", multiRegion(access, request));
                tagging(access, request, create.table().tags(), multiRegion(access, request));
            }
            case SchemaRequest.ChangeTable change -> permit(access, request, "Alter", multiRegion(access, request));
            case SchemaRequest.DropTable drop -> permit(access, request, "Drop", multiRegion(access, request));
            case SchemaRequest.CreateType create -> permit(access, request, "Create", multiRegion(access, request));
            case SchemaRequest.DropType drop -> permit(access, request, "Drop", multiRegion(access, request));
            case SchemaRequest.Tag tag -> {
                boolean multi = multiRegion(access, request);
                permit(access, request, "Alter", multi);
                access.permit(tag.remove() ? "UntagResource" : "TagResource", arn(access, request));
                if (multi) {
                    // The service spells the two differently.
                    access.permit(
                            tag.remove() ? "UnTagMultiRegionResource" : "TagMultiRegionResource", arn(access, request));
                }
            }
        }
    }

    private static void addRegions(Access access, SchemaRequest.AddRegions add) {
        for (String action : new String[] {"Alter", "Create", "Select", "Modify"}) {
            permit(access, add, action, true);
        }
    }

    private static void permit(Access access, SchemaRequest request, String action, boolean multiRegion) {
        access.permit(action, arn(access, request));
        if (multiRegion) {
            access.permit(action + "MultiRegionResource", arn(access, request));
        }
    }

    private static void tagging(Access access, SchemaRequest request, Map<String, String> tags, boolean multiRegion) {
        if (!tags.isEmpty()) {
            access.permit("TagResource", arn(access, request));
            if (multiRegion) {
                access.permit("TagMultiRegionResource", arn(access, request));
            }
        }
    }

    private static boolean multiRegion(Access access, SchemaRequest request) {
        return access.catalog()
                .keyspace(access.scope(), request.keyspace())
                .map(keyspace -> keyspace.replication().multiRegion())
                .orElse(false);
    }

    private static String arn(Access access, SchemaRequest request) {
        boolean type = request instanceof SchemaRequest.CreateType || request instanceof SchemaRequest.DropType;
        return request.object().isEmpty() || type
                ? access.scope().keyspaceArn(request.keyspace())
                : access.scope().tableArn(request.keyspace(), request.object());
    }
}
