package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.Set;

/**
 * Errors of the database on their way to the client. The C# driver takes a code it does not know for its own
 * fault, so such codes become the plain server error with the code in the text.
 */
final class Errors {
    private static final Set<Integer> KNOWN = Set.of(
            ErrorCode.SERVER_ERROR,
            ErrorCode.PROTOCOL_ERROR,
            ErrorCode.AUTH_ERROR,
            ErrorCode.UNAVAILABLE,
            ErrorCode.OVERLOADED,
            ErrorCode.IS_BOOTSTRAPPING,
            ErrorCode.TRUNCATE_ERROR,
            ErrorCode.WRITE_TIMEOUT,
            ErrorCode.READ_TIMEOUT,
            ErrorCode.READ_FAILURE,
            ErrorCode.FUNCTION_FAILURE,
            ErrorCode.WRITE_FAILURE,
            ErrorCode.SYNTAX_ERROR,
            ErrorCode.UNAUTHORIZED,
            ErrorCode.INVALID,
            ErrorCode.CONFIG_ERROR,
            ErrorCode.ALREADY_EXISTS,
            ErrorCode.UNPREPARED);

    private Errors() {}

    /** Passes an ERROR frame on, as it is where the client will understand it. */
    static void pass(Link link, int stream, ByteBuf frame) {
        Message message = Wire.decodeResponse(frame);
        if (message instanceof Error error) {
            count(link, error);
            if (KNOWN.contains(error.code)) {
                link.pass(stream, frame);
            } else {
                link.reply(stream, translated(error));
            }
        } else {
            link.pass(stream, frame);
        }
    }

    /** Answers with an error the database gave to one of the gateway's own questions. */
    static void reply(Link link, int stream, Error error) {
        count(link, error);
        link.reply(stream, KNOWN.contains(error.code) ? error : translated(error));
    }

    /** What the database says of a table that is not there. */
    static Error noSuchTable(String table) {
        return new Error(ErrorCode.INVALID, "unconfigured table " + table);
    }

    private static Error translated(Error error) {
        return new Error(ErrorCode.SERVER_ERROR, "Database error " + hex(error.code) + ": " + error.message);
    }

    private static void count(Link link, Error error) {
        String code = KNOWN.contains(error.code) ? hex(error.code) : "other";
        link.shared().metrics.count("ddc_gateway_upstream_errors_total", "code", code);
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "0x%04x", code);
    }
}
