package io.unrealcloud.ddc.cql;

/** A CQL text that cannot be split into tokens: the only error the lexer raises. */
public final class CqlSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    CqlSyntaxException(int position, String what) {
        super("Invalid CQL at character " + (position + 1) + ": " + what);
        this.position = position;
    }

    /** Zero-based index of the offending UTF-16 unit. */
    public int position() {
        return position;
    }
}
