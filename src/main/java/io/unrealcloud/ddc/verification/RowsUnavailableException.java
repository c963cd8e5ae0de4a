package io.unrealcloud.ddc.verification;

/** The operator cannot read DDC's database right now. That says nothing about DDC. */
public final class RowsUnavailableException extends RuntimeException {
    public RowsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
