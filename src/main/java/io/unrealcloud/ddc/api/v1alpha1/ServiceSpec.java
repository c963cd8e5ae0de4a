package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** The Service in front of the pods. */
@ApiPart
@ValidationRule(
        value = "!has(self.loadBalancerClass) || (has(self.type) && self.type == 'LoadBalancer')",
        message =
                "spec.application.service.loadBalancerClass: needs type LoadBalancer; set the type or remove the class")
@ValidationRule(
        value = "!has(self.sourceRanges) || (has(self.type) && self.type == 'LoadBalancer')",
        message = "spec.application.service.sourceRanges: needs type LoadBalancer; set the type or remove the ranges")
public record ServiceSpec(
        @JsonPropertyDescription("ClusterIP, NodePort or LoadBalancer. Default: ClusterIP.")
        ServiceType type,

        @JsonPropertyDescription("Who makes the load balancer, such as service.k8s.aws/nlb. Can only be set when the"
                + " type becomes LoadBalancer.")
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?$")
        @Size(min = 1, max = 316)
        String loadBalancerClass,

        @JsonPropertyDescription("Addresses the load balancer lets in. Default: all.") @Size(max = 32)
        List<@Pattern("^[0-9a-fA-F.:]+/[0-9]{1,3}$") @Size(min = 4, max = 43) String> sourceRanges,

        @JsonPropertyDescription("Annotations of the Service, for the controller of the load balancer.") @Size(max = 32)
        Map<String, @Pattern("^[^\\x00]*$") @Size(max = 1024) String> annotations) {}
