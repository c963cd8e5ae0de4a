package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A resource in {@code in-NAME.yaml}, and the objects made for it in {@code out-NAME.yaml}. */
record GoldenCase(String name, String comment, UnrealCloudDdc resource) {

    private static final Path DIRECTORY = Path.of("src", "test", "resources", "workload", "golden");

    static List<GoldenCase> all() {
        try (var files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static GoldenCase named(String name) {
        return read(DIRECTORY.resolve("in-" + name + ".yaml"));
    }

    /** The resource of a case with its text changed. */
    static UnrealCloudDdc named(String name, UnaryOperator<String> change) {
        try {
            return Serialization.unmarshal(
                    change.apply(Files.readString(DIRECTORY.resolve("in-" + name + ".yaml"))), UnrealCloudDdc.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static GoldenCase read(Path file) {
        try {
            String yaml = Files.readString(file);
            return new GoldenCase(
                    file.getFileName().toString().replaceAll("^in-|[.]yaml$", ""),
                    yaml.lines().findFirst().orElse(""),
                    Serialization.unmarshal(yaml, UnrealCloudDdc.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path out() {
        return DIRECTORY.resolve("out-" + name + ".yaml");
    }

    /** The first line of the file may say that garbage collection is held, or what the operator hands on. */
    List<HasMetadata> objects() {
        Hold hold = comment.startsWith("# hold: FIRM")
                ? Hold.FIRM
                : comment.startsWith("# hold: DOUBT") ? Hold.DOUBT : Hold.NO;
        return Workbench.objects(
                resource, comment.startsWith("# platform:") ? Workbench.EVERYTHING : Workbench.PLATFORM, hold);
    }

    String yaml() {
        return objects().stream().map(Serialization::asYaml).collect(Collectors.joining());
    }
}
