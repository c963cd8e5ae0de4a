package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels of the objects, in the names Kubernetes recommends. */
public final class Labels {

    /** DDC finds its peers by this one unless told otherwise. */
    public static final String NAME = "app.kubernetes.io/name";

    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** What every object the operator makes in Kubernetes carries. */
    public static final String SELECTOR = MANAGED_BY + "=" + Tags.MANAGER;

    private static final String APPLICATION = "unreal-cloud-ddc";

    private Labels() {}

    /** Of every object of a resource. */
    public static Map<String, String> of(Names names) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(NAME, APPLICATION);
        labels.put(INSTANCE, names.resource());
        labels.put(MANAGED_BY, Tags.MANAGER);
        return labels;
    }

    /** Of pods of one role. */
    public static Map<String, String> of(Names names, Role role) {
        Map<String, String> labels = of(names);
        labels.put(COMPONENT, component(role));
        return labels;
    }

    /** What selects pods of one role. A Deployment can never change it. */
    public static Map<String, String> selecting(Names names, Role role) {
        Map<String, String> labels = of(names, role);
        labels.remove(MANAGED_BY);
        return labels;
    }

    /** The same as a label selector. */
    public static String selector(Names names, Role role) {
        return selecting(names, role).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    /** What selects all pods of a resource. */
    public static Map<String, String> selecting(Names names) {
        Map<String, String> labels = of(names);
        labels.remove(MANAGED_BY);
        return labels;
    }

    private static String component(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
