package io.unrealcloud.ddc.sandbox.ddc.objects;

/** Bytes that are no compact binary object, or no compressed buffer, that the stand-in understands. */
public final class BadObjectException extends RuntimeException {
    public BadObjectException(String found) {
        super("The payload is not valid: " + found);
    }
}
