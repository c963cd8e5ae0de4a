package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.error.AlreadyExists;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement.Ddl;
import io.unrealcloud.ddc.cql.Statement.SchemaObject;

/**
 * Answers CREATE KEYSPACE, TABLE and TYPE for an object that is there as Apache Cassandra does, without sending
 * the statement: DDC creates its keyspaces on every start, and its role may not.
 */
final class ExistingObject {
    private ExistingObject() {}

    static void answer(Link link, int stream, Ddl ddl, QualifiedName name) {
        link.shared().rewrites("ddl").increment();
        link.ask(stream, question(ddl.object(), name), frame -> answered(link, stream, ddl, name, frame));
    }

    private static Query question(SchemaObject object, QualifiedName name) {
        String keyspace = CqlText.string(name.keyspace().orElseThrow());
        String text = "SELECT keyspace_name FROM system_schema.";
        return new Query(
                switch (object) {
                    case TABLE ->
                        text + "tables WHERE keyspace_name = " + keyspace + " AND table_name = "
                                + CqlText.string(name.name());
                    case TYPE ->
                        text + "types WHERE keyspace_name = " + keyspace + " AND type_name = "
                                + CqlText.string(name.name());
                    case KEYSPACE, INDEX, MATERIALIZED_VIEW, FUNCTION, AGGREGATE, TRIGGER ->
                        text + "keyspaces WHERE keyspace_name = " + keyspace;
                });
    }

    private static void answered(Link link, int stream, Ddl ddl, QualifiedName name, ByteBuf frame) {
        Message answer = Wire.decodeResponse(frame);
        if (answer instanceof Error error) {
            Errors.reply(link, stream, error);
        } else if (answer instanceof Rows rows && rows.getData().isEmpty()) {
            Refusals.reply(
                    link,
                    stream,
                    StatementPolicy.refuse(
                            ddl.label(),
                            "The CQL gateway refuses " + ddl.label() + " " + printed(ddl, name)
                                    + ": it does not exist, and the operator owns the schema. Wait until the resource's"
                                    + " SchemaValid condition is True, or check the names in DDC's settings."));
        } else if (ddl.guarded()) {
            link.reply(stream, Void.INSTANCE);
        } else {
            link.reply(stream, exists(ddl, name));
        }
    }

    private static Error exists(Ddl ddl, QualifiedName name) {
        String keyspace = name.keyspace().orElseThrow();
        return switch (ddl.object()) {
            case KEYSPACE -> new AlreadyExists("Cannot add existing keyspace \"" + keyspace + "\"", keyspace, "");
            case TABLE ->
                new AlreadyExists(
                        "Cannot add already existing table \"" + name.name() + "\" to keyspace \"" + keyspace + "\"",
                        keyspace,
                        name.name());
            case TYPE, INDEX, MATERIALIZED_VIEW, FUNCTION, AGGREGATE, TRIGGER ->
                new Error(ErrorCode.INVALID, "A user type of name " + keyspace + "." + name.name() + " already exists");
        };
    }

    private static String printed(Ddl ddl, QualifiedName name) {
        return ddl.object() == SchemaObject.KEYSPACE
                ? name.name()
                : name.keyspace().orElseThrow() + "." + name.name();
    }
}
