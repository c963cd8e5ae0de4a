package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.DdcModel;

/** A database as the passes over a resource see it, whichever backend it is. */
interface DatabasePart {

    /** @param begin called before the first call that changes anything */
    DatabaseState pass(UnrealCloudDdc resource, DdcModel model, boolean readAll, Runnable begin);

    /** One pass of deleting everything that is this resource's, data included. */
    DatabaseState delete(UnrealCloudDdc resource, DdcModel model);

    /** One pass of letting go: data stays, marked as released. */
    DatabaseState release(UnrealCloudDdc resource, DdcModel model);

    /** What stays outside after a release, for people. */
    String remains(UnrealCloudDdc resource, DdcModel model);

    /** Forgets a resource that is gone. */
    void forget(String uid);
}
