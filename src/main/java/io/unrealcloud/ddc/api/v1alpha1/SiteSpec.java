package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** DDC in another Region. */
@ApiPart
public record SiteSpec(
        @JsonPropertyDescription("Its siteName.")
        @Required
        @Pattern("^[A-Za-z0-9][A-Za-z0-9_.-]*$")
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("URL of its internal Service, as reachable from the pods here.")
        @Required
        @Pattern("^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$")
        @Size(min = 8, max = 280)
        String internalUrl,

        @JsonPropertyDescription("Namespaces whose new blobs are copied here as they are made. Default: none; what is"
                + " missing is fetched when asked for.")
        @Size(max = 32)
        List<@Pattern("^[a-z0-9][a-z0-9._-]*$") @Size(min = 1, max = 64) String> replicate) {}
