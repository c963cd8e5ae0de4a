package io.unrealcloud.ddc.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import java.util.Map;
import java.util.Optional;

/**
 * The last application that was found valid, in a ConfigMap beside the pods: status keeps the rest of the spec, but an
 * application can be larger than a status should be.
 */
public final class KeptApplication {

    private static final String KEY = "application.json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private KeptApplication() {}

    public static Map<String, String> write(ApplicationSpec application) {
        try {
            return Map.of(KEY, MAPPER.writeValueAsString(application));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An application cannot be written as JSON", impossible);
        }
    }

    /** @return empty also where somebody made it unreadable: then pods stay as they are */
    public static Optional<ApplicationSpec> read(ConfigMap map) {
        String json = map.getData() == null ? null : map.getData().get(KEY);
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(json, ApplicationSpec.class));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }
}
