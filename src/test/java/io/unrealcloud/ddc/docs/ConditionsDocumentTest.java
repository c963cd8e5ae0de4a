package io.unrealcloud.ddc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document names every reason there is, with its kind, and no other. */
class ConditionsDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (good|waits|retried|edit) \\| .+ \\|$");

    @Test
    void everyReasonIsExplained() throws IOException {
        List<String> rows = ROW.matcher(document())
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Reason.values())
                        .map(reason -> reason.name() + " " + word(reason.kind()))
                        .toList());
    }

    @Test
    void everyConditionItNamesExists() throws IOException {
        String table = document().split("## Reasons")[0];
        List<String> known =
                Arrays.stream(ConditionType.values()).map(ConditionType::value).toList();
        assertThat(Pattern.compile("(?m)^\\| (`.+?`) \\|")
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1))
                        .flatMap(cell ->
                                Pattern.compile("`(\\w+)`").matcher(cell).results())
                        .map((MatchResult name) -> name.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/conditions.md"));
    }

    private static String word(Reason.Kind kind) {
        return switch (kind) {
            case GOOD -> "good";
            case WAITING -> "waits";
            case RETRIED -> "retried";
            case NEEDS_EDIT -> "edit";
        };
    }
}
