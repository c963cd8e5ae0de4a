package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.IdentityStatus;
import io.unrealcloud.ddc.identity.DesiredIdentity;
import io.unrealcloud.ddc.identity.IdentityPass;
import io.unrealcloud.ddc.identity.IdentityProvisioner;
import io.unrealcloud.ddc.identity.IdentityReport;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.OperatorSettings;
import java.util.Optional;

/** The pods' role, as part of a pass. */
final class IdentityPart {

    private final IdentityProvisioner provisioner;
    private final Account account;
    private final OperatorSettings.Identity settings;

    IdentityPart(IdentityProvisioner provisioner, Account account, OperatorSettings.Identity settings) {
        this.provisioner = provisioner;
        this.account = account;
        this.settings = settings;
    }

    /**
     * Makes and keeps up the role, and puts what came of it into the draft.
     *
     * @param begin called before the first call that changes anything
     */
    IdentityState pass(StatusDraft draft, DdcModel model, boolean readAll, Runnable begin) {
        DesiredIdentity desired = desired(model);
        IdentityPass pass = provisioner.pass(desired, readAll, model.planOnly(), begin);
        IdentityReport report = IdentityReport.of(desired, pass);
        // A role that cannot be read just now is still the one pods run under.
        Optional<String> role =
                report.roleArn().or(() -> Optional.ofNullable(draft.identity()).map(IdentityStatus::roleArn));
        role.ifPresent(arn -> draft.identity(new IdentityStatus(arn)));
        draft.conditions().set(ConditionType.IDENTITY_READY, report.ready());
        return new IdentityState(report, role, pass.plan(), pass.next());
    }

    /** One pass of taking the role down; done when nothing is left of it. */
    IdentityPass remove(DdcModel model) {
        return provisioner.remove(desired(model));
    }

    IdentityReport report(DdcModel model, IdentityPass pass) {
        return IdentityReport.of(desired(model), pass);
    }

    void forget(String uid) {
        provisioner.forget(uid);
    }

    private DesiredIdentity desired(DdcModel model) {
        return DesiredIdentity.of(model, account, settings);
    }
}
