package io.unrealcloud.ddc.ops;

/** The operator cannot start. The message is one line for the person who starts it: what is wrong and what to do. */
public class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }
}
