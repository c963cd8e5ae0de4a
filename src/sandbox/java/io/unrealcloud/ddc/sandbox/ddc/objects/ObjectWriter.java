package io.unrealcloud.ddc.sandbox.ddc.objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.verification.IoHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes compact binary objects: the one around raw bytes, and those given as JSON. */
public final class ObjectWriter {
    private ObjectWriter() {}

    /** The object a ref gets when raw bytes are put: their hash as an attachment, and their size. */
    public static byte[] around(IoHash hash, long size) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        name(fields, FieldType.BINARY_ATTACHMENT, "RawHash");
        fields.writeBytes(hash.bytes());
        name(fields, FieldType.POSITIVE, "RawSize");
        number(fields, size);
        return field(FieldType.OBJECT, fields.toByteArray());
    }

    /** @throws BadObjectException if it is no JSON object */
    public static byte[] of(JsonNode json) {
        if (!json.isObject()) {
            throw new BadObjectException("it is no JSON object");
        }
        return field(FieldType.OBJECT, object(json));
    }

    private static byte[] field(FieldType type, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type.code);
        number(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] object(JsonNode json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.properties().forEach(entry -> {
            name(out, type(entry.getValue()), entry.getKey());
            value(out, entry.getValue());
        });
        return out.toByteArray();
    }

    private static FieldType type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> FieldType.OBJECT;
            case ARRAY -> FieldType.ARRAY;
            case STRING -> FieldType.STRING;
            case BOOLEAN -> value.booleanValue() ? FieldType.TRUE : FieldType.FALSE;
            case NULL, MISSING -> FieldType.NULL;
            case NUMBER ->
                !value.isIntegralNumber()
                        ? FieldType.FLOAT64
                        : value.longValue() < 0 ? FieldType.NEGATIVE : FieldType.POSITIVE;
            case BINARY, POJO -> throw new BadObjectException("a " + value.getNodeType());
        };
    }

    private static void value(ByteArrayOutputStream out, JsonNode value) {
        switch (type(value)) {
            case OBJECT -> sized(out, object(value));
            case ARRAY -> {
                ByteArrayOutputStream items = new ByteArrayOutputStream();
                number(items, value.size());
                value.forEach(item -> {
                    items.write(type(item).code);
                    value(items, item);
                });
                sized(out, items.toByteArray());
            }
            case STRING -> sized(out, value.textValue().getBytes(StandardCharsets.UTF_8));
            case POSITIVE -> number(out, value.longValue());
            case NEGATIVE -> number(out, ~value.longValue());
            case FLOAT64 ->
                out.writeBytes(
                        ByteBuffer.allocate(8).putDouble(value.doubleValue()).array());
            case NULL, TRUE, FALSE -> {}
            case BINARY, OBJECT_ATTACHMENT, BINARY_ATTACHMENT, HASH ->
                throw new IllegalStateException("JSON has no such value");
        }
    }

    private static void name(ByteArrayOutputStream out, FieldType type, String name) {
        out.write(type.code | FieldType.HAS_NAME);
        sized(out, name.getBytes(StandardCharsets.UTF_8));
    }

    private static void sized(ByteArrayOutputStream out, byte[] content) {
        number(out, content.length);
        out.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value);
        int extra = bits > 56 ? 8 : Math.max(0, (bits - 1) / 7);
        ByteBuffer bytes = ByteBuffer.allocate(9)
                .put(1, ByteBuffer.allocate(8).putLong(value).array(), 0, 8);
        int first = 8 - extra;
        byte[] all = bytes.array();
        all[first] |= (byte) (0xFF00 >> extra);
        out.write(all, first, extra + 1);
    }
}
