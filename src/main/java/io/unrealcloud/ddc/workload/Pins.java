package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.PinStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the revision a resource runs is kept: in its status, and on its Deployment, from which status is made again. */
public final class Pins {

    /** On pods: digest of the configuration they run by. */
    public static final String CONFIGURATION = Annotations.GROUP + "/configuration";

    /** On the service account: what the EKS webhook reads, and what tells a person which role the pods have. */
    public static final String ROLE_ARN = "eks.amazonaws.com/role-arn";

    private static final String GATEWAY = Annotations.GROUP + "/gateway-image";
    private static final String SETTINGS = Annotations.GROUP + "/settings-version";
    private static final String SCHEMA = Annotations.GROUP + "/schema-version";

    private Pins() {}

    public static Map<String, String> annotations(Revision revision) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(GATEWAY, revision.gatewayImage());
        annotations.put(SETTINGS, Integer.toString(revision.settings()));
        annotations.put(SCHEMA, Integer.toString(revision.schema()));
        return annotations;
    }

    /** What a Deployment was made of; empty if somebody took the annotations away. */
    public static Optional<Revision> of(Deployment deployment) {
        Map<String, String> annotations =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return annotations.containsKey(GATEWAY) && number(annotations, SETTINGS) > 0 && number(annotations, SCHEMA) > 0
                ? Optional.of(new Revision(
                        annotations.get(GATEWAY), number(annotations, SETTINGS), number(annotations, SCHEMA)))
                : Optional.empty();
    }

    public static Optional<Revision> of(PinStatus status) {
        return Optional.ofNullable(status)
                .filter(pin -> pin.gatewayImage() != null && pin.settings() != null && pin.schema() != null)
                .map(pin -> new Revision(pin.gatewayImage(), pin.settings(), pin.schema()));
    }

    public static PinStatus status(Revision revision) {
        return new PinStatus(revision.gatewayImage(), revision.settings(), revision.schema());
    }

    private static int number(Map<String, String> annotations, String name) {
        String value = annotations.getOrDefault(name, "");
        return value.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(value) : 0;
    }
}
