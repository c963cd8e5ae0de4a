package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CQL type, parsed; {@code toString} gives it back in one canonical spelling. */
public sealed interface CqlType {

    /** Amazon Keyspaces developer guide: supported data types. {@code duration} is not among them. */
    Set<String> SCALARS = Set.of(
            "ascii",
            "bigint",
            "blob",
            "boolean",
            "counter",
            "date",
            "decimal",
            "double",
            "float",
            "inet",
            "int",
            "smallint",
            "text",
            "time",
            "timestamp",
            "timeuuid",
            "tinyint",
            "uuid",
            "varchar",
            "varint");

    record Scalar(String name) implements CqlType {
        @Override
        public String toString() {
            return name;
        }
    }

    record Collection(Kind kind, List<CqlType> elements, boolean frozen) implements CqlType {
        public enum Kind {
            LIST,
            SET,
            MAP
        }

        @Override
        public String toString() {
            return spell(kind.name().toLowerCase(Locale.ROOT), elements, frozen);
        }
    }

    record Tuple(List<CqlType> elements, boolean frozen) implements CqlType {
        @Override
        public String toString() {
            return spell("tuple", elements, frozen);
        }
    }

    /** @param name formatted, see {@link Names#formattedType} */
    record Udt(String name, boolean frozen) implements CqlType {
        @Override
        public String toString() {
            String written = name.matches("[a-z][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
            return frozen ? "frozen<" + written + ">" : written;
        }
    }

    private static String spell(String name, List<CqlType> elements, boolean frozen) {
        String plain = name + elements.stream().map(CqlType::toString).collect(Collectors.joining(", ", "<", ">"));
        return frozen ? "frozen<" + plain + ">" : plain;
    }

    /** Throws a ValidationException that names the trouble. */
    static CqlType parse(String text) {
        return new CqlTypeParser(text).parse();
    }

    default List<CqlType> children() {
        return switch (this) {
            case Scalar s -> List.of();
            case Udt u -> List.of();
            case Collection c -> c.elements();
            case Tuple t -> t.elements();
        };
    }

    default boolean isFrozen() {
        return switch (this) {
            case Scalar s -> false;
            case Udt u -> u.frozen();
            case Collection c -> c.frozen();
            case Tuple t -> t.frozen();
        };
    }

    /** Whether nothing in it can be changed by parts: scalars, tuples, and what is frozen. */
    default boolean immutableWhole() {
        return this instanceof Scalar || this instanceof Tuple || isFrozen();
    }

    default boolean isCounter() {
        return this instanceof Scalar s && s.name().equals("counter");
    }

    /** This type and all within it. */
    default Stream<CqlType> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(CqlType::all));
    }

    /** Names of the user-defined types in it, directly. */
    default Stream<String> udts() {
        return all().filter(Udt.class::isInstance).map(t -> ((Udt) t).name());
    }

    /** How many collections and tuples stand within each other. */
    default int depth() {
        int within = children().stream().mapToInt(CqlType::depth).max().orElse(0);
        return children().isEmpty() ? 0 : within + 1;
    }
}
