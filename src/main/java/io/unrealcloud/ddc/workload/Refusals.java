package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.Quantity;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.EnvSpec;
import io.unrealcloud.ddc.api.v1alpha1.ResourcesSpec;
import io.unrealcloud.ddc.api.v1alpha1.SettingSpec;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.workload.settings.DdcSettings;
import io.unrealcloud.ddc.workload.settings.SettingsTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an application may not ask for although the API server lets it: each by name, with what to do instead. */
public final class Refusals {

    /** Whoever could set them would move pods, or the operator's own marks, away from what the operator knows. */
    private static final Set<String> ANNOTATIONS = Set.of("ddc.unrealcloud.io", "eks.amazonaws.com");

    /** Kubernetes: names of labels and annotations. */
    private static final Pattern QUALIFIED = Pattern.compile(
            "(?=[^/]{1,253}/|[^/]+$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*/)?"
                    + "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private final ApplicationSpec application;
    private final SettingsTable table;
    private final List<String> refusals = new ArrayList<>();

    private Refusals(ApplicationSpec application) {
        this.application = application;
        this.table = SettingsTable.load(SettingsTable.CURRENT_VERSION);
    }

    /** @return one sentence each; empty if all is well */
    public static List<String> of(ApplicationSpec application) {
        Refusals check = new Refusals(application);
        check.settings();
        check.environment();
        check.podAnnotations();
        check.names();
        check.amounts();
        check.namespaces();
        return List.copyOf(check.refusals);
    }

    private void settings() {
        DdcSettings given = new DdcSettings();
        for (SettingSpec setting : list(application.settings())) {
            refuse("spec.application.settings", table.refusal(setting.name()));
            if (given.asMap().containsKey(setting.name())) {
                refusals.add("spec.application.settings: " + setting.name()
                        + " is there twice, in different case, which DDC does not tell apart; remove one.");
            }
            given.put(setting.name(), setting.value());
        }
        try {
            given.yaml();
        } catch (IllegalArgumentException clash) {
            refusals.add("spec.application.settings: " + clash.getMessage());
        }
    }

    private void environment() {
        Set<String> seen = new HashSet<>();
        for (EnvSpec variable : list(application.env())) {
            refuse("spec.application.env", table.refusal(variable.name()));
            if (!seen.add(variable.name().toLowerCase(Locale.ROOT))) {
                refusals.add("spec.application.env: " + variable.name()
                        + " is there twice, in different case, which DDC does not tell apart; remove one.");
            }
        }
    }

    private void podAnnotations() {
        Map<String, String> given =
                Optional.ofNullable(application.podAnnotations()).orElse(Map.of());
        for (String name : given.keySet()) {
            String prefix = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
            if (name.equals(DEFAULT_CONTAINER)
                    || ANNOTATIONS.stream().anyMatch(own -> prefix.equals(own) || prefix.endsWith("." + own))) {
                refusals.add("spec.application.podAnnotations: " + name + " is the operator's to set; remove it.");
            }
        }
    }

    private void names() {
        qualified("spec.application.podAnnotations", application.podAnnotations());
        if (application.scheduling() != null) {
            qualified(
                    "spec.application.scheduling.nodeSelector",
                    application.scheduling().nodeSelector());
        }
        if (application.service() != null) {
            qualified(
                    "spec.application.service.annotations",
                    application.service().annotations());
        }
        if (application.ingress() != null) {
            qualified(
                    "spec.application.ingress.annotations",
                    application.ingress().annotations());
        }
    }

    private void qualified(String where, Map<String, String> map) {
        for (String name : map == null ? Set.<String>of() : map.keySet()) {
            if (!QUALIFIED.matcher(name).matches()) {
                refusals.add(where + ": '" + name + "' is no name Kubernetes takes; write it as example.com/name.");
            }
        }
    }

    private void amounts() {
        amounts("spec.application.resources", application.resources());
        if (application.worker() != null) {
            amounts("spec.application.worker.resources", application.worker().resources());
        }
    }

    private void amounts(String where, ResourcesSpec resources) {
        if (resources != null && resources.requests() != null && resources.limits() != null) {
            over(
                    where + ".requests.cpu",
                    resources.requests().cpu(),
                    resources.limits().cpu());
            over(
                    where + ".requests.memory",
                    resources.requests().memory(),
                    resources.limits().memory());
        }
    }

    private void over(String where, String request, String limit) {
        if (request != null
                && limit != null
                && Quantity.getAmountInBytes(new Quantity(request))
                                .compareTo(Quantity.getAmountInBytes(new Quantity(limit)))
                        > 0) {
            refusals.add(where + ": " + request + " is more than the limit of " + limit + "; raise the limit.");
        }
    }

    private void namespaces() {
        if (list(application.namespaces()).stream()
                .anyMatch(namespace -> namespace.name().equals(Names.VERIFICATION_NAMESPACE))) {
            refusals.add("spec.application.namespaces: " + Names.VERIFICATION_NAMESPACE
                    + " is the operator's own; choose another name.");
        }
    }

    private void refuse(String where, Optional<String> refusal) {
        refusal.ifPresent(what -> refusals.add(where + ": " + what + "."));
    }

    private static <T> List<T> list(List<T> given) {
        return given == null ? List.of() : given;
    }
}
