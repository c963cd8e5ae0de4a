package io.unrealcloud.ddc.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolution;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.workload.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides what a pass acts on: the spec as it is, or, when that one cannot be acted on, the last one that could.
 * A bad edit never stops the healing of what was good.
 */
final class Intake {

    private static final String APPLICATION = "application";
    private static final int REFUSALS_NAMED = 3;

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
     * @param kept the spec the model comes from, as status keeps it: without its application
     * @param spec the spec the model comes from
     */
    record Taken(
            Optional<DdcModel> model,
            Optional<Resolution.Rejected> rejected,
            Optional<JsonNode> kept,
            Optional<UnrealCloudDdcSpec> spec) {}

    /** @param application the last valid one, asked for only if the resource's own spec is not valid */
    Taken take(UnrealCloudDdc resource, Supplier<Optional<ApplicationSpec>> application) {
        UnrealCloudDdcSpec own = resource.getSpec();
        return switch (resolve(resource, own)) {
            case Resolution.Resolved good ->
                new Taken(Optional.of(good.model()), Optional.empty(), Optional.of(write(own)), Optional.of(own));
            case Resolution.Rejected bad -> lastValid(resource, bad, application);
        };
    }

    private Resolution resolve(UnrealCloudDdc resource, UnrealCloudDdcSpec spec) {
        Resolution resolution = resolver.resolve(resource, spec);
        if (resolution instanceof Resolution.Rejected || spec.application() == null) {
            return resolution;
        }
        List<String> refusals = Refusals.of(spec.application());
        return refusals.isEmpty()
                ? resolution
                : new Resolution.Rejected(
                        Reason.InvalidSpec,
                        refusals.stream().limit(REFUSALS_NAMED).collect(Collectors.joining(" ")));
    }

    private Taken lastValid(
            UnrealCloudDdc resource, Resolution.Rejected bad, Supplier<Optional<ApplicationSpec>> application) {
        JsonNode kept = StatusDraft.before(resource).lastValidSpec();
        if (kept == null) {
            return new Taken(Optional.empty(), Optional.of(bad), Optional.empty(), Optional.empty());
        }
        UnrealCloudDdcSpec last = read(kept, application.get());
        return switch (resolve(resource, last)) {
            case Resolution.Resolved good ->
                new Taken(Optional.of(good.model()), Optional.of(bad), Optional.of(kept), Optional.of(last));
            case Resolution.Rejected alsoBad ->
                new Taken(Optional.empty(), Optional.of(bad), Optional.of(kept), Optional.empty());
        };
    }

    /** Through text, so that numbers compare equal with those read back from the API server. */
    private static JsonNode write(UnrealCloudDdcSpec spec) {
        try {
            ObjectNode written = (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsString(spec));
            written.remove(APPLICATION);
            return written;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A spec cannot be written as JSON", impossible);
        }
    }

    private static UnrealCloudDdcSpec read(JsonNode kept, Optional<ApplicationSpec> application) {
        try {
            ObjectNode whole = kept.deepCopy();
            application.ifPresent(last -> whole.set(APPLICATION, MAPPER.valueToTree(last)));
            return MAPPER.treeToValue(whole, UnrealCloudDdcSpec.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "status.lastValidSpec cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}
