package io.unrealcloud.ddc.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class CqlTextTest {
    @Property
    void aNameComesBackFromTheLexer(@ForAll @NotEmpty String name) {
        List<Token> tokens = unlessRefused(name, () -> CqlText.name(name));
        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.kind()).isEqualTo(Kind.QUOTED_NAME);
            assertThat(token.name()).isEqualTo(name);
        });
    }

    @Property
    void aStringComesBackFromTheLexer(@ForAll String value) {
        List<Token> tokens = unlessRefused(value, () -> CqlText.string(value));
        assertThat(tokens).allSatisfy(token -> {
            assertThat(token.kind()).isEqualTo(Kind.STRING);
            assertThat(token.string()).isEqualTo(value);
        });
    }

    @Test
    void rendersMapsAndQualifiedNames() {
        assertThat(CqlText.map(Map.of("class", "it's"))).isEqualTo("{'class': 'it''s'}");
        assertThat(CqlText.name("ks", "t")).isEqualTo("\"ks\".\"t\"");
    }

    @Test
    void refusesAnEmptyName() {
        assertThatThrownBy(() -> CqlText.name("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Token> unlessRefused(String value, java.util.function.Supplier<String> text) {
        boolean broken = value.chars().anyMatch(c -> Character.isSurrogate((char) c));
        try {
            List<Token> tokens = CqlLexer.tokens(text.get());
            assertThat(tokens).hasSize(1);
            return tokens;
        } catch (IllegalArgumentException refused) {
            assertThat(broken).isTrue();
            return List.of();
        }
    }
}
