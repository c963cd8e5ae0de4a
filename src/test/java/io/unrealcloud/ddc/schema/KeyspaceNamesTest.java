package io.unrealcloud.ddc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyspaceNamesTest {

    @Test
    void namesAreThoseDdcBuilds() {
        KeyspaceNames names = new KeyspaceNames("jupiter", "ddc_us_east_1");
        assertThat(names.of(KeyspaceRole.REPLICATED)).isEqualTo("jupiter");
        assertThat(names.of(KeyspaceRole.LOCAL)).isEqualTo("jupiter_local_ddc_us_east_1");
        assertThat(names.of(KeyspaceRole.GLOBAL)).isEqualTo("jupiter_local_ddc_global");
        KeyspaceSchema empty = new KeyspaceSchema(java.util.List.of(), java.util.List.of());
        assertThat(names.named(Map.of(KeyspaceRole.LOCAL, empty)))
                .containsExactly(Map.entry("jupiter_local_ddc_us_east_1", empty));
    }

    @Test
    void fortyEightCharactersAreTheLimit() {
        assertThat(new KeyspaceNames("a".repeat(20), "b".repeat(21)).local()).hasSize(48);
        assertThatThrownBy(() -> new KeyspaceNames("a".repeat(20), "b".repeat(22)))
                .hasMessageContaining("has 49 characters, and at most 48 are possible");
    }

    @Test
    void theGlobalNameIsCheckedOnlyWhenAskedFor() {
        KeyspaceNames names = new KeyspaceNames("a".repeat(32), "b");
        assertThat(names.local()).hasSize(40);
        assertThatThrownBy(names::global)
                .hasMessageContaining("has 49 characters")
                .hasMessageEndingWith("Shorten the keyspace name.");
        assertThatThrownBy(new KeyspaceNames("jupiter", "ddc_global")::global)
                .hasMessageContaining("gives the local keyspace the name of the global one");
    }

    @ParameterizedTest
    @CsvSource({
        "Jupiter, x, The keyspace name 'Jupiter' must begin with a lower-case letter",
        "ju-piter, x, The keyspace name 'ju-piter' must begin",
        "1up, x, The keyspace name '1up' must begin",
        "system_schema, x, belongs to the database itself",
        "jupiter, us-east-1, The local keyspace suffix 'us-east-1' must have only",
        "jupiter, '', The local keyspace suffix '' must have only"
    })
    void badNamesAreNamed(String keyspace, String suffix, String message) {
        assertThatThrownBy(() -> new KeyspaceNames(keyspace, suffix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
