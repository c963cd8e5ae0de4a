package io.unrealcloud.ddc.verification;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes one object of Unreal Engine's compact binary format, which DDC keeps for every ref: a type byte and the
 * length of what follows, then fields of type byte, length and text of the name, and value. Only the field types a
 * verification needs.
 */
final class CompactBinary {
    private static final int OBJECT = 2;
    private static final int BINARY = 6;
    private static final int STRING = 7;
    private static final int POSITIVE_INTEGER = 8;
    private static final int BINARY_ATTACHMENT = 15;
    private static final int HAS_NAME = 0x80;

    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    CompactBinary binary(String name, byte[] value) {
        begin(BINARY, name);
        number(fields, value.length);
        fields.writeBytes(value);
        return this;
    }

    CompactBinary string(String name, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        begin(STRING, name);
        number(fields, text.length);
        fields.writeBytes(text);
        return this;
    }

    /** @param value at least 0 */
    CompactBinary integer(String name, long value) {
        begin(POSITIVE_INTEGER, name);
        number(fields, value);
        return this;
    }

    /** A blob that is not in the object itself. */
    CompactBinary attachment(String name, IoHash blob) {
        begin(BINARY_ATTACHMENT, name);
        fields.writeBytes(blob.bytes());
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write(OBJECT);
        number(object, fields.size());
        object.writeBytes(fields.toByteArray());
        return object.toByteArray();
    }

    /** What DDC makes of bytes that were put as {@code application/octet-stream}: the ref points at this object. */
    static byte[] wrapping(byte[] raw) {
        return new CompactBinary()
                .attachment("RawHash", IoHash.of(raw))
                .integer("RawSize", raw.length)
                .bytes();
    }

    private void begin(int type, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        fields.write(type | HAS_NAME);
        number(fields, text.length);
        fields.writeBytes(text);
    }

    /** Big-endian; as many leading 1 bits as bytes follow the first. */
    private static void number(ByteArrayOutputStream out, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Not a size: " + value);
        }
        int extra = Math.max(0, (BigInteger.valueOf(value).bitLength() - 1) / 7);
        int marks = 0xFF00 >> extra & 0xFF;
        for (int i = extra; i >= 0; i--) {
            int octet = (int) (i > 7 ? 0 : value >>> 8 * i) & 0xFF;
            out.write(i == extra ? octet | marks : octet);
        }
    }
}
