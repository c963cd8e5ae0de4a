package io.unrealcloud.ddc.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Tenancy.Kind;
import io.unrealcloud.ddc.model.Tenancy.Limits;
import io.unrealcloud.ddc.model.Tenancy.Request;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** The limits hold whatever a resource asks for. */
class TenancyTest {

    @Example
    void aStarStandsForAnyRunAndNothingElseIsSpecial() {
        assertThat(allowed("jupiter*", "jupiter")).isTrue();
        assertThat(allowed("jupiter*", "jupiter_local_ddc")).isTrue();
        assertThat(allowed("jupiter*", "my_jupiter")).isFalse();
        assertThat(allowed("*_local", "jupiter_local")).isTrue();
        assertThat(allowed("a*c*e", "abcde")).isTrue();
        assertThat(allowed("a*c*e", "abde")).isFalse();
        assertThat(allowed("jupiter.", "jupiterx")).isFalse();
        assertThat(allowed("jupite[r]", "jupiter")).isFalse();
        assertThat(allowed("\\E.*\\Q", "anything")).isFalse();
        assertThat(allowed("", "anything")).isFalse();
        assertThat(allowed("", "")).isTrue();
    }

    @Example
    void aResourceGainsNothingByAskingForAStar() {
        assertThat(allowed("jupiter", "*")).isFalse();
        assertThat(allowed("jupiter", "jupiter*")).isFalse();
        assertThat(allowed("jupiter_?", "jupiter_*")).isFalse();
    }

    @Example
    void namespacesAreComparedExactly() {
        Tenancy tenancy = new Tenancy(List.of(limits("ga*es", "*"), limits("Games", "*"), limits("game", "*")));
        assertThat(tenancy.refusal("games", List.of(new Request(Kind.KEYSPACE, "jupiter"))))
                .isPresent();
    }

    @Example
    void anAbsentListAllowsNothing() {
        Tenancy tenancy = new Tenancy(
                List.of(new Limits("games", null, null, null, null, null, null, null, null, null, null, null)));
        for (Kind kind : Kind.values()) {
            assertThat(tenancy.refusal("games", List.of(new Request(kind, "anything"))))
                    .hasValueSatisfying(sentence ->
                            assertThat(sentence).contains("anything").contains("tenancy.namespaces[namespace=games]."));
        }
    }

    @Example
    void oneKindOfPermissionIsNotAnother() {
        Tenancy tenancy = new Tenancy(List.of(limits("games", "arn:aws:iam::1:role/x")));
        assertThat(tenancy.refusal("games", List.of(new Request(Kind.ROLE, "arn:aws:iam::1:role/x"))))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(".roles"));
    }

    @Property(tries = 300)
    void aPatternWithoutAStarAllowsItselfOnly(
            @ForAll @StringLength(max = 12) String pattern, @ForAll @StringLength(max = 12) String value) {
        String plain = pattern.replace("*", "");
        assertThat(allowed(plain, value)).isEqualTo(plain.equals(value));
    }

    @Property(tries = 300)
    void aPrefixAllowsWhatBeginsWithIt(
            @ForAll @StringLength(max = 8) String prefix, @ForAll @AlphaChars @StringLength(max = 8) String value) {
        String plain = prefix.replace("*", "");
        assertThat(allowed(plain + "*", plain + value)).isTrue();
        assertThat(allowed(plain + "*", value)).isEqualTo(value.startsWith(plain));
    }

    private static boolean allowed(String pattern, String keyspace) {
        return new Tenancy(List.of(limits("games", pattern)))
                .refusal("games", List.of(new Request(Kind.KEYSPACE, keyspace)))
                .isEmpty();
    }

    private static Limits limits(String namespace, String keyspaces) {
        return new Limits(namespace, null, List.of(keyspaces), null, null, null, null, null, null, null, null, null);
    }
}
