package io.unrealcloud.ddc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinksTest {

    @TestFactory
    Stream<DynamicTest> everyRelativeLinkLeadsSomewhere() {
        List<Path> documents = Documents.all();
        assertThat(documents).hasSizeGreaterThan(10);
        return documents.stream()
                .map(document -> DynamicTest.dynamicTest(document.toString(), () -> assertThat(dead(document))
                        .as("links of %s that lead nowhere", document)
                        .isEmpty()));
    }

    /** Nobody finds a document that nothing leads to. */
    @Test
    void everyDocumentIsReachedFromTheReadme() {
        Set<Path> reached = new TreeSet<>();
        follow(Path.of("README.md"), reached);
        assertThat(reached).containsAll(Documents.all());
    }

    private static void follow(Path document, Set<Path> reached) {
        if (reached.add(document)) {
            Documents.links(document).stream()
                    .filter(LinksTest::isRelative)
                    .map(link -> target(document, link))
                    .filter(target -> target.toString().endsWith(".md"))
                    .forEach(target -> follow(target, reached));
        }
    }

    private static Set<String> dead(Path document) {
        return Documents.links(document).stream()
                .filter(LinksTest::isRelative)
                .filter(link -> !leadsSomewhere(document, link))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean leadsSomewhere(Path document, String link) {
        Path target = target(document, link);
        int hash = link.indexOf('#');
        return target.toFile().exists()
                && (hash < 0 || Documents.anchors(target).contains(link.substring(hash + 1)));
    }

    private static boolean isRelative(String link) {
        return !link.matches("[a-z]+:.*");
    }

    private static Path target(Path document, String link) {
        String path = link.replaceFirst("#.*", "");
        if (path.isEmpty()) {
            return document;
        }
        Path folder = document.getParent() == null ? Path.of("") : document.getParent();
        return folder.resolve(path).normalize();
    }
}
