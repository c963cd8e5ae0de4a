package io.unrealcloud.ddc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/schema.md} says about each table what the catalogue does. */
class SchemaDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|\\n]+ \\| (yes: |no )[^|\\n]*\\|$");

    @Test
    void theTablesAndTheirTimeToLiveAreThoseOfTheCatalogue() throws IOException {
        Map<String, Boolean> documented = new TreeMap<>();
        for (MatchResult row : ROW.matcher(document()).results().toList()) {
            documented.put(row.group(1), row.group(2).startsWith("yes"));
        }
        Map<String, Boolean> actual = new TreeMap<>();
        for (KeyspaceSchema schema : keyspaces("Jupiter")) {
            schema.tables().forEach(table -> actual.put(table.name().internal(), table.ttl()));
        }
        assertThat(documented).isEqualTo(actual);
    }

    @Test
    void theOtherTablesAreThereWithTheirKeys() throws IOException {
        String document = document();
        List<CqlIdentifier> jupiter = keyspaces("Jupiter").stream()
                .flatMap(schema -> schema.tables().stream().map(TableDefinition::name))
                .toList();
        keyspaces("TerraformModule").stream()
                .flatMap(schema -> schema.tables().stream())
                .filter(table -> !jupiter.contains(table.name()))
                .forEach(table -> assertThat(document)
                        .containsPattern("\\| `" + table.name() + "` \\| [^|]+ \\| `\\(\\("
                                + table.partitionKey().get(0) + "\\), "
                                + table.clustering().get(0).column() + "\\)` \\|"));
    }

    private static List<KeyspaceSchema> keyspaces(String profile) {
        return List.copyOf(SchemaCatalogue.current()
                .profile(profile)
                .keyspaces(KeyspaceLayout.CROSS_REGION, ColumnMode.CASSANDRA)
                .values());
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/schema.md"));
    }
}
