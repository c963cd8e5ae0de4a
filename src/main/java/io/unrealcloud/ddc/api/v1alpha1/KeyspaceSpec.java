package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names of DDC's keyspaces. */
@ApiPart
@ValidationRule(
        value = "!self.name.startsWith('system')",
        message = "spec.database.keyspace.name: must not begin with system, the database keeps such"
                + " names for itself; choose another name")
public record KeyspaceSpec(
        @JsonPropertyDescription("Name of the keyspace all Regions share. DDC's local keyspace is called"
                + " <name>_local_<localSuffix>; both names fit 48 characters. Default: jupiter. Immutable.")
        @Default("jupiter")
        @Pattern(Limits.CQL_NAME)
        @Size(min = 1, max = Limits.CQL_NAME_MAX)
        String name,

        @JsonPropertyDescription(
                "Suffix of this Region's local keyspace. Default: ddc_ and the Region with '_' for '-',"
                        + " such as ddc_us_east_1. Immutable.")
        @Pattern(Limits.CQL_SUFFIX)
        @Size(min = 1, max = Limits.CQL_NAME_MAX)
        String localSuffix) {}
