package io.unrealcloud.ddc.verification;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * DDC's name for bytes: the first 20 bytes of their BLAKE3 hash. The four bytes {@code test} have
 * {@code 4878ca0425c739fa427f7eda20fe845f6b2e46ba}.
 */
public final class IoHash {
    public static final int LENGTH = 20;

    private final byte[] bytes;

    private IoHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static IoHash of(byte[] content) {
        return new IoHash(Arrays.copyOf(Blake3.hash(content), LENGTH));
    }

    /** Throws IllegalArgumentException unless these are 40 hexadecimal digits, of either case. */
    public static IoHash parse(String hex) {
        if (hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException("Not 40 hexadecimal digits: " + hex);
        }
        return new IoHash(HexFormat.of().parseHex(hex));
    }

    /** Throws IllegalArgumentException unless there are 20 bytes. */
    public static IoHash fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("Not 20 bytes but " + bytes.length);
        }
        return new IoHash(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IoHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 40 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
