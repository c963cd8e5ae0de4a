package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.SchemaChange;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.Ddl;
import io.unrealcloud.ddc.cql.Statement.SchemaObject;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.scylla.state.Index;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Schema statements. ScyllaDB changes its schema by consensus, so here each change needs a quorum of nodes, all are made
 * through one node, and a change is over when every node that is there has it.
 */
final class SchemaChanges {
    /** Table options of Cassandra that ScyllaDB has not. */
    private static final Set<String> UNKNOWN_OPTIONS = Set.of(
            "memtable",
            "additional_write_policy",
            "read_repair",
            "allow_auto_snapshot",
            "incremental_backups",
            "fast_path");

    private final FrontParts parts;
    private final Caller caller;
    private final Optional<String> current;

    SchemaChanges(FrontParts parts, Caller caller, Optional<String> current) {
        this.parts = parts;
        this.caller = caller;
        this.current = current;
    }

    /** Runs the statement and gives the answer for the client. */
    Message run(ParsedCql cql, Ddl ddl) throws IOException, InterruptedException {
        StatementRules.refuseWhatIsCassandras(cql.tokens());
        Snapshot state = parts.state().refresh();
        if (ddl.object() == SchemaObject.KEYSPACE) {
            String keyspace = ddl.name().orElseThrow().name();
            refuseSystem(keyspace);
            return new KeyspaceChanges(parts, caller, this).run(cql, ddl, keyspace, state);
        }
        return switch (ddl.object()) {
            case TABLE -> table(cql, ddl, state);
            case TYPE -> type(cql, ddl, state);
            case INDEX ->
                new IndexChanges(parts, caller, this)
                        .run(cql, ddl, keyspaceOf(ddl.on().or(ddl::name)), state);
            case MATERIALIZED_VIEW -> view(cql, ddl, state);
            case FUNCTION, AGGREGATE ->
                throw CqlRefusal.invalid(
                        "User defined functions are disabled. Set enable_user_defined_functions to enable them");
            case TRIGGER, KEYSPACE ->
                throw CqlRefusal.syntax("line 1:0 no viable alternative at input '" + ddl.label() + "'");
        };
    }

    private Message table(ParsedCql cql, Ddl ddl, Snapshot state) throws IOException, InterruptedException {
        String keyspace = keyspaceOf(ddl.name());
        String name = ddl.name().orElseThrow().name();
        Resource resource = Resource.table(keyspace, name);
        refuseOptions(cql);
        return switch (ddl.action()) {
            case CREATE -> {
                caller.require(state, Permission.CREATE, Resource.keyspace(keyspace));
                boolean counters = cql.tokens().stream().anyMatch(token -> token.isWord("counter"));
                if (counters
                        && state.hasTablets(keyspace)
                        && !parts.dialect().version().countersOnTablets()) {
                    throw CqlRefusal.invalid("Cannot use the 'counter' type for table " + keyspace + "." + name
                            + ": Counters are not yet supported with tablets");
                }
                if (state.hasTablets(keyspace)) {
                    requireNodes(Replication.of(parts.ring(), keyspace).factors());
                }
                Message answer = atLeader(List.of(cql.text()));
                if (answer instanceof SchemaChange) {
                    own(resource);
                }
                yield answer;
            }
            case ALTER -> {
                caller.require(state, Permission.ALTER, resource);
                yield atLeader(List.of(cql.text()));
            }
            case DROP -> {
                caller.require(state, Permission.DROP, resource);
                // ScyllaDB drops a table's indexes with it; of Cassandra's views each must go first.
                Stream<String> indexes = state.indexesOf(keyspace, name).stream()
                        .map(index -> "DROP MATERIALIZED VIEW IF EXISTS " + CqlText.name(keyspace, index.view()));
                Message answer =
                        atLeader(Stream.concat(indexes, Stream.of(cql.text())).toList());
                parts.state().forgetTable(keyspace, name);
                yield answer;
            }
        };
    }

    private Message type(ParsedCql cql, Ddl ddl, Snapshot state) throws IOException, InterruptedException {
        Resource keyspace = Resource.keyspace(keyspaceOf(ddl.name()));
        caller.require(
                state,
                switch (ddl.action()) {
                    case CREATE -> Permission.CREATE;
                    case ALTER -> Permission.ALTER;
                    case DROP -> Permission.DROP;
                },
                keyspace);
        return atLeader(List.of(cql.text()));
    }

    private Message view(ParsedCql cql, Ddl ddl, Snapshot state) throws IOException, InterruptedException {
        String keyspace = keyspaceOf(ddl.name());
        String name = ddl.name().orElseThrow().name();
        refuseOptions(cql);
        if (ddl.action() == Action.CREATE) {
            QualifiedName base =
                    ddl.on().orElseThrow(() -> CqlRefusal.syntax("A materialized view is selected from a table"));
            caller.require(state, Permission.ALTER, Resource.table(keyspaceOf(ddl.on()), base.name()));
            requireViews(keyspace, state);
        } else {
            if (state.indexes().stream()
                    .anyMatch(index ->
                            index.keyspace().equals(keyspace) && index.view().equals(name))) {
                throw CqlRefusal.invalid("Cannot use " + ddl.label() + " on Index");
            }
            caller.require(
                    state,
                    Permission.ALTER,
                    Resource.table(keyspace, base(keyspace, name).orElse(name)));
        }
        return atLeader(List.of(cql.text()));
    }

