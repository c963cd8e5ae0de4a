package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import io.unrealcloud.ddc.cql.Consistency;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.SchemaObject;
import java.util.Optional;

/**
 * Decides what becomes of a statement, by what Keyspaces supports (developer guide: "Supported Cassandra APIs,
 * operations, functions, and data types"). Pure. What it does not know is passed on: the database's own answer
 * is better than a guess.
 */
final class StatementPolicy {
    private final boolean indexesAnsweredVoid;

    StatementPolicy(boolean indexesAnsweredVoid) {
        this.indexesAnsweredVoid = indexesAnsweredVoid;
    }

    /** @param current the keyspace the connection uses */
    Treatment treat(ParsedCql cql, Optional<String> current) {
        return switch (cql.statement()) {
            case Statement.Select select -> select(cql, select, current);
            case Statement.Use use -> new Treatment.Use();
            case Statement.Ddl ddl -> ddl(ddl, current);
            case Statement.Truncate truncate ->
                refuse(
                        "TRUNCATE",
                        "Amazon Keyspaces has no TRUNCATE; delete rows, or drop and create the table "
                                + truncate.table().name());
            case Statement.Dcl dcl ->
                refuse(dcl.label(), "Amazon Keyspaces has no roles and permissions in CQL; use IAM policies");
            case Statement.Insert insert -> forward(cql);
            case Statement.Update update -> forward(cql);
            case Statement.Delete delete -> forward(cql);
            case Statement.Batch batch -> forward(cql);
            case Statement.Describe describe -> forward(cql);
            case Statement.Unknown unknown -> forward(cql);
        };
    }

    private static Treatment forward(ParsedCql cql) {
        return new Treatment.Forward(Consistency.keeps(cql.statement()), cql.text());
    }

    private static Treatment select(ParsedCql cql, Statement.Select select, Optional<String> current) {
        String keyspace = select.table().keyspace(current).orElse("");
        QualifiedName table = QualifiedName.of(keyspace, select.table().name());
        if (keyspace.equals("system")) {
            switch (table.name()) {
                case "local":
                    return new Treatment.ShowLocal(select);
                case "peers":
                    return new Treatment.ShowPeers(select);
                case "peers_v2":
                    // Any other code than Invalid fails the C# driver's connect instead of making it ask for peers.
                    return new Treatment.NoSuchTable("peers_v2");
                default:
                    break;
            }
        }
        if (!select.aggregates().isEmpty() && !keyspace.isEmpty()) {
            boolean onlyCount =
                    select.selectors().size() == 1 && select.selectors().get(0).isCountOfRows() && cql.complete();
            return onlyCount && !select.json() && !select.groupBy()
                    ? new Treatment.Count(select, table)
                    : refuse(
                            "aggregate",
                            "Amazon Keyspaces has no aggregates such as "
                                    + select.aggregates().get(0)
                                    + "(); the CQL gateway can only stand in for count(*) alone, over one partition");
        }
        if (select.distinct() && !keyspace.isEmpty()) {
            return cql.complete()
                            && !select.json()
                            && !select.groupBy()
                            && !select.orderBy()
                            && !select.perPartitionLimit()
                    ? new Treatment.Distinct(select, table)
                    : refuse(
                            "SELECT DISTINCT",
                            "Amazon Keyspaces has no SELECT DISTINCT; the CQL gateway can only stand in for it with the"
                                    + " columns of the partition key and without JSON, GROUP BY and ORDER BY");
        }
        if (select.perPartitionLimit()) {
            return refuse("PER PARTITION LIMIT", "Amazon Keyspaces has no PER PARTITION LIMIT");
        }
        String text = cql.withoutBypassCache();
        return isSystem(keyspace) ? new Treatment.Gather(text) : new Treatment.Forward(true, text);
    }

    private static boolean isSystem(String keyspace) {
        return keyspace.equals("system") || keyspace.startsWith("system_");
    }

    private Treatment ddl(Statement.Ddl ddl, Optional<String> current) {
        if (ddl.object() == SchemaObject.INDEX && ddl.action() == Action.CREATE && indexesAnsweredVoid) {
            return new Treatment.Void();
        }
        boolean creates = ddl.action() == Action.CREATE
                && (ddl.object() == SchemaObject.KEYSPACE
                        || ddl.object() == SchemaObject.TABLE
                        || ddl.object() == SchemaObject.TYPE);
        if (creates && ddl.name().isPresent()) {
            QualifiedName name = ddl.name().get();
            Optional<String> keyspace =
                    ddl.object() == SchemaObject.KEYSPACE ? Optional.of(name.name()) : name.keyspace(current);
            if (keyspace.isPresent()) {
                return new Treatment.Existing(ddl, QualifiedName.of(keyspace.get(), name.name()));
            }
        }
        return refuse(ddl.label(), refusal(ddl));
    }

    private static String refusal(Statement.Ddl ddl) {
        String why =
                switch (ddl.object()) {
                    case INDEX ->
                        "Amazon Keyspaces has no secondary indexes. Set BuildStoreImplementation to Memory, or"
                                + " AvoidSchemaChanges to true, in DDC's settings";
                    case MATERIALIZED_VIEW, FUNCTION, AGGREGATE, TRIGGER -> "Amazon Keyspaces has none of these";
                    case KEYSPACE, TABLE, TYPE -> "the operator owns the schema; change it through the resource";
                };
        return "The CQL gateway refuses " + ddl.label()
                + ddl.name().map(name -> " " + name.name()).orElse("") + ": " + why;
    }

    static Treatment.Refuse refuse(String what, String message) {
        return new Treatment.Refuse(what, ErrorCode.INVALID, message);
    }
}
