package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.BackendType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.provision.keyspaces.DesiredState;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesReport;
import io.unrealcloud.ddc.provision.keyspaces.Pass;
import io.unrealcloud.ddc.verification.DatabaseRows;
import io.unrealcloud.ddc.workload.Reached;
import java.util.Optional;
import java.util.function.Function;

/** Amazon Keyspaces as part of a pass. */
final class KeyspacesPart implements DatabasePart {

    private final KeyspacesProvisioner provisioner;
    private final Function<KeyspacesBackend, DatabaseRows> rows;

    KeyspacesPart(KeyspacesProvisioner provisioner, Function<KeyspacesBackend, DatabaseRows> rows) {
        this.provisioner = provisioner;
        this.rows = rows;
    }

    @Override
    public DatabaseState pass(UnrealCloudDdc resource, DdcModel model, boolean readAll, Runnable begin) {
        DesiredState desired = desired(resource, model);
        return judged(desired, provisioner.pass(desired, readAll, model.planOnly(), begin));
    }

    @Override
    public DatabaseState delete(UnrealCloudDdc resource, DdcModel model) {
        DesiredState desired = desired(resource, model);
        return judged(desired, provisioner.delete(desired));
    }

    @Override
    public DatabaseState release(UnrealCloudDdc resource, DdcModel model) {
        DesiredState desired = desired(resource, model);
        return judged(desired, provisioner.release(desired));
    }

    @Override
    public String remains(UnrealCloudDdc resource, DdcModel model) {
        return String.join(", ", desired(resource, model).keyspaceNames());
    }

    @Override
    public void forget(String uid) {
        provisioner.forget(uid);
    }

    private DatabaseState judged(DesiredState desired, Pass pass) {
        return new DatabaseState(
                KeyspacesReport.of(desired, pass),
                Reached.by(desired.backend().binding()),
                Optional.of(() -> rows.apply(desired.backend())),
                pass.plan(),
                FixedCost.perMonth(desired),
                pass.failure().isPresent(),
                pass.next());
    }

    private static DesiredState desired(UnrealCloudDdc resource, DdcModel model) {
        if (!(model.database() instanceof KeyspacesBackend backend)) {
            throw new IllegalArgumentException("Not a database on Amazon Keyspaces: " + model.database());
        }
        return DesiredState.of(model.owner(), backend, Catalogues.of(resource))
                .remembering(DatabaseStatuses.provisioned(StatusDraft.before(resource), BackendType.AMAZON_KEYSPACES));
    }
}
