package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.unrealcloud.ddc.api.v1alpha1.ResourceAmounts;
import io.unrealcloud.ddc.api.v1alpha1.ResourcesSpec;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.Map;
import java.util.TreeMap;

/** The containers of DDC's pods. */
final class Containers {

    static final String DDC = "ddc";
    static final String GATEWAY = "gateway";

    /** Endpoints go before the process does: clients get this long to hear of it. */
    private static final long GOODBYE_SECONDS = 10;

    private static final ResourcesSpec STANDARD =
            new ResourcesSpec(new ResourceAmounts("1", "2Gi"), new ResourceAmounts(null, "4Gi"));
    private static final ResourcesSpec GATEWAY_RESOURCES =
            new ResourcesSpec(new ResourceAmounts("100m", "128Mi"), new ResourceAmounts(null, "256Mi"));

    private Containers() {}

    static Container ddc(WorkloadModel model, Role role) {
        return new ContainerBuilder()
                .withName(DDC)
                .withImage(model.image())
                .withImagePullPolicy("IfNotPresent")
                .withEnv(Variables.ofDdc(model, role))
                .withPorts(Ports.ofDdc())
                .withResources(resources(asked(model, role)))
                .withStartupProbe(Probes.ddcStarted(role))
                .withLivenessProbe(Probes.ddcLive(role))
                .withReadinessProbe(Probes.ddcReady(role))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(GOODBYE_SECONDS)
                .endPreStop()
                .endLifecycle()
                .withSecurityContext(restricted())
                .withVolumeMounts(Volumes.ofDdc())
                .withTerminationMessagePath("/dev/termination-log")
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    /** A native sidecar: DDC starts once it has logged in, and it ends after DDC. */
    static Container gateway(WorkloadModel model) {
        return new ContainerBuilder()
                .withName(GATEWAY)
                .withImage(model.revision().gatewayImage())
                .withImagePullPolicy("IfNotPresent")
                .withArgs("gateway")
                .withRestartPolicy("Always")
                .withEnv(Variables.ofGateway(model))
                .withPorts(Ports.ofGateway())
                .withResources(resources(GATEWAY_RESOURCES))
                .withStartupProbe(Probes.gatewayStarted())
                .withLivenessProbe(Probes.gatewayLive())
                .withReadinessProbe(Probes.gatewayReady())
                .withSecurityContext(restricted())
                .withVolumeMounts(Volumes.ofGateway(model))
                .withTerminationMessagePath("/dev/termination-log")
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static ResourcesSpec asked(WorkloadModel model, Role role) {
        ResourcesSpec server = model.application().resources() == null
                ? STANDARD
                : model.application().resources();
        return switch (role) {
            case SERVER -> server;
            case WORKER ->
                model.application().worker().resources() == null
                        ? server
                        : model.application().worker().resources();
        };
    }

    private static ResourceRequirements resources(ResourcesSpec resources) {
        return new ResourceRequirementsBuilder()
                .withRequests(amounts(resources.requests()))
                .withLimits(amounts(resources.limits()))
                .build();
    }

    private static Map<String, Quantity> amounts(ResourceAmounts amounts) {
        Map<String, Quantity> map = new TreeMap<>();
        if (amounts != null && amounts.cpu() != null) {
            map.put("cpu", new Quantity(amounts.cpu()));
        }
        if (amounts != null && amounts.memory() != null) {
            map.put("memory", new Quantity(amounts.memory()));
        }
        return map.isEmpty() ? null : map;
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }
}
