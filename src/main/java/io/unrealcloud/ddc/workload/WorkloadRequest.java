package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.PinStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;

/**
 * What one pass is to make of a resource.
 *
 * @param spec the one the model comes from
 * @param database whether the database is ready
 * @param schema whether its tables are DDC's
 * @param reached how the database is reached
 * @param identity whether the pods' role is ready
 * @param roleArn the role as it is known; also the one of an earlier pass
 * @param pinned what pods began with, as status has it
 */
public record WorkloadRequest(
        DdcModel model,
        UnrealCloudDdcSpec spec,
        Verdict database,
        Verdict schema,
        Reached reached,
        Verdict identity,
        Optional<String> roleArn,
        Optional<PinStatus> pinned) {

    WorkloadRequest withRole(Optional<String> role) {
        return new WorkloadRequest(model, spec, database, schema, reached, identity, role, pinned);
    }
}
