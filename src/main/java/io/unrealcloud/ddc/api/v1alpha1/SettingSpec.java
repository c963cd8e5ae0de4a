package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One setting of DDC. */
@ApiPart
public record SettingSpec(
        @JsonPropertyDescription("Section and key joined by ':', such as GC:OrphanGCMaxParallelOperations.")
        @Required
        @Pattern("^[A-Za-z][A-Za-z0-9]*(:[^:\\x00-\\x20\\x7f]+)+$")
        @Size(min = 3, max = 128)
        String name,

        @JsonPropertyDescription("Its value, as text.") @Required @Pattern("^[^\\x00]*$") @Size(max = 2048)
        String value) {}
