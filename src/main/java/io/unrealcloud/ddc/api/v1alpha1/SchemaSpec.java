package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Which tables are created. */
@ApiPart
public record SchemaSpec(
        @JsonPropertyDescription("Jupiter: the tables and types DDC itself uses. TerraformModule: the same"
                + " and the four"
                + " tables of the Terraform module (cache_entries, s3_objects, namespace_config,"
                + " cleanup_tracking). Default: Jupiter. Immutable.")
        @Default("Jupiter")
        SchemaProfile profile) {}
