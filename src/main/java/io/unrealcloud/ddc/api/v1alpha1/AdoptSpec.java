package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Objects in AWS that this resource shall take over from another owner. */
@ApiPart
public record AdoptSpec(
        @JsonPropertyDescription(
                "Names of keyspaces to take over, with their tables and types. Their schema must match;"
                        + " what differs is reported, not changed.")
        @Size(max = 8)
        List<@Pattern(Limits.CQL_NAME) @Size(min = 1, max = Limits.KEYSPACE_NAME_MAX) String> keyspaces) {}
