package io.unrealcloud.ddc.verification;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Unreal Engine's compressed buffer, which DDC takes at {@code compressed-blobs}, with the method "none": a header
 * of 64 bytes, numbers big-endian, and the content as it is. The header has a magic number, a CRC-32 of the rest of
 * it, method, compressor, level and block size, the number of blocks, the sizes before and after, and the full
 * BLAKE3 hash of the content.
 */
final class CompressedBuffer {
    private static final int HEADER = 64;
    private static final int MAGIC = 0xB7756362;
    private static final int CHECKED_FROM = 8;

    private CompressedBuffer() {}

    static byte[] uncompressed(byte[] content) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + content.length);
        buffer.putInt(MAGIC).putInt(0);
        buffer.putInt(0); // method none, and with it no compressor, level or block size
        buffer.putInt(1);
        buffer.putLong(content.length).putLong(HEADER + (long) content.length);
        buffer.put(Blake3.hash(content)).put(content);
        CRC32 crc = new CRC32();
        crc.update(buffer.array(), CHECKED_FROM, HEADER - CHECKED_FROM);
        buffer.putInt(4, (int) crc.getValue());
        return buffer.array();
    }
}
