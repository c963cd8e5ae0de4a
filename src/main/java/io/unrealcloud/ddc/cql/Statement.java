package io.unrealcloud.ddc.cql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a CQL statement asks for, as far as deciding about it needs. Values do not depend on white space,
 * comments or the case of keywords and unquoted names.
 */
public sealed interface Statement {
    /** A short name in CQL's own words, for messages and metrics, for example {@code CREATE INDEX}. */
    String label();

    /**
     * @param distinct {@code SELECT DISTINCT}
     * @param aggregates aggregate functions called in the select list, in order (count, min, max, sum, avg)
     * @param where conditions joined by AND
     * @param limit the canonical tokens after LIMIT, empty if there is none
     * @param bypassCache ScyllaDB's {@code BYPASS CACHE}
     */
    record Select(
            QualifiedName table,
            boolean json,
            boolean distinct,
            List<Selector> selectors,
            List<String> aggregates,
            List<Relation> where,
            boolean groupBy,
            boolean orderBy,
            boolean perPartitionLimit,
            List<String> limit,
            boolean allowFiltering,
            boolean bypassCache)
            implements Statement {
        public Select {
            selectors = List.copyOf(selectors);
            aggregates = List.copyOf(aggregates);
            where = List.copyOf(where);
            limit = List.copyOf(limit);
        }

        @Override
        public String label() {
            return "SELECT";
        }
    }

    /** A statement that changes rows of one table. */
    sealed interface Modification extends Statement {
        QualifiedName table();

        /** Whether it is conditional (a lightweight transaction). */
        boolean conditional();

        Using using();
    }

    /** @param ifNotExists which makes it conditional */
    record Insert(QualifiedName table, boolean json, List<String> columns, boolean ifNotExists, Using using)
            implements Modification {
        public Insert {
            columns = List.copyOf(columns);
        }

        @Override
        public boolean conditional() {
            return ifNotExists;
        }

        @Override
        public String label() {
            return "INSERT";
        }
    }

    record Update(QualifiedName table, List<Relation> where, boolean conditional, Using using) implements Modification {
        public Update {
            where = List.copyOf(where);
        }

        @Override
        public String label() {
            return "UPDATE";
        }
    }

    record Delete(QualifiedName table, List<Relation> where, boolean conditional, Using using) implements Modification {
        public Delete {
            where = List.copyOf(where);
        }

        @Override
        public String label() {
            return "DELETE";
        }
    }

    /** A batch written in CQL text. */
    record Batch(BatchType type, Using using, List<Modification> statements) implements Statement {
        public Batch {
            statements = List.copyOf(statements);
        }

        @Override
        public String label() {
            return "BATCH";
        }
    }

    record Use(String keyspace) implements Statement {
        @Override
        public String label() {
            return "USE";
        }
    }

    /**
     * A change of the schema.
     *
     * @param name the object; absent for an index created without a name
     * @param on the table of an index or trigger, or the base table of a view
     * @param guarded IF NOT EXISTS on CREATE, IF EXISTS on ALTER and DROP
     */
    record Ddl(
            Action action,
            SchemaObject object,
            Optional<QualifiedName> name,
            Optional<QualifiedName> on,
            boolean guarded)
            implements Statement {
        @Override
        public String label() {
            return action + " " + object.name().replace('_', ' ');
        }
    }

    /** Roles and permissions: GRANT, REVOKE, LIST, and CREATE, ALTER, DROP of a role or user. */
    record Dcl(String label) implements Statement {}

    record Truncate(QualifiedName table) implements Statement {
        @Override
        public String label() {
            return "TRUNCATE";
        }
    }

    /** Server-side DESCRIBE (Cassandra 4 and newer). */
    record Describe() implements Statement {
        @Override
        public String label() {
            return "DESCRIBE";
        }
    }

    /** @param firstWord the first word in upper case, empty if the text does not begin with a word */
    record Unknown(String firstWord) implements Statement {
        @Override
        public String label() {
            return firstWord.isEmpty() ? "UNKNOWN" : firstWord.toUpperCase(Locale.ROOT);
        }
    }

    /** What a USING clause sets. */
    record Using(boolean ttl, boolean timestamp, boolean timeout) {
        public static final Using NOTHING = new Using(false, false, false);
    }

    /** The types of a batch. */
    enum BatchType {
        LOGGED,
        UNLOGGED,
        COUNTER
    }

    /** What a schema statement does. */
    enum Action {
        CREATE,
        ALTER,
        DROP
    }

    /** What a schema statement does it to. */
    enum SchemaObject {
        KEYSPACE,
        TABLE,
        TYPE,
        INDEX,
        MATERIALIZED_VIEW,
        FUNCTION,
        AGGREGATE,
        TRIGGER
    }
}
