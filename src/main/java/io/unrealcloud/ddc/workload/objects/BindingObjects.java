package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.workload.BindingModel;
import java.util.List;

/** What a resource without an application gets: who its pods are, and how they reach the database. */
public final class BindingObjects {

    private BindingObjects() {}

    public static List<HasMetadata> of(BindingModel model) {
        return List.of(Accounts.serviceAccount(model.owner(), model.roleArn()), map(model));
    }

    private static ConfigMap map(BindingModel model) {
        return new ConfigMapBuilder()
                .withMetadata(Metas.of(model.owner(), Names.of(model.owner()).binding()))
                .withData(model.data())
                .build();
    }
}
