package io.unrealcloud.ddc.gateway;

/** A setting that is missing or wrong; the message is one line for the person who set it. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
