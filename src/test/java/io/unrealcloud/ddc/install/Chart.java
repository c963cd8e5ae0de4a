package io.unrealcloud.ddc.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart of this checkout, rendered as {@code helm template} does. */
final class Chart {

    static final Path DIRECTORY = Path.of("charts", "unreal-cloud-ddc-operator");
    static final String NAME = "unreal-cloud-ddc-operator";
    static final String NAMESPACE = "unreal-cloud-ddc-operator";

    private Chart() {}

    /** @param arguments as {@code helm template} takes them, such as {@code --set}, {@code replicas=2} */
    static List<ObjectNode> render(String... arguments) {
        return Manifests.read(template(arguments).ok());
    }

    static Program.Result template(String... arguments) {
        List<String> words = new ArrayList<>(List.of("template", NAME, DIRECTORY.toString(), "--namespace", NAMESPACE));
        words.addAll(List.of(arguments));
        return Program.HELM.run(words);
    }

    static String version() {
        return Manifests.read(text(DIRECTORY.resolve("Chart.yaml")))
                .getFirst()
                .path("version")
                .asText();
    }

    static boolean isHook(ObjectNode object) {
        return object.at("/metadata/annotations").has("helm.sh/hook");
    }

    /** The files of a folder under src/test/resources/install, by name. */
    static List<Path> files(String folder) {
        return filesIn(Path.of("src/test/resources/install", folder));
    }

    /** The examples of resources; examples/values holds others, of values. */
    static List<Path> examples() {
        return filesIn(Path.of("examples")).stream()
                .filter(file -> file.toString().endsWith(".yaml"))
                .toList();
    }

    static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }
}
