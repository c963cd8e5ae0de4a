package io.unrealcloud.ddc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Markdown files of this checkout, read as far as the tests of documents need it. */
public final class Documents {

    private static final List<Path> ROOTS = List.of(Path.of("docs"), Path.of("sandbox"), Path.of("charts"));
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    /** {@code <!-- run: where -->} right above a block of commands. */
    private static final Pattern RUNNABLE = Pattern.compile("(?ms)^<!-- run: (\\S+) -->\\n```\\w*\\n(.*?)^```$");

    private static final Pattern MARK = Pattern.compile("(?m)^<!-- run: (\\S+) -->$");

    private Documents() {}

    public static List<Path> all() {
        return Stream.concat(markdownIn(Path.of("."), 1), ROOTS.stream().flatMap(root -> markdownIn(root, 3)))
                .map(Path::normalize)
                .sorted()
                .toList();
    }

    private static Stream<Path> markdownIn(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the document links to, outside its blocks of code. */
    static List<String> links(Path document) {
        return LINK.matcher(CODE.matcher(text(document)).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** The names by which links reach the document's headings. */
    static Set<String> anchors(Path document) {
        return HEADING.matcher(CODE.matcher(text(document)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Blocks marked to be run there, in order. */
    public static List<String> runnable(Path document, String where) {
        return RUNNABLE.matcher(text(document))
                .results()
                .filter(block -> block.group(1).equals(where))
                .map(block -> block.group(2))
                .toList();
    }

    /** Every place a mark names. */
    public static Set<String> marks(Path document) {
        Matcher mark = MARK.matcher(text(document));
        return mark.results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
