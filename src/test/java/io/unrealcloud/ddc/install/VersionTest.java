package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project's version stands in pom.xml. Wherever else it stands it is the same, and nowhere else unseen. */
class VersionTest {

    private static final Pattern PROJECT = Pattern.compile("<version>([0-9.]+)(?:-SNAPSHOT)?</version>");

    /** Where a reader may take the version from, files of other projects' versions left out. */
    private static final List<Path> ROOTS = Stream.of(
                    "argocd",
                    "charts",
                    "crds",
                    "deploy",
                    "docs",
                    "examples",
                    "scripts",
                    "sandbox",
                    "src/test/resources/install/golden",
                    "CHANGELOG.md",
                    "Makefile",
                    "README.md")
            .map(Path::of)
            .toList();

    private static final Pattern OTHERS = Pattern.compile("sandbox/(tools|tests)/.*|.*\\.pyc");

    /**
     * One way of saying the version.
     *
     * @param files paths it is looked for in
     * @param text with the version as its group; the first one of a file counts, or all
     */
    private record Saying(Pattern files, Pattern text, boolean all) {
        static Saying everywhere(String text) {
            return new Saying(Pattern.compile(".*"), Pattern.compile(text), true);
        }

        static Saying firstIn(String file, String text) {
            return new Saying(Pattern.compile(Pattern.quote(file)), Pattern.compile(text), false);
        }

        List<MatchResult> in(Path file, String content) {
            if (!files.matcher(file.toString()).matches()) {
                return List.of();
            }
            Stream<MatchResult> found = text.matcher(content).results();
            return (all ? found : found.limit(1)).toList();
        }
    }

    private static final String CHART = Chart.DIRECTORY.resolve("Chart.yaml").toString();
    private static final String RELEASE = "([0-9]+\\.[0-9]+\\.[0-9]+)";

    private static final List<Saying> SAYINGS = List.of(
            Saying.firstIn(CHART, "(?m)^version: \"?" + RELEASE),
            Saying.firstIn(CHART, "(?m)^appVersion: \"?" + RELEASE),
            Saying.firstIn("CHANGELOG.md", "(?m)^## " + RELEASE),
            Saying.everywhere("app\\.kubernetes\\.io/version: \"?" + RELEASE),
            // An image by tag alone; what has a digest too is somebody's own.
            Saying.everywhere("\\bunreal-cloud-ddc-operator:" + RELEASE + "(?![0-9.@-])"),
            Saying.everywhere("\\bunreal-cloud-ddc-operator-" + RELEASE));

    /** The table of versions has a line for the version's line, the newest first. */
    private static final Pattern LINE = Pattern.compile("\\| operator \\|.*\\n\\|[-|]+\\|\\n\\| ([0-9.]+) \\|");

    @Test
    void itIsTheSameEverywhere() {
        List<String> wrong = new ArrayList<>();
        for (Saying saying : SAYINGS) {
            int found = 0;
            for (Path file : files()) {
                String content = text(file);
                for (MatchResult said : saying.in(file, content)) {
                    found++;
                    if (!said.group(1).equals(version())) {
                        wrong.add(correction(file, line(content, said.start(1)), said.group(1)));
                    }
                }
            }
            assertThat(found).as("places that say %s", saying.text()).isPositive();
        }
        assertThat(wrong).as("pom.xml says %s, but", version()).isEmpty();
    }

    @Test
    void theTableOfVersionsHasItsLine() {
        Matcher row = LINE.matcher(text(Path.of("docs/upgrading.md")));
        assertThat(row.find()).as("docs/upgrading.md has a table of versions").isTrue();
        assertThat(version())
                .as(
                        "pom.xml says %s, but the first row of docs/upgrading.md is of %s: add a row above it",
                        version(), row.group(1))
                .startsWith(row.group(1) + ".");
    }

    /** Else the next version would leave it behind. */
    @Test
    void nothingElseRepeatsIt() {
        Pattern literal = Pattern.compile("(?<![0-9.])" + Pattern.quote(version()) + "(?![0-9]|\\.[0-9])");
        List<String> unseen = new ArrayList<>();
        for (Path file : files()) {
            String content = text(file);
            List<Integer> known = SAYINGS.stream()
                    .flatMap(saying -> saying.in(file, content).stream())
                    .map(said -> said.start(1))
                    .toList();
            literal.matcher(content)
                    .results()
                    .filter(found -> !known.contains(found.start()))
                    .forEach(found -> unseen.add(file + ":" + line(content, found.start() + 1)));
        }
        assertThat(unseen)
                .as("these repeat the version: leave it out, or add how they say it to SAYINGS")
                .isEmpty();
    }

    private static String correction(Path file, long line, String said) {
        String how = "write " + version();
        if (file.startsWith("src/test/resources/install/golden")) {
            how = "correct Chart.yaml, then mvn -q test -Dtest=ChartTest -Dinstall.write";
        } else if (file.startsWith("deploy")) {
            how = "correct Chart.yaml, then " + DeployFiles.COMMAND;
        }
        return "%s:%d says %s: %s".formatted(file, line, said, how);
    }

    private static String version() {
        Matcher project = PROJECT.matcher(text(Path.of("pom.xml")));
        assertThat(project.find()).as("pom.xml has a version").isTrue();
        return project.group(1);
    }

    private static List<Path> files() {
        return ROOTS.stream()
                .flatMap(root -> {
                    try (Stream<Path> found = Files.walk(root)) {
                        return found.filter(Files::isRegularFile).toList().stream();
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .filter(file -> !OTHERS.matcher(file.toString()).matches())
                .sorted()
                .toList();
    }

    private static long line(String content, int at) {
        return content.substring(0, at).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
