package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.Statement.BatchType;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.cql.Statement.Using;
import java.util.ArrayList;
import java.util.List;

/** Reads INSERT, UPDATE, DELETE and batches of them. */
final class ModificationReader {
    private static final String[] NEXT = {"INSERT", "UPDATE", "DELETE", "APPLY"};

    private ModificationReader() {}

    static Modification modification(TokenCursor cursor) {
        if (cursor.take("INSERT")) {
            return insert(cursor);
        }
        return cursor.take("UPDATE") ? update(cursor) : delete(cursor);
    }

    static Statement.Batch batch(TokenCursor cursor) {
        cursor.take("BEGIN");
        BatchType type = cursor.take("UNLOGGED")
                ? BatchType.UNLOGGED
                : cursor.take("COUNTER") ? BatchType.COUNTER : BatchType.LOGGED;
        cursor.expect(cursor.take("BATCH"));
        Using using = using(cursor);
        List<Modification> statements = new ArrayList<>();
        while (isModification(cursor.peek())) {
            statements.add(modification(cursor));
            cursor.takeSymbol(";");
        }
        cursor.expect(cursor.take("APPLY", "BATCH"));
        return new Statement.Batch(type, using, statements);
    }

    private static boolean isModification(Token token) {
        return token.isWord("INSERT") || token.isWord("UPDATE") || token.isWord("DELETE");
    }

    private static Statement.Insert insert(TokenCursor cursor) {
        cursor.expect(cursor.take("INTO"));
        QualifiedName table = cursor.qualifiedName();
        boolean json = cursor.take("JSON");
        List<String> columns = List.of();
        if (json) {
            cursor.until("IF", "USING", "DEFAULT", "INSERT", "UPDATE", "DELETE", "APPLY");
            if (cursor.take("DEFAULT")) {
                cursor.expect(cursor.take("NULL") || cursor.take("UNSET"));
            }
        } else {
            columns = TokenCursor.splitAtCommas(cursor.bracketed()).stream()
                    .map(part -> part.size() == 1 && part.get(0).isName()
                            ? part.get(0).name()
                            : "")
                    .toList();
            cursor.expect(!columns.contains("")
                    && cursor.take("VALUES")
                    && cursor.peek().isSymbol("("));
            cursor.bracketed();
        }
        boolean ifNotExists = cursor.take("IF", "NOT", "EXISTS");
        return new Statement.Insert(table, json, columns, ifNotExists, using(cursor));
    }

    private static Statement.Update update(TokenCursor cursor) {
        QualifiedName table = cursor.qualifiedName();
        Using using = using(cursor);
        cursor.expect(cursor.take("SET"));
        cursor.expect(!cursor.until("WHERE", "APPLY").isEmpty());
        return new Statement.Update(table, where(cursor), conditional(cursor), using);
    }

    private static Statement.Delete delete(TokenCursor cursor) {
        cursor.expect(cursor.take("DELETE"));
        cursor.until("FROM", "APPLY");
        cursor.expect(cursor.take("FROM"));
        QualifiedName table = cursor.qualifiedName();
        Using using = using(cursor);
        return new Statement.Delete(table, where(cursor), conditional(cursor), using);
    }

    private static List<Relation> where(TokenCursor cursor) {
        boolean present = cursor.take("WHERE");
        cursor.expect(present);
        return present ? WhereReader.read(cursor) : List.of();
    }

    private static boolean conditional(TokenCursor cursor) {
        boolean present = cursor.take("IF");
        if (present) {
            cursor.expect(!cursor.until(NEXT).isEmpty());
        }
        return present;
    }

    private static Using using(TokenCursor cursor) {
        if (!cursor.take("USING")) {
            return Using.NOTHING;
        }
        boolean ttl = false;
        boolean timestamp = false;
        boolean timeout = false;
        do {
            if (cursor.take("TTL")) {
                ttl = true;
            } else if (cursor.take("TIMESTAMP")) {
                timestamp = true;
            } else if (cursor.take("TIMEOUT")) {
                timeout = true;
            } else {
                cursor.expect(false);
            }
            cursor.expect(!cursor.until("AND", "SET", "WHERE", "INSERT", "UPDATE", "DELETE", "APPLY")
                    .isEmpty());
        } while (cursor.take("AND"));
        return new Using(ttl, timestamp, timeout);
    }
}
