package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A call to AWS, written down before it is made, so that a crash in between can be recognised. */
@ApiPart
public record Intent(
        @JsonPropertyDescription("The step that makes the call.") @Required @Size(max = 64)
        String step,

        @JsonPropertyDescription("Client token of the call; making it again with the same token changes nothing.")
        @Size(max = 64)
        String token,

        @JsonPropertyDescription("When it was announced.") @Required @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant at) {}
