package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Who may reach the pods. The operator and the pods of the same DDC always may. */
@ApiPart
public record NetworkPolicySpec(
        @JsonPropertyDescription("Addresses that may.") @Size(max = 32)
        List<@Pattern("^[0-9a-fA-F.:]+/[0-9]{1,3}$") @Size(min = 4, max = 43) String> cidrBlocks,

        @JsonPropertyDescription("Namespaces whose pods may, by name.") @Size(max = 32)
        List<@Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$") @Size(min = 1, max = 63) String> namespaces) {}
