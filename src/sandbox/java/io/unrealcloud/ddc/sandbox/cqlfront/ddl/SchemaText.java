package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema statement as CQL text, read.
 *
 * @param request what it asks of the catalogue
 * @param forCassandra the same as Cassandra's parser would understand it; empty if all of it is the service's own
 */
public record SchemaText(SchemaRequest request, Optional<String> forCassandra) {
    /**
     * Reads a statement.
     *
     * @param ddl what the lexer made of it
     * @param keyspace the keyspace of the object, or the keyspace itself
     * @param region the Region that was asked
     * @throws CqlRefusal naming what it does not understand
     */
    public static SchemaText read(ParsedCql cql, Statement.Ddl ddl, String keyspace, String region) {
        TokenReader in = new TokenReader(cql.tokens());
        in.next();
        in.next();
        if (!in.take("IF", "NOT", "EXISTS")) {
            in.take("IF", "EXISTS");
        }
        String object = in.name();
        if (in.takeSymbol(".")) {
            object = in.name();
        }
        Reader reader = new Reader(in, cql.text(), keyspace, object, region, ddl.guarded());
        return switch (ddl.object()) {
            case KEYSPACE ->
                switch (ddl.action()) {
                    case CREATE -> reader.createKeyspace();
                    case ALTER -> reader.alterKeyspace();
                    case DROP -> reader.drop(new SchemaRequest.DropKeyspace(keyspace, ddl.guarded()));
                };
            case TABLE ->
                switch (ddl.action()) {
                    case CREATE -> reader.createTable();
                    case ALTER -> reader.alterTable();
                    case DROP -> reader.drop(new SchemaRequest.DropTable(keyspace, object, ddl.guarded()));
                };
            case TYPE ->
                switch (ddl.action()) {
                    case CREATE -> reader.createType();
                    case ALTER -> throw CqlRefusal.notSupported(ddl.label());
                    case DROP -> reader.drop(new SchemaRequest.DropType(keyspace, object, ddl.guarded()));
                };
            case INDEX, MATERIALIZED_VIEW, FUNCTION, AGGREGATE, TRIGGER -> throw CqlRefusal.notSupported(ddl.label());
        };
    }

    private record Reader(TokenReader in, String text, String keyspace, String object, String region, boolean guarded) {
        SchemaText createKeyspace() {
            Properties properties = with();
            Map<String, Object> values = new LinkedHashMap<>(properties.values());
            Object replication = values.remove("replication");
            Object tags = values.remove("tags");
            values.remove("durable_writes");
            refuseRest(values);
            if (replication == null) {
                throw CqlRefusal.invalid("Missing mandatory replication strategy class");
            }
            return cassandra(
                    new SchemaRequest.CreateKeyspace(
                            keyspace,
                            ReplicationReader.read(PropertyReader.texts("replication", replication), region),
                            tags == null ? Map.of() : PropertyReader.texts("tags", tags),
                            guarded),
                    properties);
        }

        SchemaText alterKeyspace() {
            Optional<SchemaText> tagging = tagging("");
            if (tagging.isPresent()) {
                return tagging.get();
            }
            Properties properties = with();
            Map<String, Object> values = new LinkedHashMap<>(properties.values());
            Object replication = values.remove("replication");
            Object timestamps = values.remove("client_side_timestamps");
            values.remove("durable_writes");
            refuseRest(values);
            if (replication == null) {
                throw CqlRefusal.invalid("ALTER KEYSPACE can only add Regions, by a replication map");
            }
            boolean enable = timestamps != null;
            if (enable
                    && !PropertyReader.texts("client_side_timestamps", timestamps)
                            .getOrDefault("status", "")
                            .equalsIgnoreCase("enabled")) {
                throw CqlRefusal.invalid("client_side_timestamps can only be enabled");
            }
            return cassandra(
                    new SchemaRequest.AddRegions(
                            keyspace,
                            ReplicationReader.read(PropertyReader.texts("replication", replication), region),
                            enable,
                            guarded),
                    properties);
        }

