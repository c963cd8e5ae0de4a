package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** DDC itself. */
@ApiPart
@ValidationRule(
        value = "!has(self.replicas) || !has(self.autoscaling)",
        message = "spec.application.replicas: is decided by autoscaling where that is given; remove one of the two")
public record ApplicationSpec(
        @JsonPropertyDescription("DDC's release, which decides its settings and, without image, which image runs."
                + " Default: the one this operator's settings were made for.")
        @Pattern("^[0-9]{1,3}([.][0-9]{1,3}){1,2}$")
        @Size(min = 3, max = 11)
        String version,

        @JsonPropertyDescription("Image to run, with tag or digest. Default: Epic's image of that version.")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._:/@-]*$")
        @Size(min = 1, max = 512)
        String image,

        @JsonPropertyDescription("Secrets to pull the image with.") @Size(max = 4)
        List<PullSecretSpec> imagePullSecrets,

        @JsonPropertyDescription("Pods that serve. Default: 2.") @Min(1) @Max(100)
        Integer replicas,

        @JsonPropertyDescription("Lets the load decide how many pods serve.")
        AutoscalingSpec autoscaling,

        @JsonPropertyDescription("A pod of its own for DDC's background work. Default: the pods that serve do it.")
        WorkerSpec worker,

        @JsonPropertyDescription("What each serving pod gets of processor and memory.")
        ResourcesSpec resources,

        @JsonPropertyDescription("Where pods run.") SchedulingSpec scheduling,

        @JsonPropertyDescription("Annotations of the pods. Those of the operator cannot be changed.") @Size(max = 16)
        Map<String, @Pattern("^[^\\x00]*$") @Size(max = 1024) String> podAnnotations,

        @JsonPropertyDescription("DDC's namespaces. A namespace that is not listed does not exist, unless '*' is."
                + " Default: '*' with DDC's defaults.")
        @Size(max = 32)
        List<NamespaceSpec> namespaces,

        @JsonPropertyDescription("How clients prove who they are.")
        AuthSpec auth,

        @JsonPropertyDescription("Garbage collection.") GcSpec gc,

        @JsonPropertyDescription("DDC in other Regions, whose refs and blobs are reachable from here.") @Size(max = 8)
        List<SiteSpec> sites,

        @JsonPropertyDescription("Settings of DDC beside those the operator makes, as its documentation names them.")
        @Size(max = 64)
        List<SettingSpec> settings,

        @JsonPropertyDescription("Environment variables of DDC's containers beside the operator's.") @Size(max = 32)
        List<EnvSpec> env,

        @JsonPropertyDescription("The Service in front of the pods.")
        ServiceSpec service,

        @JsonPropertyDescription("An Ingress in front of the Service. Default: none.")
        IngressSpec ingress,

        @JsonPropertyDescription("Who may reach the pods. Default: whoever the cluster lets.")
        NetworkPolicySpec networkPolicy,

        @JsonPropertyDescription("Revision of gateway, settings and schema to run. Default: the one the pods began"
                + " with, also after the operator was upgraded; condition UpdateAvailable names the next.")
        @Pattern("^[a-z0-9][a-z0-9-]*$")
        @Size(min = 1, max = 63)
        String revision) {}
