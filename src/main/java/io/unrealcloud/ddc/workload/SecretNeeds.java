package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.EnvSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.workload.SecretStore.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which Secrets the pods of a resource use. */
final class SecretNeeds {

    private SecretNeeds() {}

    static List<Need> of(DdcModel model, UnrealCloudDdcSpec spec) {
        Names names = Names.of(model.owner());
        String token = WorkloadResolver.tokenSecret(model, spec.application());
        List<Need> needs = new ArrayList<>();
        needs.add(new Need(token, Names.TOKEN_KEY, true, token.equals(names.token())));
        needs.add(new Need(names.verificationToken(), Names.VERIFICATION_TOKEN_KEY, true, true));
        WorkloadResolver.loginSecret(spec).ifPresent(login -> {
            needs.add(new Need(login, "username", false, false));
            needs.add(new Need(login, "password", false, false));
        });
        if (model.database() instanceof ScyllaBackend) {
            needs.add(new Need(names.scylla(), Names.CONNECTION_STRING_KEY, false, false));
        }
        Optional.ofNullable(spec.application().env()).orElse(List.of()).stream()
                .map(EnvSpec::secretKeyRef)
                .filter(reference -> reference != null)
                .forEach(reference -> needs.add(new Need(reference.name(), reference.key(), false, false)));
        return needs;
    }
}
