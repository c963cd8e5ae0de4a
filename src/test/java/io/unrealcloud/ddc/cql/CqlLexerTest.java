package io.unrealcloud.ddc.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlLexerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "abc|WORD",
                "a_1|WORD",
                "\"Ab\"\"c\"|QUOTED_NAME",
                "'it''s'|STRING",
                "''|STRING",
                "$$a 'b' -- c$$|STRING",
                "42|INTEGER",
                "4.5e-7|FLOAT",
                "1e9|FLOAT",
                "1.|FLOAT",
                "1h30m|DURATION",
                "12mo|DURATION",
                "0xCAfe|BLOB",
                "0x|BLOB",
                "123e4567-e89b-12d3-a456-426614174000|UUID",
                "abcdef01-e89b-12d3-a456-426614174000|UUID",
                "?|MARKER",
                "<=|SYMBOL",
                "/* a ; 'b */|COMMENT",
                "-- to the end|COMMENT",
                "// to the end|COMMENT",
            })
    void recognises(String text, Kind kind) {
        assertThat(CqlLexer.tokens(text)).containsExactly(new Token(kind, text, 0));
    }

    @Test
    void lineCommentsEndAtTheLine() {
        assertThat(kinds("-- a\n1//b\r2"))
                .containsExactly(
                        Kind.COMMENT, Kind.WHITESPACE, Kind.INTEGER, Kind.COMMENT, Kind.WHITESPACE, Kind.INTEGER);
    }

    @Test
    void commentMarksInsideStringsAndNamesAreText() {
        assertThat(kinds("'--/*' \"//\"")).containsExactly(Kind.STRING, Kind.WHITESPACE, Kind.QUOTED_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "/* a", "$$a", "a # b", "a $ b", "a\u00a0b", "_a", "'a''", "\\"})
    void refusesWhatIsOpenOrMeaningless(String text) {
        assertThatThrownBy(() -> CqlLexer.tokens(text))
                .isInstanceOf(CqlSyntaxException.class)
                .hasMessageStartingWith("Invalid CQL at character ");
    }

    @Property(tries = 3000)
    void anyTextIsSplitWithoutLossOrRefusedByTheTypedError(@ForAll("texts") String text) {
        try {
            List<Token> tokens = CqlLexer.tokens(text);
            assertThat(tokens.stream().map(Token::text).collect(Collectors.joining()))
                    .isEqualTo(text);
            int at = 0;
            for (Token token : tokens) {
                assertThat(token.start()).isEqualTo(at);
                assertThat(token.text()).isNotEmpty();
                at = token.end();
            }
        } catch (CqlSyntaxException refused) {
            assertThat(refused.position()).isBetween(0, text.length());
        }
    }

    @Property(tries = 3000)
    void anyTextIsClassifiedOrRefusedByTheTypedError(@ForAll("texts") String text) {
        try {
            ParsedCql parsed = ParsedCql.of(text);
            assertThat(parsed.statement().label()).isNotEmpty();
            assertThat(parsed.withoutBypassCache().length()).isLessThanOrEqualTo(text.length());
        } catch (CqlSyntaxException refused) {
            assertThat(refused).hasMessageStartingWith("Invalid CQL");
        }
    }

    /** Anything at all, and word salads of CQL that reach deep into the readers. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "SELECT",
                "DISTINCT",
                "JSON",
                "count",
                "(",
                ")",
                "*",
                "FROM",
                "ks",
                ".",
                "t",
                "WHERE",
                "a",
                "=",
                "?",
                ":n",
                "AND",
                "IN",
                "token",
                "{",
                "}",
                "[",
                "]",
                ",",
                "ALLOW",
                "FILTERING",
                "BYPASS",
                "CACHE",
                "LIMIT",
                "10",
                "INSERT",
                "INTO",
                "VALUES",
                "IF",
                "NOT",
                "EXISTS",
                "USING",
                "TTL",
                "TIMESTAMP",
                "UPDATE",
                "SET",
                "DELETE",
                "BEGIN",
                "UNLOGGED",
                "BATCH",
                "APPLY",
                ";",
                "CREATE",
                "TABLE",
                "INDEX",
                "ON",
                "MATERIALIZED",
                "VIEW",
                "DROP",
                "ALTER",
                "KEYSPACE",
                "USE",
                "'x''y'",
                "\"Q\"",
                "/* c */",
                "-- l\n",
                "0xff",
                "1.5",
                "CONTAINS",
                "KEY",
                "IS",
                "NULL",
                "GROUP",
                "BY",
                "ORDER",
                "PER",
                "PARTITION",
                "TRUNCATE",
                "GRANT",
                "'",
                "\"",
                "$$",
                "-");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().ascii().ofMaxLength(60),
                pieces.list().ofMaxSize(30).map(list -> String.join(" ", list)),
                pieces.list().ofMaxSize(30).map(list -> String.join("", list)));
    }

    private static List<Kind> kinds(String text) {
        return CqlLexer.tokens(text).stream().map(Token::kind).toList();
    }
}
