package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Relation.Operator;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.BatchType;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.util.List;

/** What an INSERT, UPDATE, DELETE or batch may not do (Amazon Keyspaces developer guide: DML statements, quotas). */
public final class WriteRules {
    private static final int MAX_UNLOGGED = 30;
    private static final int MAX_LOGGED = 100;
    private static final int MAX_COLUMNS = 225;
    private static final int MAX_COLUMNS_WITH_TTL = 166;

    private WriteRules() {}

    static void check(Judgement.Write.Target target) {
        Modification statement = target.statement();
        TableView table = target.table();
        if (statement.using().ttl() && !table.settings().ttlEnabled()) {
            throw CqlRefusal.invalid(
                    "Time to Live (TTL) is not enabled on table " + table.keyspace() + "." + table.name());
        }
        if (statement.using().timestamp()) {
            requireTimestamps(table);
        }
        switch (statement) {
            case Statement.Insert insert -> columns(insert, table);
            case Statement.Update update -> where("UPDATE", update.where());
            case Statement.Delete delete -> where("DELETE", delete.where());
        }
    }

    static void requireTimestamps(TableView table) {
        if (!table.settings().clientSideTimestamps()) {
            throw CqlRefusal.invalid(
                    "Client-side timestamps are not enabled on table " + table.keyspace() + "." + table.name());
        }
    }

    private static void where(String what, List<Relation> where) {
        if (where.stream().anyMatch(relation -> relation.operator() == Operator.IN)) {
            throw CqlRefusal.notSupported("IN in the WHERE clause of " + what);
        }
    }

    private static void columns(Statement.Insert insert, TableView table) {
        int most = insert.using().ttl() ? MAX_COLUMNS_WITH_TTL : MAX_COLUMNS;
        long regular = insert.columns().stream()
                .filter(column -> !table.schema().isKey(column))
                .count();
        if (regular > most) {
            throw CqlRefusal.invalid(
                    "An INSERT may set at most " + most + " regular columns, this one sets " + regular);
        }
    }

    /** @param statements all of the batch, however they were sent */
    public static void checkBatch(BatchType type, List<Modification> statements) {
        switch (type) {
            case UNLOGGED -> {
                limit("unlogged", MAX_UNLOGGED, statements.size());
                if (statements.stream().anyMatch(Modification::conditional)) {
                    throw CqlRefusal.notSupported("A conditional statement in an unlogged batch");
                }
            }
            case LOGGED -> limit("logged", MAX_LOGGED, statements.size());
            case COUNTER -> throw CqlRefusal.notSupported("A counter batch");
        }
    }

    private static void limit(String type, int most, int actual) {
        if (actual > most) {
            throw CqlRefusal.invalid(
                    "A batch of type " + type + " may have at most " + most + " statements, this one has " + actual);
        }
    }
}
