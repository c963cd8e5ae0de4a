package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.ByteBuffer;

/** Prepares and runs one store's statements on one session; what cannot be prepared stops the start. */
final class Statements {
    private final CqlSession session;

    Statements(CqlSession session) {
        this.session = session;
    }

    PreparedStatement prepare(String cql) {
        return session.prepare(cql);
    }

    ResultSet run(PreparedStatement statement, Object... values) {
        return session.execute(bind(statement, values));
    }

    ResultSet runConsistently(PreparedStatement statement, Object... values) {
        return session.execute(bind(statement, values).setExecutionProfileName(Driver.CONSISTENT));
    }

    private static BoundStatement bind(PreparedStatement statement, Object... values) {
        return statement.bind(values);
    }

    static ByteBuffer blob(IoHash hash) {
        return ByteBuffer.wrap(hash.bytes());
    }

    static IoHash hash(ByteBuffer blob) {
        byte[] bytes = new byte[blob.remaining()];
        blob.duplicate().get(bytes);
        return IoHash.fromBytes(bytes);
    }

    /** A value of the type {@code blob_identifier}, as the statement's parameter of that name has it. */
    static UdtValue identifier(PreparedStatement statement, String parameter, IoHash hash) {
        UserDefinedType type = (UserDefinedType)
                statement.getVariableDefinitions().get(parameter).getType();
        return identifier(type, hash);
    }

    static UdtValue identifier(UserDefinedType type, IoHash hash) {
        return type.newValue().setByteBuffer("hash", blob(hash));
    }

    static IoHash hash(UdtValue identifier) {
        return hash(identifier.getByteBuffer("hash"));
    }
}
