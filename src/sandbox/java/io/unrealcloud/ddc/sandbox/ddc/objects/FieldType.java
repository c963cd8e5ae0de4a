package io.unrealcloud.ddc.sandbox.ddc.objects;

import java.util.Arrays;

/** Types of compact binary fields the stand-in understands; it refuses objects with others. */
enum FieldType {
    NULL(1),
    OBJECT(2),
    ARRAY(4),
    BINARY(6),
    STRING(7),
    POSITIVE(8),
    NEGATIVE(9),
    FLOAT64(11),
    FALSE(12),
    TRUE(13),
    OBJECT_ATTACHMENT(14),
    BINARY_ATTACHMENT(15),
    HASH(16);

    static final int HAS_NAME = 0x80;
    /** Set in arrays and stand-alone fields, where it carries no more than the type itself. */
    static final int HAS_TYPE = 0x40;

    final int code;

    FieldType(int code) {
        this.code = code;
    }

    static FieldType of(int code) {
        int plain = code & ~(HAS_NAME | HAS_TYPE);
        return Arrays.stream(values())
                .filter(type -> type.code == plain)
                .findFirst()
                .orElseThrow(() -> new BadObjectException("a field of type " + plain));
    }
}
