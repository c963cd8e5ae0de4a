package io.unrealcloud.ddc.sandbox.cqlfront.wire;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Looks at a length inside a frame before memory is taken for it. Without that, a frame of 60 bytes can ask for two
 * gigabytes.
 */
final class BoundedPrimitiveCodec extends ByteBufPrimitiveCodec {
    BoundedPrimitiveCodec(ByteBufAllocator allocator) {
        super(allocator);
    }

    @Override
    public ByteBuffer readBytes(ByteBuf source) {
        requireThere(source, Integer.BYTES, source.getInt(source.readerIndex()));
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
