package io.unrealcloud.ddc.install;

import io.fabric8.kubernetes.client.Config;
import io.unrealcloud.ddc.testing.ApiServer;

/** A client configuration with exactly the rights of a service account. */
final class Impersonated {

    private Impersonated() {}

    static Config serviceAccount(String namespace, String name) {
        Config config = Config.fromKubeconfig(ApiServer.get().kubeconfig());
        config.setImpersonateUsername("system:serviceaccount:" + namespace + ":" + name);
        config.setImpersonateGroups(
                "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated");
        return config;
    }
}
