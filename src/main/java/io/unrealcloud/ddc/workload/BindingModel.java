package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.workload.settings.Backend;
import io.unrealcloud.ddc.workload.settings.Release;
import io.unrealcloud.ddc.workload.settings.Role;
import io.unrealcloud.ddc.workload.settings.SettingsTable;
import io.unrealcloud.ddc.workload.settings.Situation;
import java.util.Map;
import java.util.TreeMap;

/** What somebody who runs DDC by other means has to know: for a resource without an application. */
public record BindingModel(
        Owner owner, String region, String site, String roleArn, WorkloadModel.Database database, Revision revision) {

    /**
     * Environment variables of DDC and of the gateway beside it, and two facts that are none: the service account its
     * pods need, and the image of the gateway.
     */
    public Map<String, String> data() {
        SettingsTable table = SettingsTable.load(revision.settings());
        Map<String, String> data = new TreeMap<>(table.binding(new Situation(
                database.backend(), Role.SERVER, Release.of(table.release()), false, false, false, values())));
        data.put("AWS_REGION", region);
        data.put("AWS_ROLE_ARN", roleArn);
        data.put("serviceAccountName", Names.of(owner).serviceAccount());
        if (database.backend() == Backend.KEYSPACES) {
            data.put("gatewayImage", revision.gatewayImage());
            data.put("DDC_GATEWAY_REGION", region);
            data.put("DDC_GATEWAY_UPSTREAM_HOST", database.binding().host());
            data.put(
                    "DDC_GATEWAY_UPSTREAM_PORT",
                    Integer.toString(database.binding().port()));
        }
        return data;
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(database.values());
        values.put("site", site);
        values.put("region", region);
        values.put("verificationNamespace", Names.VERIFICATION_NAMESPACE);
        // Named by settings that are no part of a binding.
        for (String none : new String[] {
            "bucket", "leaderConfigMap", "peerSelector", "gcRefs", "gcBlobs", "lastAccessCutoff", "cacheBytes"
        }) {
            values.put(none, "");
        }
        return values;
    }
}
