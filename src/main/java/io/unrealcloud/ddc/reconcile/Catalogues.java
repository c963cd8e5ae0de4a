package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.PinStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.schema.SchemaCatalogue;

/** Which version of the schema a resource's tables are held to. */
final class Catalogues {

    private Catalogues() {}

    /** The one its pods began with, until another revision is asked for; the newest before there are pods. */
    static SchemaCatalogue of(UnrealCloudDdc resource) {
        return WorkloadPart.pinned(StatusDraft.before(resource))
                .map(PinStatus::schema)
                .filter(version -> version >= 1 && version <= SchemaCatalogue.CURRENT_VERSION)
                .map(SchemaCatalogue::load)
                .orElseGet(SchemaCatalogue::current);
    }
}
