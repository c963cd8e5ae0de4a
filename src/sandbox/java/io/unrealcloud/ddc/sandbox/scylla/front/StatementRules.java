package io.unrealcloud.ddc.sandbox.scylla.front;

import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.scylla.state.Index;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which statements on data ScyllaDB takes, who may run them, and what Cassandra is told instead. */
final class StatementRules {
    /** Functions of Cassandra 4.1 and 5.0; ScyllaDB has only the older spellings and neither masking nor vectors. */
    private static final Set<String> UNKNOWN_FUNCTIONS = Set.of(
            "mask_null",
            "mask_default",
            "mask_replace",
            "mask_inner",
            "mask_outer",
            "mask_hash",
            "similarity_cosine",
            "similarity_euclidean",
            "similarity_dot_product",
            "map_keys",
            "map_values",
            "collection_count",
            "collection_min",
            "collection_max",
            "collection_sum",
            "collection_avg",
            "current_timestamp",
            "current_date",
            "current_time",
            "current_timeuuid",
            "to_date",
            "to_timestamp",
            "to_unix_timestamp",
            "to_json",
            "from_json",
            "min_timeuuid",
            "max_timeuuid",
            "abs",
            "exp",
            "log",
            "log10",
            "round",
            "format_bytes",
            "format_time");

    private final Dialect dialect;
    private final Caller caller;
    private final Snapshot state;
    private final Optional<String> current;

    /** @param current the keyspace in use */
    StatementRules(Dialect dialect, Caller caller, Snapshot state, Optional<String> current) {
        this.dialect = dialect;
        this.caller = caller;
        this.state = state;
        this.current = current;
    }

    /** @throws CqlRefusal if ScyllaDB would refuse it */
    void check(ParsedCql cql) {
        refuseWhatIsCassandras(cql.tokens());
        switch (cql.statement()) {
            case Statement.Select select -> select(select);
            case Statement.Batch batch -> batch.statements().forEach(this::modify);
            case Modification modification -> modify(modification);
            case Statement.Truncate truncate -> {
                String keyspace = keyspaceOf(truncate.table());
                requireOwn(keyspace, truncate.table().name());
                caller.require(
                        state,
                        Permission.MODIFY,
                        Resource.table(keyspace, truncate.table().name()));
            }
            case Statement.Use use -> {
                if (SystemCatalog.isHidden(use.keyspace())) {
                    throw missing(use.keyspace());
                }
            }
            case Statement.Describe describe -> {}
            case Statement.Ddl ddl -> throw new IllegalArgumentException(ddl.label());
            case Statement.Dcl dcl -> throw new IllegalArgumentException(dcl.label());
            case Statement.Unknown unknown ->
                throw CqlRefusal.syntax("line 1:0 no viable alternative at input '" + unknown.firstWord() + "'");
        }
    }

    private void select(Statement.Select select) {
        String keyspace = keyspaceOf(select.table());
        String table = select.table().name();
        if (SystemCatalog.isHidden(keyspace)) {
            throw missing(keyspace);
        }
        if (keyspace.equals("system") && table.equals("peers_v2")) {
            throw CqlRefusal.invalid("unconfigured table peers_v2");
        }
        if (!SystemCatalog.isPublic(keyspace, table)) {
            caller.require(state, Permission.SELECT, Resource.table(keyspace, table));
        }
    }

    private void modify(Modification modification) {
        String keyspace = keyspaceOf(modification.table());
        String table = modification.table().name();
        requireOwn(keyspace, table);
        Resource resource = Resource.table(keyspace, table);
        caller.require(state, Permission.MODIFY, resource);
        if (modification.conditional()) {
            caller.require(state, Permission.SELECT, resource);
            if (state.hasTablets(keyspace) && !dialect.version().conditionalWritesOnTablets()) {
                throw CqlRefusal.invalid("LWT is not yet supported with tablets");
            }
        }
        if (modification.using().timeout()) {
            throw CqlRefusal.invalid("The sandbox's ScyllaDB does not know USING TIMEOUT on writes");
        }
    }

    /** Clients change no system table. */
    private static void requireOwn(String keyspace, String table) {
        if (SystemCatalog.isHidden(keyspace)) {
            throw missing(keyspace);
        }
        if (SystemCatalog.isSystem(keyspace)) {
            throw Caller.unauthorized(keyspace + "." + table + " is protected and cannot be modified");
        }
    }

    private String keyspaceOf(QualifiedName name) {
        return name.keyspace(current)
                .orElseThrow(() -> CqlRefusal.invalid("No keyspace has been specified. USE a keyspace, or explicitly"
                        + " specify keyspace.tablename"));
    }

    static CqlRefusal missing(String keyspace) {
        return CqlRefusal.invalid("Keyspace '" + keyspace + "' does not exist");
    }

    /** Grammar and functions that came with Cassandra 4.1 and 5.0. */
    static void refuseWhatIsCassandras(List<Token> tokens) {
        List<Token> significant = tokens.stream().filter(Token::significant).toList();
        for (int i = 0; i + 1 < significant.size(); i++) {
            Token token = significant.get(i);
            Token next = significant.get(i + 1);
            if (token.isWord("ANN") && next.isWord("OF")
                    || token.isWord("MASKED") && next.isWord("WITH")
                    || token.isWord("vector") && next.isSymbol("<")) {
                throw CqlRefusal.syntax("line 1:" + token.start() + " no viable alternative at input '"
                        + token.text().toLowerCase(Locale.ROOT) + "'");
            }
            String name = token.name();
            if (token.kind() == Token.Kind.WORD
                    && next.isSymbol("(")
                    && (UNKNOWN_FUNCTIONS.contains(name) || name.contains("_as_blob") || name.startsWith("blob_as_"))) {
                throw CqlRefusal.invalid("Unknown function '" + name + "'");
            }
        }
    }

    /**
     * The same in Cassandra's words. BYPASS CACHE has no meaning there. A condition that ScyllaDB answers by an index
     * Cassandra answers by filtering: it has the view, but does not use it.
     */
    String forCassandra(ParsedCql cql) {
        if (!(cql.statement() instanceof Statement.Select select)) {
            return cql.text();
        }
        String text = cql.withoutBypassCache();
        if (select.allowFiltering() || select.where().isEmpty()) {
            return text;
        }
        boolean byIndex = state
                .indexesOf(keyspaceOf(select.table()), select.table().name())
                .stream()
                .anyMatch(index -> answeredBy(index, select.where()));
        if (!byIndex) {
            return text;
        }
        String stripped = text.strip();
        return (stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped) + " ALLOW FILTERING";
    }

    /** Whether the conditions are just what the index is for: its column, after the partition key if it is local. */
    private static boolean answeredBy(Index index, List<Relation> where) {
        Set<String> wanted = new HashSet<>(index.localTo());
        wanted.add(index.column());
        Set<String> given = new HashSet<>();
        for (Relation relation : where) {
            if (relation.token()
                    || relation.operator() != Relation.Operator.EQ
                    || relation.columns().size() != 1) {
                return false;
            }
            given.add(relation.columns().get(0));
        }
        return given.equals(wanted);
    }
}
