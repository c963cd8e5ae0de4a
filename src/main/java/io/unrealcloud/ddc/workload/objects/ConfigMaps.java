package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.unrealcloud.ddc.workload.DdcConfiguration;
import io.unrealcloud.ddc.workload.KeptApplication;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Role;

/** DDC's settings, and the certificate authorities the gateway trusts beside the system's. */
final class ConfigMaps {

    /** DDC reads this file of the directory /config last, and again whenever it changes. */
    static final String SETTINGS = "appsettings.Local.yaml";

    static final String TRUST = "trust.pem";

    private ConfigMaps() {}

    static ConfigMap settings(WorkloadModel model, Role role) {
        ConfigMapBuilder map = new ConfigMapBuilder()
                .withMetadata(Metas.of(model, Workloads.name(model, role), role))
                .addToData(SETTINGS, new DdcConfiguration(model, role).file());
        model.platform().trust().ifPresent(pem -> map.addToData(TRUST, pem));
        return map.build();
    }

    /** What to go on with while a newer application is not valid. */
    static ConfigMap lastValid(WorkloadModel model) {
        return new ConfigMapBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().lastValid()))
                .withData(KeptApplication.write(model.application()))
                .build();
    }
}
