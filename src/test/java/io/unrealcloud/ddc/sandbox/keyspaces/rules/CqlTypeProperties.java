package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.CqlType.Collection.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

/** Types written and read back. */
class CqlTypeProperties {

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("types") CqlType type) {
        assertThat(CqlType.parse(type.toString())).isEqualTo(type);
    }

    @Property(tries = 300)
    void blanksDoNotMatter(@ForAll("types") CqlType type) {
        String spread = type.toString().replace("<", " < ").replace(",", " , ").replace(">", " > ");
        assertThat(CqlType.parse(spread.trim())).isEqualTo(type);
    }

    @Property(tries = 1000)
    void anyTextIsATypeOrRefusedByName(
            @ForAll @CharRange(from = 'a', to = 'f') @Chars({'<', '>', ',', ' ', '"', '9', 'é'}) String text) {
        assertThatCode(() -> {
                    try {
                        CqlType.parse(text);
                    } catch (ServiceError refused) {
                        assertThat(refused.type()).isEqualTo(ServiceError.Type.ValidationException);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<CqlType> types() {
        return type(3);
    }

    private static Arbitrary<CqlType> type(int depth) {
        Arbitrary<CqlType> scalar = Arbitraries.of(CqlType.SCALARS).map(CqlType.Scalar::new);
        Arbitrary<CqlType> udt = Combinators.combine(
                        Arbitraries.of("point", "Point", "a b", "x_1", "qu\"ote"), Arbitraries.of(true, false))
                .as(CqlType.Udt::new);
        if (depth == 0) {
            return Arbitraries.oneOf(scalar, udt);
        }
        Arbitrary<CqlType> inner = type(depth - 1);
        Arbitrary<Boolean> frozen = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                scalar,
                udt,
                Combinators.combine(Arbitraries.of(Kind.LIST, Kind.SET), inner, frozen)
                        .as((kind, element, f) -> new CqlType.Collection(kind, List.of(element), f)),
                Combinators.combine(inner, inner, frozen)
                        .as((key, value, f) -> new CqlType.Collection(Kind.MAP, List.of(key, value), f)),
                Combinators.combine(inner.list().ofMinSize(1).ofMaxSize(3), frozen)
                        .as(CqlType.Tuple::new));
    }
}
