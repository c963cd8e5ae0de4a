package io.unrealcloud.ddc.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Resolution;
import io.unrealcloud.ddc.model.Resolver;
import java.util.Optional;

/**
 * Decides what a pass acts on: the spec as it is, or, when that one cannot be acted on, the last one that could.
 * A bad edit never stops the healing of what was good.
 */
final class Intake {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private final Resolver resolver;

    Intake(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * @param model what to act on; empty if there is nothing
     * @param rejected why the spec as it is cannot be acted on; empty if it can
     * @param spec the spec the model comes from, as it is kept in status
     */
    record Taken(Optional<DdcModel> model, Optional<Resolution.Rejected> rejected, Optional<JsonNode> spec) {}

    Taken take(UnrealCloudDdc resource) {
        return switch (resolver.resolve(resource, resource.getSpec())) {
            case Resolution.Resolved good ->
                new Taken(Optional.of(good.model()), Optional.empty(), Optional.of(write(resource.getSpec())));
            case Resolution.Rejected bad -> lastValid(resource, bad);
        };
    }

    private Taken lastValid(UnrealCloudDdc resource, Resolution.Rejected bad) {
        JsonNode kept = StatusDraft.before(resource).lastValidSpec();
        if (kept == null) {
            return new Taken(Optional.empty(), Optional.of(bad), Optional.empty());
        }
        return switch (resolver.resolve(resource, read(kept))) {
            case Resolution.Resolved good -> new Taken(Optional.of(good.model()), Optional.of(bad), Optional.of(kept));
            case Resolution.Rejected alsoBad -> new Taken(Optional.empty(), Optional.of(bad), Optional.of(kept));
        };
    }

    /** Through text, so that numbers compare equal with those read back from the API server. */
    private static JsonNode write(UnrealCloudDdcSpec spec) {
        try {
            return MAPPER.readTree(MAPPER.writeValueAsString(spec));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A spec cannot be written as JSON", impossible);
        }
    }

    private static UnrealCloudDdcSpec read(JsonNode kept) {
        try {
            return MAPPER.treeToValue(kept, UnrealCloudDdcSpec.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "status.lastValidSpec cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}
