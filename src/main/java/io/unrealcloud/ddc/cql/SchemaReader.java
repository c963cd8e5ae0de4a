package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.SchemaObject;
import java.util.Locale;
import java.util.Optional;

/** Reads CREATE, ALTER and DROP. */
final class SchemaReader {
    private SchemaReader() {}

    static Statement read(TokenCursor cursor) {
        Action action = Action.valueOf(cursor.next().text().toUpperCase(Locale.ROOT));
        cursor.take("OR", "REPLACE");
        cursor.take("CUSTOM");
        Token what = cursor.peek();
        if (what.isWord("ROLE") || what.isWord("USER") || what.isWord("IDENTITY")) {
            cursor.until();
            return new Statement.Dcl(action + " " + what.text().toUpperCase(Locale.ROOT));
        }
        Optional<SchemaObject> object = object(cursor);
        if (object.isEmpty()) {
            cursor.until();
            return new Statement.Unknown(action.name());
        }
        return ddl(cursor, action, object.get());
    }

    private static Statement.Ddl ddl(TokenCursor cursor, Action action, SchemaObject object) {
        boolean guarded = action == Action.CREATE ? cursor.take("IF", "NOT", "EXISTS") : cursor.take("IF", "EXISTS");
        Optional<QualifiedName> name = Optional.empty();
        if (object == SchemaObject.KEYSPACE) {
            name = Optional.of(new QualifiedName(Optional.empty(), cursor.name()));
        } else if (!(object == SchemaObject.INDEX && cursor.peek().isWord("ON"))) {
            name = Optional.of(cursor.qualifiedName());
        }
        Optional<QualifiedName> on = Optional.empty();
        if ((object == SchemaObject.INDEX || object == SchemaObject.TRIGGER) && cursor.take("ON")) {
            on = Optional.of(cursor.qualifiedName());
        } else if (object == SchemaObject.MATERIALIZED_VIEW && action == Action.CREATE) {
            cursor.until("FROM");
            cursor.expect(cursor.take("FROM"));
            on = Optional.of(cursor.qualifiedName());
        }
        cursor.until();
        return new Statement.Ddl(action, object, name, on, guarded);
    }

    private static Optional<SchemaObject> object(TokenCursor cursor) {
        if (cursor.take("MATERIALIZED", "VIEW")) {
            return Optional.of(SchemaObject.MATERIALIZED_VIEW);
        }
        if (cursor.take("SCHEMA")) {
            return Optional.of(SchemaObject.KEYSPACE);
        }
        if (cursor.take("COLUMNFAMILY")) {
            return Optional.of(SchemaObject.TABLE);
        }
        for (SchemaObject object : SchemaObject.values()) {
            if (cursor.take(object.name())) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }
}
