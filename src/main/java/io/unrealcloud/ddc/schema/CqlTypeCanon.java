package io.unrealcloud.ddc.schema;

import io.unrealcloud.ddc.schema.CqlType.Custom;
import io.unrealcloud.ddc.schema.CqlType.Frozen;
import io.unrealcloud.ddc.schema.CqlType.ListOf;
import io.unrealcloud.ddc.schema.CqlType.MapOf;
import io.unrealcloud.ddc.schema.CqlType.Native;
import io.unrealcloud.ddc.schema.CqlType.SetOf;
import io.unrealcloud.ddc.schema.CqlType.TupleOf;
import io.unrealcloud.ddc.schema.CqlType.Udt;
import io.unrealcloud.ddc.schema.CqlType.VectorOf;

/** The canonical spelling of a type: see {@link CqlType#canonical()}. */
final class CqlTypeCanon {

    private CqlTypeCanon() {}

    static CqlType canonical(CqlType type) {
        return switch (type) {
            case Native scalar -> scalar;
            case Custom custom -> custom;
            case Udt udt -> udt;
            case ListOf(CqlType element) -> new ListOf(nested(element));
            case SetOf(CqlType element) -> new SetOf(nested(element));
            case MapOf(CqlType key, CqlType value) -> new MapOf(nested(key), nested(value));
            case VectorOf(CqlType element, int dimension) -> new VectorOf(nested(element), dimension);
            case TupleOf tuple -> new Frozen(elementsFrozen(tuple));
            case Frozen(TupleOf tuple) -> new Frozen(elementsFrozen(tuple));
            case Frozen(CqlType inner) -> {
                CqlType canonical = canonical(inner);
                yield canonical.multiCell() ? new Frozen(canonical) : canonical;
            }
        };
    }

    private static TupleOf elementsFrozen(TupleOf tuple) {
        return new TupleOf(tuple.elements().stream().map(CqlTypeCanon::nested).toList());
    }

    /** A value inside another one is always stored whole. */
    private static CqlType nested(CqlType type) {
        CqlType canonical = canonical(type);
        return canonical.multiCell() ? new Frozen(canonical) : canonical;
    }
}
