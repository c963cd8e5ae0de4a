package io.unrealcloud.ddc.api.v1alpha1;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One YAML file of a resource, whose first line is a comment saying what is expected of it. */
record ValidationCase(String name, String comment, String yaml) {

    private static final Path ROOT = Path.of("src", "test", "resources", "crd");
    private static final String EXPECT = "# expect: ";

    static final String ACCEPTED = "accepted";

    /** One pair of files: a resource and an edit of it. */
    record Edit(String name, ValidationCase before, ValidationCase after) {}

    static List<ValidationCase> in(String directory) {
        return list(ROOT.resolve(directory)).stream().map(ValidationCase::read).toList();
    }

    static List<Edit> edits() {
        return list(ROOT.resolve("edit")).stream()
                .map(directory -> new Edit(
                        directory.getFileName().toString(),
                        read(directory.resolve("old.yaml")),
                        read(directory.resolve("new.yaml"))))
                .toList();
    }

    static ValidationCase read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String first = lines.isEmpty() ? "" : lines.getFirst();
            if (!first.startsWith("# ") || first.substring(2).isBlank()) {
                throw new IllegalStateException(file + " must begin with a comment that says what it shows;"
                        + " in invalid/ and edit/*/new.yaml with '" + EXPECT + "' and a part of the message.");
            }
            return new ValidationCase(
                    file.getFileName().toString().replace(".yaml", ""), first, String.join("\n", lines));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A part of the message the API server shall refuse it with, or {@link #ACCEPTED}. */
    String expectation() {
        if (!comment.startsWith(EXPECT) || comment.length() < EXPECT.length() + ACCEPTED.length()) {
            throw new IllegalStateException(
                    name + ": the first line must be '" + EXPECT + "' and a part of the message, or " + ACCEPTED + ".");
        }
        return comment.substring(EXPECT.length()).strip();
    }

    GenericKubernetesResource resource() {
        return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    }

    private static List<Path> list(Path directory) {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
