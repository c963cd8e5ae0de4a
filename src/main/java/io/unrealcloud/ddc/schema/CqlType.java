package io.unrealcloud.ddc.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CQL data type. {@link #parse} reads what DDL, {@code system_schema} and the Keyspaces API write,
 * {@link #cql} prints it, and {@link #canonical} makes two spellings of one type equal.
 */
public sealed interface CqlType {

    /** The type as CQL text. */
    String cql();

    /** The types directly inside this one. */
    default List<CqlType> inner() {
        return List.of();
    }

    /** Reads a type; {@code varchar} is {@code text}. Throws IllegalArgumentException on anything else than a type. */
    static CqlType parse(String text) {
        return new CqlTypeParser(text).parse();
    }

    /**
     * The one spelling of this type: tuples and everything nested in a collection are frozen in fact, so here
     * they are in writing too.
     */
    default CqlType canonical() {
        return CqlTypeCanon.canonical(this);
    }

    /** Whether values are stored in more than one cell: a collection or a user-defined type that is not frozen. */
    default boolean multiCell() {
        return switch (this) {
            case ListOf ignored -> true;
            case SetOf ignored -> true;
            case MapOf ignored -> true;
            case Udt ignored -> true;
            case Native ignored -> false;
            case TupleOf ignored -> false;
            case VectorOf ignored -> false;
            case Frozen ignored -> false;
            case Custom ignored -> false;
        };
    }

    /** The user-defined types this type names, at any depth. */
    default Stream<CqlIdentifier> userTypes() {
        return this instanceof Udt(CqlIdentifier name)
                ? Stream.of(name)
                : inner().stream().flatMap(CqlType::userTypes);
    }

    /** A scalar type every backend has. */
    enum Native implements CqlType {
        ASCII,
        BIGINT,
        BLOB,
        BOOLEAN,
        COUNTER,
        DATE,
        DECIMAL,
        DOUBLE,
        DURATION,
        FLOAT,
        INET,
        INT,
        SMALLINT,
        TEXT,
        TIME,
        TIMESTAMP,
        TIMEUUID,
        TINYINT,
        UUID,
        VARINT;

        private final String cql = name().toLowerCase(Locale.ROOT);

        /** The native type of that lower-case name, the alias {@code varchar} included. */
        static Optional<Native> named(String name) {
            return name.equals("varchar")
                    ? Optional.of(TEXT)
                    : Stream.of(values()).filter(type -> type.cql.equals(name)).findFirst();
        }

        @Override
        public String cql() {
            return cql;
        }
    }

    record ListOf(CqlType element) implements CqlType {
        @Override
        public String cql() {
            return generic("list", this);
        }

        @Override
        public List<CqlType> inner() {
            return List.of(element);
        }
    }

    record SetOf(CqlType element) implements CqlType {
        @Override
        public String cql() {
            return generic("set", this);
        }

        @Override
        public List<CqlType> inner() {
            return List.of(element);
        }
    }

    record MapOf(CqlType key, CqlType value) implements CqlType {
        @Override
        public String cql() {
            return generic("map", this);
        }

        @Override
        public List<CqlType> inner() {
            return List.of(key, value);
        }
    }

    record TupleOf(List<CqlType> elements) implements CqlType {
        public TupleOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String cql() {
            return generic("tuple", this);
        }

        @Override
        public List<CqlType> inner() {
            return elements;
        }
    }

    /** A vector of fixed dimension (Apache Cassandra 5): never DDC's, but it may stand in a table beside DDC's. */
    record VectorOf(CqlType element, int dimension) implements CqlType {
        @Override
        public String cql() {
            return "vector<" + element.cql() + ", " + dimension + ">";
        }

        @Override
        public List<CqlType> inner() {
            return List.of(element);
        }
    }

    record Frozen(CqlType type) implements CqlType {
        @Override
        public String cql() {
            return generic("frozen", this);
        }

        @Override
        public List<CqlType> inner() {
            return List.of(type);
        }
    }

    /** A user-defined type of the same keyspace. */
    record Udt(CqlIdentifier name) implements CqlType {
        private static final Set<String> TYPE_WORDS =
                Set.of("list", "set", "map", "tuple", "vector", "frozen", "varchar");

        public static Udt of(String name) {
            return new Udt(CqlIdentifier.of(name));
        }

        @Override
        public String cql() {
            boolean builtIn = TYPE_WORDS.contains(name.internal())
                    || Native.named(name.internal()).isPresent();
            return builtIn ? name.quoted() : name.cql();
        }
    }

    /** A type known to the server only by its class name, written in single quotes. */
    record Custom(String className) implements CqlType {
        @Override
        public String cql() {
            return CqlLiteral.text(className);
        }
    }

    private static String generic(String keyword, CqlType type) {
        return type.inner().stream().map(CqlType::cql).collect(Collectors.joining(", ", keyword + "<", ">"));
    }
}
