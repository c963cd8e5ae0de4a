package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The database. */
@ApiPart
public record DatabaseStatus(
        @JsonPropertyDescription("The backend DDC uses.") BackendType active,

        @JsonPropertyDescription("How DDC's database is reached: that of the active backend.")
        ConnectionStatus connection,

        @JsonPropertyDescription("Every backend the resource has.") @Size(max = 2)
        List<BackendStatus> backends) {}