    private Optional<String> base(String keyspace, String view) throws IOException {
        try (NodeClient node = parts.ring().here()) {
            return node
                    .read("SELECT base_table_name FROM system_schema.views WHERE keyspace_name = "
                            + CqlText.string(keyspace) + " AND view_name = " + CqlText.string(view))
                    .rows()
                    .stream()
                    .map(row -> (String) row.get("base_table_name"))
                    .findFirst();
        }
    }

    /** With tablets each copy of a table needs a node of its own from the start. */
    void requireNodes(Map<String, Integer> factors) throws IOException {
        Ring.View view = parts.ring().look();
        factors.forEach((dataCenter, factor) -> {
            if (factor > view.nodesIn(dataCenter)) {
                throw configuration("Datacenter " + dataCenter
                        + " doesn't have enough token-owning nodes for replication_factor=" + factor);
            }
        });
    }

    /** @throws CqlRefusal if the keyspace has tablets and the version has no views there */
    void requireViews(String keyspace, Snapshot state) throws IOException {
        if (!state.hasTablets(keyspace)) {
            return;
        }
        String both = "Materialized views and secondary indexes are not supported on ";
        switch (parts.dialect().version().viewsOnTablets()) {
            case NEVER -> throw CqlRefusal.invalid(both + "base tables with tablets (keyspace '" + keyspace + "')");
            case WITH_OPTION -> {
                if (!parts.dialect().rackValid()) {
                    throw CqlRefusal.invalid(both + "base tables with tablets. To be able to use them, enable the"
                            + " configuration option `rf_rack_valid_keyspaces` and make sure that the cluster feature"
                            + " `VIEWS_WITH_TABLETS` is enabled.");
                }
            }
            case IF_RACK_VALID -> {
                Ring.View view = parts.ring().look();
                Replication.of(parts.ring(), keyspace).factors().forEach((dataCenter, factor) -> {
                    long racks = view.racksIn(dataCenter);
                    if (factor > 1 && factor != racks) {
                        throw CqlRefusal.invalid(both + "the keyspace '" + keyspace + "': its replication factor "
                                + factor + " in " + dataCenter + " is not RF-rack-valid, there are " + racks
                                + " racks");
                    }
                });
            }
        }
    }

    /** Who makes something may do everything with it. */
    void own(Resource resource) throws IOException {
        if (caller instanceof Caller.LoggedIn user && user.authorize()) {
            parts.state().grant(user.role(), resource, resource.applicable());
        }
    }

    String keyspaceOf(Optional<QualifiedName> name) {
        String keyspace = name.orElseThrow(() -> CqlRefusal.syntax("The statement names nothing"))
                .keyspace(current)
                .orElseThrow(() -> CqlRefusal.invalid("No keyspace has been specified. USE a keyspace, or explicitly"
                        + " specify keyspace.tablename"));
        refuseSystem(keyspace);
        return keyspace;
    }

    private static void refuseSystem(String keyspace) {
        if (SystemCatalog.isHidden(keyspace)) {
            throw StatementRules.missing(keyspace);
        }
        if (SystemCatalog.isSystem(keyspace)) {
            throw Caller.unauthorized(keyspace + " keyspace is not user-modifiable");
        }
    }

    private static void refuseOptions(ParsedCql cql) {
        List<Token> tokens = cql.tokens().stream().filter(Token::significant).toList();
        for (int i = 1; i + 1 < tokens.size(); i++) {
            boolean option =
                    (tokens.get(i - 1).isWord("WITH") || tokens.get(i - 1).isWord("AND"))
                            && tokens.get(i + 1).isSymbol("=");
            if (option && UNKNOWN_OPTIONS.contains(tokens.get(i).name())) {
                throw CqlRefusal.syntax("Unknown property '" + tokens.get(i).name() + "'");
            }
        }
    }

    /** Makes the changes one after another, and waits until every node has them. Gives the last one's answer. */
    Message atLeader(List<String> statements) throws IOException, InterruptedException {
        Ring.View view = parts.requireQuorum();
        Message answer = Void.INSTANCE;
        try (NodeClient leader = leader(view)) {
            if (current.isPresent() && exists(leader, current.get())) {
                leader.run("USE " + CqlText.name(current.get()), ConsistencyLevel.ONE);
            }
            for (String statement : statements) {
                answer = leader.run(statement, ConsistencyLevel.ONE);
            }
        }
        parts.awaitSchema(view);
        return answer;
    }

    /** Somebody may have dropped the keyspace a connection uses; then only what names another one goes on. */
    private static boolean exists(NodeClient node, String keyspace) throws IOException {
        return !node.read("SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = "
                        + CqlText.string(keyspace))
                .rows()
                .isEmpty();
    }

    /** All fronts choose the same: the first by address that answers. */
    private NodeClient leader(Ring.View view) throws IOException {
        IOException last = new IOException("no node is there");
        for (Ring.Member member : view.live()) {
            try {
                return NodeClient.open(parts.ring().cassandraOf(member), FrontParts.SCHEMA_PATIENCE);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** The answer to an index statement, which is about the table. */
    static Message updated(Index index) {
        return new SchemaChange("UPDATED", "TABLE", index.keyspace(), index.table(), null);
    }

    static CqlRefusal configuration(String message) {
        return new CqlRefusal(new Error(ErrorCode.CONFIG_ERROR, message));
    }
}
