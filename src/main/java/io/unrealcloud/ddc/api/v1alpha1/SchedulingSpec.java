package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Where pods run. */
@ApiPart
public record SchedulingSpec(
        @JsonPropertyDescription("Labels a node must have.") @Size(max = 16)
        Map<String, @Pattern("^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$") @Size(max = 63) String> nodeSelector,

        @JsonPropertyDescription("Taints pods put up with.") @Size(max = 16)
        List<TolerationSpec> tolerations,

        @JsonPropertyDescription("PriorityClass of the pods.")
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String priorityClassName) {}
