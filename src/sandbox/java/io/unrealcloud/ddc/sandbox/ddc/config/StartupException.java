package io.unrealcloud.ddc.sandbox.ddc.config;

/** DDC cannot start; its process ends with this message. */
public final class StartupException extends RuntimeException {
    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
