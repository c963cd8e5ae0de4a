package io.unrealcloud.ddc.sandbox.ddc.objects;

import io.unrealcloud.ddc.verification.IoHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A compressed buffer as far as its header goes: which content it holds. Only buffers with the method "none" can be
 * opened here, so only those are taken.
 *
 * @param content hash of what is inside
 */
public record CompressedBuffer(IoHash content) {
    private static final int HEADER = 64;
    private static final int MAGIC = 0xB7756362;

    /** @throws BadObjectException if it is none, or does not hold what its header says */
    public static CompressedBuffer read(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw new BadObjectException("too short for a compressed buffer");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        CRC32 crc = new CRC32();
        crc.update(bytes, 8, HEADER - 8);
        if (header.getInt() != MAGIC || header.getInt() != (int) crc.getValue()) {
            throw new BadObjectException("no compressed buffer");
        }
        if (header.get() != 0) {
            throw new BadObjectException("a compressed buffer of a method the stand-in cannot open");
        }
        if (header.getLong(16) != bytes.length - HEADER || header.getLong(24) != bytes.length) {
            throw new BadObjectException("a compressed buffer that was cut");
        }
        IoHash content = IoHash.of(Arrays.copyOfRange(bytes, HEADER, bytes.length));
        if (!content.equals(IoHash.fromBytes(Arrays.copyOfRange(bytes, 32, 32 + IoHash.LENGTH)))) {
            throw new BadObjectException("a compressed buffer whose content has another hash");
        }
        return new CompressedBuffer(content);
    }
}
