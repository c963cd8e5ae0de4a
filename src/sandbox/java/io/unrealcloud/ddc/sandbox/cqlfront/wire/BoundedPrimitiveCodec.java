package io.unrealcloud.ddc.sandbox.cqlfront.wire;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Looks at a length inside a frame before memory is taken for it. Without that, a frame of 60 bytes can ask for two
 * gigabytes. It also keeps values that are not set apart from null ones, which the library's own reader does not.
 */
final class BoundedPrimitiveCodec extends ByteBufPrimitiveCodec {
    /** The length of a value that is "not set", which is not the same as null (CQL binary protocol v4, [value]). */
    private static final int UNSET = -2;

    BoundedPrimitiveCodec(ByteBufAllocator allocator) {
        super(allocator);
    }

    @Override
    public ByteBuffer readBytes(ByteBuf source) {
        int length = source.getInt(source.readerIndex());
        if (length == UNSET) {
            source.skipBytes(Integer.BYTES);
            return ProtocolConstants.UNSET_VALUE;
        }
        requireThere(source, Integer.BYTES, length);
        return super.readBytes(source);
    }

    @Override
    public String readLongString(ByteBuf source) {
        int length = source.getInt(source.readerIndex());
        if (length < 0) {
            throw new IllegalArgumentException("A string has the length " + length);
        }
        requireThere(source, Integer.BYTES, length);
        return super.readLongString(source);
    }

    @Override
    public byte[] readShortBytes(ByteBuf source) {
        requireThere(source, Short.BYTES, source.getUnsignedShort(source.readerIndex()));
        return super.readShortBytes(source);
    }

    @Override
    public String readString(ByteBuf source) {
        requireThere(source, Short.BYTES, source.getUnsignedShort(source.readerIndex()));
        return super.readString(source);
    }

    private static void requireThere(ByteBuf source, int prefix, int length) {
        if (length > source.readableBytes() - prefix) {
            throw new IllegalArgumentException("A value claims " + length + " bytes where the frame has "
                    + (source.readableBytes() - prefix) + " left");
        }
    }
}
