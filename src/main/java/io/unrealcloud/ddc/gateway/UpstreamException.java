package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import java.util.concurrent.CompletionException;

/** The database cannot be reached or refuses the login. */
final class UpstreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private UpstreamException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static UpstreamException unreachable(String message) {
        return new UpstreamException(ErrorCode.SERVER_ERROR, message);
    }

    static UpstreamException refused(String message) {
        return new UpstreamException(ErrorCode.AUTH_ERROR, message);
    }

    static UpstreamException of(Throwable cause) {
        Throwable failure = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return failure instanceof UpstreamException known ? known : unreachable(String.valueOf(failure.getMessage()));
    }

    /** The error code of the protocol to answer a client's STARTUP with. */
    int code() {
        return code;
    }
}
