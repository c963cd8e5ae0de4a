package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces;
import java.util.List;
import java.util.Optional;

/** Decides about a statement by what it says, before any values are known. */
public final class StatementRules {
    private final Access access;
    private final Optional<String> current;

    /** @param current the keyspace the connection uses */
    public StatementRules(Access access, Optional<String> current) {
        this.access = access;
        this.current = current;
    }

    /** @throws CqlRefusal if the service would not do it */
    public Judgement judge(ParsedCql cql) {
        if (!cql.complete() && !refusedWhateverElse(cql.statement())) {
            return new Judgement.Unclear(cql.statement().label());
        }
        return switch (cql.statement()) {
            case Statement.Select select -> select(select);
            case Statement.Update update
            when PartitionerRule.concerns(update, current) -> {
                access.permit("UpdatePartitioner", access.scope().tableArn("system", "local"));
                yield PartitionerRule.read(cql);
            }
            case Modification modification -> new Judgement.Write(List.of(target(modification)), Optional.empty());
            case Statement.Batch batch -> batch(batch);
            case Statement.Use use -> use(use.keyspace());
            case Statement.Ddl ddl -> ddl(ddl);
            case Statement.Truncate truncate -> throw CqlRefusal.notSupported("TRUNCATE");
            case Statement.Dcl dcl -> throw CqlRefusal.notSupported(dcl.label());
            // Cassandra 3.11, which the service says it is, does not know the word.
            case Statement.Describe describe ->
                throw CqlRefusal.syntax("line 1:0 no viable alternative at input 'DESCRIBE'");
            case Statement.Unknown unknown -> new Judgement.Unclear(unknown.label());
        };
    }

    /** Whether the kind of statement decides already; a SELECT is refused here for what of it was understood. */
    private static boolean refusedWhateverElse(Statement statement) {
        if (statement instanceof Statement.Select select) {
            SelectRules.check(select);
        }
        return statement instanceof Statement.Ddl
                || statement instanceof Statement.Dcl
                || statement instanceof Statement.Truncate
                || statement instanceof Statement.Describe;
    }

    private Judgement select(Statement.Select select) {
        SelectRules.check(select);
        String keyspace = Access.keyspaceOf(select.table(), current);
        String name = select.table().name();
        if (SystemTables.isSystem(keyspace)) {
            return new Judgement.SystemRead(access.systemTable(keyspace, name), select);
        }
        Judgement.Read read = new Judgement.Read(access.table(keyspace, name, "Select"), select);
        SelectRules.check(select, read.table());
        return read;
    }

    private Judgement.Write.Target target(Modification modification) {
        QualifiedName name = modification.table();
        String keyspace = Access.keyspaceOf(name, current);
        if (SystemTables.isSystem(keyspace)) {
            throw CqlRefusal.unauthorized(
                    access.caller().principalArn(),
                    "cassandra:Modify",
                    access.scope().tableArn(keyspace, name.name()));
        }
        Judgement.Write.Target target =
                new Judgement.Write.Target(modification, access.table(keyspace, name.name(), "Modify"));
        WriteRules.check(target);
        return target;
    }

    private Judgement batch(Statement.Batch batch) {
        List<Judgement.Write.Target> targets =
                batch.statements().stream().map(this::target).toList();
        if (batch.using().timestamp()) {
            targets.forEach(target -> WriteRules.requireTimestamps(target.table()));
        }
        WriteRules.checkBatch(
                batch.type(),
                targets.stream().map(Judgement.Write.Target::statement).toList());
        return new Judgement.Write(targets, Optional.of(batch.type()));
    }

    private Judgement use(String keyspace) {
        boolean own = SystemKeyspaces.NAMES.contains(keyspace);
        if (!own && access.usableKeyspace(keyspace).isEmpty()) {
            throw CqlRefusal.invalid("Keyspace '" + keyspace + "' does not exist");
        }
        return new Judgement.UseKeyspace(keyspace);
    }

    private static Judgement ddl(Statement.Ddl ddl) {
        boolean known =
                switch (ddl.object()) {
                    case KEYSPACE, TABLE -> true;
                    case TYPE -> ddl.action() != Action.ALTER;
                    case INDEX, MATERIALIZED_VIEW, FUNCTION, AGGREGATE, TRIGGER -> false;
                };
        if (!known) {
            throw CqlRefusal.notSupported(ddl.label());
        }
        return new Judgement.SchemaChange(ddl);
    }

    /** Whether a statement may be prepared at all: DDL may not. */
    public static void requirePreparable(Statement statement) {
        if (statement instanceof Statement.Ddl ddl) {
            throw CqlRefusal.invalid(
                    "Cannot prepare " + ddl.label() + ": Amazon Keyspaces prepares only data manipulation statements");
        }
    }
}
