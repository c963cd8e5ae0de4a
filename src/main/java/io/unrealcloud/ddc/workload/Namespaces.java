package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.GcMethod;
import io.unrealcloud.ddc.api.v1alpha1.NamespaceSpec;
import io.unrealcloud.ddc.workload.settings.DdcSettings;
import java.util.List;

/** Policies of DDC's namespaces. DDC answers "not found" for a namespace without one. */
final class Namespaces {

    private static final List<NamespaceSpec> ANY =
            List.of(new NamespaceSpec("*", null, null, null, null, null, null, null));

    private Namespaces() {}

    static void addTo(DdcSettings settings, List<NamespaceSpec> namespaces) {
        (namespaces == null || namespaces.isEmpty() ? ANY : namespaces).forEach(namespace -> add(settings, namespace));
    }

    private static void add(DdcSettings settings, NamespaceSpec namespace) {
        String policy = "Namespaces:Policies:" + namespace.name() + ":";
        settings.put(policy + "IsPublicNamespace", text(namespace.publicNamespace(), true));
        settings.put(policy + "GcMethod", method(namespace.gcMethod()));
        settings.put(policy + "OnDemandReplication", text(namespace.onDemandReplication(), false));
        settings.put(policy + "AllowOverwritesOfRefs", text(namespace.allowOverwritesOfRefs(), true));
        if (namespace.storagePool() != null) {
            settings.put(policy + "StoragePool", namespace.storagePool());
        }
        if (namespace.ttlDays() != null) {
            settings.put(policy + "DefaultTTL", DdcConfiguration.days(namespace.ttlDays()));
        }
        if (namespace.fallbackNamespace() != null) {
            settings.put(policy + "FallbackNamespace", namespace.fallbackNamespace());
        }
    }

    private static String text(Boolean given, boolean standard) {
        return Boolean.toString(given == null ? standard : given);
    }

    private static String method(GcMethod method) {
        return switch (method) {
            case NONE -> "None";
            case TTL -> "TTL";
            case ALWAYS -> "Always";
            case LAST_ACCESS -> "LastAccess";
            case null -> "LastAccess";
        };
    }
}