        SchemaText createTable() {
            TableReader reader = new TableReader(keyspace);
            reader.columns(in);
            Properties properties = in.atEnd() ? Properties.NONE : with();
            TableOptions options = TableOptions.of(properties.values());
            NewTable table = new NewTable(
                    keyspace,
                    object,
                    reader.schema(properties.clusteringOrder()),
                    TableReader.settings(options),
                    List.of(),
                    options.tags());
            return cassandra(new SchemaRequest.CreateTable(table, guarded), properties);
        }

        SchemaText alterTable() {
            Optional<SchemaText> tagging = tagging(object);
            if (tagging.isPresent()) {
                return tagging.get();
            }
            if (in.take("ADD")) {
                return new SchemaText(change(new TableChange.AddColumns(addedColumns())), Optional.of(text));
            }
            if (!in.peek().isWord("WITH")) {
                throw CqlRefusal.notSupported(
                        "ALTER TABLE … " + in.peek().text().toUpperCase(java.util.Locale.ROOT));
            }
            Properties properties = with();
            TableOptions options = TableOptions.of(properties.values());
            if (options.comment() != null || options.changes().size() != 1) {
                throw CqlRefusal.invalid("ALTER TABLE changes one setting of the service at a time, this one names "
                        + options.changes().size());
            }
            return cassandra(change(options.changes().get(0)), properties);
        }

        private List<Column> addedColumns() {
            List<Column> columns = new ArrayList<>();
            boolean brackets = in.takeSymbol("(");
            do {
                columns.add(new Column(in.name(), TypeReader.read(in, keyspace)));
                if (in.peek().isWord("STATIC")) {
                    throw CqlRefusal.notSupported("Adding a static column");
                }
            } while (in.takeSymbol(","));
            if (brackets) {
                in.symbol(")");
            }
            in.end();
            return columns;
        }

        SchemaText createType() {
            List<Column> fields = new ArrayList<>();
            in.symbol("(");
            do {
                fields.add(new Column(in.name(), TypeReader.read(in, keyspace)));
            } while (in.takeSymbol(","));
            in.symbol(")");
            in.end();
            return new SchemaText(new SchemaRequest.CreateType(keyspace, object, fields, guarded), Optional.of(text));
        }

        SchemaText drop(SchemaRequest request) {
            in.end();
            return new SchemaText(request, Optional.of(text));
        }

        private SchemaRequest change(TableChange change) {
            return new SchemaRequest.ChangeTable(keyspace, object, change, guarded);
        }

        /** {@code ADD TAGS {…}} and {@code DROP TAGS {…}}, which only the service knows. */
        private Optional<SchemaText> tagging(String tagged) {
            boolean remove = in.take("DROP", "TAGS");
            if (!remove && !in.take("ADD", "TAGS")) {
                return Optional.empty();
            }
            Map<String, String> tags = PropertyReader.texts("tags", PropertyReader.value(in));
            in.end();
            return Optional.of(
                    new SchemaText(new SchemaRequest.Tag(keyspace, tagged, tags, remove, guarded), Optional.empty()));
        }

        private Properties with() {
            in.word("WITH");
            return Properties.read(in, text);
        }

        /** The statement up to WITH, and after it only what Cassandra knows. */
        private SchemaText cassandra(SchemaRequest request, Properties properties) {
            if (properties == Properties.NONE) {
                return new SchemaText(request, Optional.of(text));
            }
            int with = text.length();
            for (var token : io.unrealcloud.ddc.cql.CqlLexer.tokens(text)) {
                if (token.isWord("WITH")) {
                    with = token.start();
                    break;
                }
            }
            boolean nothingLeft = properties.ownText().isEmpty();
            boolean needsProperties = !(request instanceof SchemaRequest.CreateTable);
            return new SchemaText(
                    request,
                    nothingLeft && needsProperties
                            ? Optional.empty()
                            : Optional.of(
                                    text.substring(0, with) + (nothingLeft ? "" : "WITH " + properties.ownText())));
        }

        private static void refuseRest(Map<String, Object> rest) {
            if (!rest.isEmpty()) {
                throw CqlRefusal.syntax(
                        "Unknown property '" + rest.keySet().iterator().next() + "'");
            }
        }
    }
}
