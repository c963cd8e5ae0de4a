package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlType;
import io.unrealcloud.ddc.schema.FieldDefinition;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.TypeDefinition;
import java.util.List;
import java.util.stream.Collectors;

/** One way in which a live schema is not the one wanted. */
public sealed interface SchemaDifference {

    /** The keyspace it is in. */
    String keyspace();

    Severity severity();

    /** One sentence that names the object, what was expected and what was found. */
    String message();

    record MissingKeyspace(String keyspace, KeyspaceSchema expected) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Keyspace " + keyspace + " does not exist; expected it with "
                    + expected.types().size() + " types and "
                    + expected.tables().size() + " tables.";
        }
    }

    record MissingType(String keyspace, TypeDefinition expected) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Type " + keyspace + "." + expected.name() + " does not exist; expected " + fields(expected.fields())
                    + ".";
        }
    }

    record ExtraType(String keyspace, CqlIdentifier type) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.HARMLESS;
        }

        @Override
        public String message() {
            return "Type " + keyspace + "." + type + " exists but is not part of the schema; it is left alone.";
        }
    }

    /** Amazon Keyspaces cannot change a type at all, so not even a missing field can be added. */
    record DifferentFields(
            String keyspace, CqlIdentifier type, List<FieldDefinition> expected, List<FieldDefinition> found)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Type " + keyspace + "." + type + " has " + fields(found) + "; expected " + fields(expected) + ".";
        }
    }

    record MissingTable(String keyspace, TableDefinition expected) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + expected.name() + " does not exist; expected it with "
                    + expected.columns().size() + " columns.";
        }
    }

    record ExtraTable(String keyspace, CqlIdentifier table) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.HARMLESS;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " exists but is not part of the schema; it is left alone.";
        }
    }

    /** Static and key columns cannot be added to a table of Amazon Keyspaces. */
    record MissingColumn(String keyspace, CqlIdentifier table, ColumnDefinition expected, boolean key)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return key || expected.isStatic() ? Severity.INCOMPATIBLE : Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " has no column " + expected.name() + "; expected it as "
                    + (expected.isStatic() ? "static " : "") + expected.type().cql() + ".";
        }
    }

    record ExtraColumn(String keyspace, CqlIdentifier table, CqlIdentifier column) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.HARMLESS;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " has column " + column
                    + ", which is not part of the schema; it is left alone.";
        }
    }

    record DifferentColumnType(
            String keyspace, CqlIdentifier table, CqlIdentifier column, CqlType expected, CqlType found)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Column " + column + " of table " + keyspace + "." + table + " is " + found.cql() + "; expected "
                    + expected.cql() + ".";
        }
    }

    record DifferentStatic(String keyspace, CqlIdentifier table, CqlIdentifier column, boolean expectedStatic)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Column " + column + " of table " + keyspace + "." + table
                    + (expectedStatic ? " is not static; expected it static." : " is static; expected it not to be.");
        }
    }

    record DifferentPartitionKey(
            String keyspace, CqlIdentifier table, List<CqlIdentifier> expected, List<CqlIdentifier> found)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " is partitioned by " + list(found) + "; expected "
                    + list(expected) + ".";
        }
    }

    /** Other clustering columns, or the same in another order. */
    record DifferentClustering(
            String keyspace, CqlIdentifier table, List<ClusteringColumn> expected, List<ClusteringColumn> found)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " is clustered by " + list(found) + "; expected "
                    + list(expected) + ".";
        }
    }

    record MissingIndex(String keyspace, CqlIdentifier table, IndexDefinition expected) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " has no index " + expected.name() + "; expected it on "
                    + expected + ".";
        }
    }

    /** Dropping an index loses no row, but only a person knows who else uses it. */
    record DifferentIndex(String keyspace, CqlIdentifier table, IndexDefinition expected, IndexDefinition found)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.INCOMPATIBLE;
        }

        @Override
        public String message() {
            return "Index " + expected.name() + " of table " + keyspace + "." + table + " is on " + found
                    + "; expected " + expected + ". Drop it, and it is made anew.";
        }
    }

    record ExtraIndex(String keyspace, CqlIdentifier table, CqlIdentifier index) implements SchemaDifference {
        @Override
        public Severity severity() {
            return Severity.HARMLESS;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " has index " + index
                    + ", which is not part of the schema; it is left alone.";
        }
    }

    /** A multi-Region table gets time to live when it is created or never (Amazon Keyspaces developer guide). */
    record FeatureNotEnabled(String keyspace, CqlIdentifier table, TableFeature feature, boolean multiRegion)
            implements SchemaDifference {
        @Override
        public Severity severity() {
            return multiRegion && feature == TableFeature.TTL ? Severity.INCOMPATIBLE : Severity.MENDABLE;
        }

        @Override
        public String message() {
            return "Table " + keyspace + "." + table + " has " + feature.words() + " switched off; expected it on"
                    + (severity() == Severity.INCOMPATIBLE
                            ? ", which a multi-Region table can only get when it is created."
                            : ".");
        }
    }

    private static String fields(List<FieldDefinition> fields) {
        return fields.stream().map(FieldDefinition::toString).collect(Collectors.joining(", ", "fields (", ")"));
    }

    private static String list(List<?> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
