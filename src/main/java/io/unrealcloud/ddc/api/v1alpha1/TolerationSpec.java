package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A taint pods put up with, as Kubernetes has it. */
@ApiPart
@ValidationRule(
        value = "has(self.key) || (has(self.operator) && self.operator == 'Exists')",
        message =
                "spec.application.scheduling.tolerations: an entry without key needs operator Exists; give the taint's"
                        + " key")
@ValidationRule(
        value = "!has(self.value) || !has(self.operator) || self.operator != 'Exists'",
        message = "spec.application.scheduling.tolerations: operator Exists takes no value; remove value")
@ValidationRule(
        value = "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
        message = "spec.application.scheduling.tolerations: tolerationSeconds needs effect NoExecute; set it or remove"
                + " tolerationSeconds")
public record TolerationSpec(
        @JsonPropertyDescription("Key of the taint; every taint without it.")
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?$")
        @Size(min = 1, max = 316)
        String key,

        @JsonPropertyDescription("Equal or Exists. Default: Equal.") @Pattern("^(Equal|Exists)$") @Size(max = 6)
        String operator,

        @JsonPropertyDescription("Value of the taint.")
        @Pattern("^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$")
        @Size(max = 63)
        String value,

        @JsonPropertyDescription("NoSchedule, PreferNoSchedule or NoExecute. Default: all three.")
        @Pattern("^(NoSchedule|PreferNoSchedule|NoExecute)$")
        @Size(max = 16)
        String effect,

        @JsonPropertyDescription("How long a running pod stays on such a node. Default: for ever.")
        @Min(0)
        @Max(31_536_000)
        Long tolerationSeconds) {}
