package io.unrealcloud.ddc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** To write the golden files anew: {@code mvn test -Dtest=SchemaCqlTest -Dgolden.write=true}, then read the diff. */
class SchemaCqlTest {

    private static final Path GOLDEN = Path.of("src/test/resources/schema/golden");
    private static final KeyspaceNames NAMES = new KeyspaceNames("jupiter", "ddc_us_east_1");

    static Stream<Arguments> everyCombination() {
        List<Arguments> all = new ArrayList<>();
        for (SchemaProfile profile : SchemaCatalogue.current().profiles()) {
            for (ColumnMode mode : ColumnMode.values()) {
                for (KeyspaceLayout layout : KeyspaceLayout.values()) {
                    all.add(Arguments.of(profile.name(), mode, layout));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void theTextIsTheGoldenOne(String profile, ColumnMode mode, KeyspaceLayout layout) throws IOException {
        String script = script(profile, mode, layout);
        Path file = GOLDEN.resolve((profile + "-" + mode + "-" + layout + ".cql").toLowerCase(Locale.ROOT));
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, script);
        }
        assertThat(script).isEqualTo(Files.readString(file));
    }

    @Test
    void thereIsNoGoldenFileTooMany() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.count()).isEqualTo(everyCombination().count());
        }
    }

    private static String script(String profile, ColumnMode mode, KeyspaceLayout layout) {
        SchemaCql cql =
                switch (mode) {
                    case NATIVE -> new SchemaCql(CqlDialect.SCYLLA_TABLETS, true);
                    case CASSANDRA -> new SchemaCql(CqlDialect.KEYSPACES, false);
                };
        List<String> statements = new ArrayList<>();
        SchemaCatalogue.current().profile(profile).keyspaces(layout, mode).forEach((role, schema) -> {
            CqlIdentifier keyspace = CqlIdentifier.of(NAMES.of(role));
            statements.add(cql.createKeyspace(keyspace, replication(role, mode, layout)));
            statements.addAll(cql.statements(keyspace, schema));
        });
        return String.join(";\n\n", statements) + ";\n";
    }

    private static Replication replication(KeyspaceRole role, ColumnMode mode, KeyspaceLayout layout) {
        if (mode == ColumnMode.NATIVE) {
            return new Replication.NetworkTopology(
                    role == KeyspaceRole.LOCAL
                            ? new TreeMap<>(Map.of("us-east", 2))
                            : new TreeMap<>(Map.of("us-east", 3, "us-west-2", 2)));
        }
        return layout == KeyspaceLayout.CROSS_REGION && role != KeyspaceRole.LOCAL
                ? Replication.regions(List.of("us-west-2", "us-east-1"))
                : Replication.singleRegion();
    }

    @Test
    void changesToATableThatExists() {
        CqlIdentifier keyspace = CqlIdentifier.of("jupiter");
        CqlIdentifier table = CqlIdentifier.of("objects");
        SchemaCql keyspaces = new SchemaCql(CqlDialect.KEYSPACES, false);
        assertThat(keyspaces.addColumn(keyspace, table, ColumnDefinition.regular("Name", CqlType.parse("set<int>"))))
                .isEqualTo("ALTER TABLE jupiter.objects ADD \"Name\" set<int>");
        assertThat(keyspaces.enable(keyspace, table, TableFeature.TTL))
                .isEqualTo("ALTER TABLE jupiter.objects WITH CUSTOM_PROPERTIES = {'ttl': {'status': 'enabled'}}");
        assertThatThrownBy(() -> new SchemaCql(CqlDialect.CASSANDRA, false).enable(keyspace, table, TableFeature.TTL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing to switch on");
    }

    @Test
    void replicationThatKeepsNothingIsRefused() {
        assertThatThrownBy(() -> new Replication.NetworkTopology(new TreeMap<>(Map.of("us-east", 0))))
                .hasMessage("At least one data centre must hold copies.");
        assertThatThrownBy(() -> new Replication.NetworkTopology(new TreeMap<>(Map.of("class", 1))))
                .hasMessage("Data centre 'class' cannot hold 1 copies.");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> CqlIdentifier.of("a\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CqlLiteral.text("\udc00")).isInstanceOf(IllegalArgumentException.class);
        assertThat(CqlIdentifier.of("token").cql()).isEqualTo("\"token\"");
        assertThat(CqlIdentifier.of("a\"b").cql()).isEqualTo("\"a\"\"b\"");
        assertThat(CqlLiteral.text("it's")).isEqualTo("'it''s'");
    }
}
