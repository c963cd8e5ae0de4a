package io.unrealcloud.ddc.gateway;

import java.util.Arrays;

/** The id of a prepared statement. */
final class StatementId {
    private final byte[] bytes;
    private final int hash;

    StatementId(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatementId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
