package io.unrealcloud.ddc.sandbox.cqlfront.system;

import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import java.nio.ByteBuffer;
import java.util.List;

/** One column of a system table. */
public record SystemColumn(String name, DataType type, Kind kind) {
    /** The part a column plays in its table, in the words of {@code system_schema.columns}. */
    public enum Kind {
        PARTITION_KEY,
        CLUSTERING,
        REGULAR
    }

    static SystemColumn partitionKey(String name) {
        return new SystemColumn(name, DataTypes.TEXT, Kind.PARTITION_KEY);
    }

    static SystemColumn partitionKey(String name, DataType type) {
        return new SystemColumn(name, type, Kind.PARTITION_KEY);
    }

    static SystemColumn clustering(String name) {
        return new SystemColumn(name, DataTypes.TEXT, Kind.CLUSTERING);
    }

    static SystemColumn regular(String name, DataType type) {
        return new SystemColumn(name, type, Kind.REGULAR);
    }

    static List<SystemColumn> regular(DataType type, String... names) {
        return java.util.Arrays.stream(names).map(name -> regular(name, type)).toList();
    }

    public boolean isKey() {
        return kind != Kind.REGULAR;
    }

    /** The value as it stands in a frame; null stays null. */
    ByteBuffer encode(Object value) {
        return value == null
                ? null
                : CodecRegistry.DEFAULT.<Object>codecFor(type).encode(value, DefaultProtocolVersion.V4);
    }

    /**
     * A literal of this column's type as it stands in a frame.
     *
     * @throws IllegalArgumentException if it is no literal of that type
     */
    ByteBuffer parse(String literal) {
        return encode(CodecRegistry.DEFAULT.<Object>codecFor(type).parse(literal));
    }
}
