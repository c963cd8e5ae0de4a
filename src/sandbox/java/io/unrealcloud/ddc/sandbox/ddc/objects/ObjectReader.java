package io.unrealcloud.ddc.sandbox.ddc.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one compact binary object into JSON as DDC shows it, and collects the blobs it is attached to. */
public final class ObjectReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<IoHash> attachments = new ArrayList<>();

    private ObjectReader() {}

    /** @param attachments blobs the object needs, in order */
    public record Content(ObjectNode json, List<IoHash> attachments) {}

    /** @throws BadObjectException if these are not exactly one object */
    public static Content read(byte[] bytes) {
        ObjectReader reader = new ObjectReader();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (FieldType.of(Byte.toUnsignedInt(in.get())) != FieldType.OBJECT) {
                throw new BadObjectException("it is no object");
            }
            ObjectNode json = reader.object(part(in));
            if (in.hasRemaining()) {
                throw new BadObjectException(in.remaining() + " bytes after its end");
            }
            return new Content(json, List.copyOf(reader.attachments));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new BadObjectException("it ends too early");
        }
    }

    private ObjectNode object(ByteBuffer in) {
        ObjectNode object = JSON.objectNode();
        while (in.hasRemaining()) {
            int type = Byte.toUnsignedInt(in.get());
            if ((type & FieldType.HAS_NAME) == 0) {
                throw new BadObjectException("a field without a name");
            }
            object.set(text(in), value(FieldType.of(type), in));
        }
        return object;
    }

    private ArrayNode array(ByteBuffer in) {
        ArrayNode array = JSON.arrayNode();
        long count = number(in);
        for (long i = 0; i < count; i++) {
            array.add(value(FieldType.of(Byte.toUnsignedInt(in.get())), in));
        }
        return array;
    }

    private JsonNode value(FieldType type, ByteBuffer in) {
        return switch (type) {
            case NULL -> JSON.nullNode();
            case OBJECT -> object(part(in));
            case ARRAY -> array(part(in));
            case BINARY -> JSON.binaryNode(bytes(part(in)));
            case STRING -> JSON.textNode(text(in));
            case POSITIVE -> JSON.numberNode(number(in));
            case NEGATIVE -> JSON.numberNode(~number(in));
            case FLOAT64 -> JSON.numberNode(in.getDouble());
            case FALSE -> JSON.booleanNode(false);
            case TRUE -> JSON.booleanNode(true);
            case OBJECT_ATTACHMENT, BINARY_ATTACHMENT -> {
                IoHash hash = hash(in);
                attachments.add(hash);
                yield JSON.textNode(hash.toString());
            }
            case HASH -> JSON.textNode(hash(in).toString());
        };
    }

    private static IoHash hash(ByteBuffer in) {
        byte[] hash = new byte[IoHash.LENGTH];
        in.get(hash);
        return IoHash.fromBytes(hash);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(part(in)), StandardCharsets.UTF_8);
    }

    private static ByteBuffer part(ByteBuffer in) {
        int length = Math.toIntExact(number(in));
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    /** The first byte begins with as many 1 bits as bytes follow it. */
    private static long number(ByteBuffer in) {
        int first = Byte.toUnsignedInt(in.get());
        int extra = Math.min(8, Integer.numberOfLeadingZeros(~first << 24));
        long value = extra >= 8 ? 0 : first & (0xFF >> (extra + 1));
        for (int i = 0; i < extra; i++) {
            value = value << 8 | Byte.toUnsignedInt(in.get());
        }
        return value;
    }
}
