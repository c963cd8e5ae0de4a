package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which tables are created. */
public enum SchemaProfile {
    /** What DDC itself creates. */
    @JsonProperty("Jupiter")
    JUPITER,
    /** The same, and the four tables of the Terraform module that preceded the operator. */
    @JsonProperty("TerraformModule")
    TERRAFORM_MODULE
}
