package io.unrealcloud.ddc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.unrealcloud.ddc.schema.CqlType.Udt;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CqlTypeTest {

    @Provide
    Arbitrary<CqlType> types() {
        return Schemas.types(List.of("blob_identifier", "Odd \"one\"", "text", "set", "order").stream()
                .map(CqlIdentifier::of)
                .toList());
    }

    @Property
    void aPrintedTypeIsReadBack(@ForAll("types") CqlType type) {
        assertThat(CqlType.parse(type.cql())).isEqualTo(type);
    }

    @Property
    void canonicalIsOneSpellingOnly(@ForAll("types") CqlType type) {
        CqlType canonical = type.canonical();
        assertThat(canonical.canonical()).isEqualTo(canonical);
        assertThat(new CqlType.Frozen(canonical).canonical().multiCell()).isFalse();
    }

    @Provide
    Arbitrary<String> nearlyTypes() {
        return Arbitraries.of("set", "map", "frozen", "<", ">", ",", " ", "int", "\"", "'", "x", "vector", "3", "é")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void anythingElseIsRefusedWithItsText(@ForAll("nearlyTypes") String text) {
        try {
            CqlType type = CqlType.parse(text);
            assertThat(CqlType.parse(type.cql())).isEqualTo(type);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("'" + text + "' is not a CQL type: ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        varchar                                 | text
        TimeUUID                                | timeuuid
        set< frozen <blob_identifier> >         | set<frozen<blob_identifier>>
        map<text,frozen<list<int>>>             | map<text, frozen<list<int>>>
        tuple<int, text>                        | frozen<tuple<int, text>>
        frozen<list<list<blob_identifier>>>     | frozen<list<frozen<list<frozen<blob_identifier>>>>>
        vector<float, 3>                        | vector<float, 3>
        Blob_Identifier                         | blob_identifier
        "Blob_Identifier"                       | "Blob_Identifier"
        'org.example.Type'                      | 'org.example.Type'
        """)
    void spellingsAndTheirCanonicalForm(String spelling, String canonical) {
        assertThat(CqlType.parse(unquoteCsv(spelling)).canonical().cql()).isEqualTo(unquoteCsv(canonical));
    }

    /** The CSV reader takes single quotes for its own; the custom type is the only one that needs them. */
    private static String unquoteCsv(String text) {
        return text.equals("org.example.Type") ? "'" + text + "'" : text;
    }

    @Test
    void userTypesAreFoundAtAnyDepth() {
        assertThat(CqlType.parse("map<text, frozen<list<frozen<a>>>>").userTypes())
                .containsExactly(CqlIdentifier.of("a"));
        assertThat(new Udt(CqlIdentifier.of("text")).cql()).isEqualTo("\"text\"");
    }

    @Test
    void nestingHasALimit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CqlType.parse("frozen<".repeat(10_000)))
                .withMessageContaining("nested too deeply");
    }
}
