package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.error.AlreadyExists;

/** A request the service would refuse, with the error frame that says so. */
public final class CqlRefusal extends RuntimeException {
    private final transient Error error;

    public CqlRefusal(Error error) {
        super(error.message, null, false, false);
        this.error = error;
    }

    public static CqlRefusal invalid(String message) {
        return new CqlRefusal(new Error(ErrorCode.INVALID, message));
    }

    public static CqlRefusal syntax(String message) {
        return new CqlRefusal(new Error(ErrorCode.SYNTAX_ERROR, message));
    }

    public static CqlRefusal protocol(String message) {
        return new CqlRefusal(new Error(ErrorCode.PROTOCOL_ERROR, message));
    }

    public static CqlRefusal server(String message) {
        return new CqlRefusal(new Error(ErrorCode.SERVER_ERROR, message));
    }

    public static CqlRefusal notSupported(String what) {
        return invalid(what + " is not supported by Amazon Keyspaces");
    }

    public static CqlRefusal unauthorized(String principalArn, String action, String resourceArn) {
        return new CqlRefusal(new Error(
                ErrorCode.UNAUTHORIZED,
                "User: " + principalArn + " is not authorized to perform: " + action + " on resource: " + resourceArn));
    }

    /** @param table empty for a keyspace */
    public static CqlRefusal alreadyExists(String keyspace, String table) {
        String what = table.isEmpty() ? "keyspace \"" + keyspace : "table \"" + keyspace + "." + table;
        return new CqlRefusal(new AlreadyExists("Cannot add already existing " + what + "\"", keyspace, table));
    }

    public Error error() {
        return error;
    }
}
