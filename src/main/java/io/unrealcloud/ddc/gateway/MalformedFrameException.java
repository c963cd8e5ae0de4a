package io.unrealcloud.ddc.gateway;

/** A frame whose content does not follow protocol version 4. */
final class MalformedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace, since whoever sends such frames can send many. */
    MalformedFrameException(String message) {
        super(message, null, false, false);
    }
}
