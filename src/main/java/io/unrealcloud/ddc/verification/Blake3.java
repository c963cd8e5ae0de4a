package io.unrealcloud.ddc.verification;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The BLAKE3 hash of whole byte arrays (no key, 32 bytes out), after the BLAKE3 paper, section 2. DDC names every
 * blob by it. Written for messages of a few hundred kilobytes, not for speed.
 */
final class Blake3 {
    private static final int BLOCK = 64;
    private static final int CHUNK = 1024;

    private static final int CHUNK_START = 1;
    private static final int CHUNK_END = 2;
    private static final int PARENT = 4;
    private static final int ROOT = 8;

    private static final int[] IV = {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
    };
    private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

    private Blake3() {}

    static byte[] hash(byte[] message) {
        int[] root = message.length <= CHUNK
                ? chunk(message, 0, message.length, ROOT)
                : parent(message, 0, message.length, ROOT);
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        out.asIntBuffer().put(root, 0, 8);
        return out.array();
    }

    /** The chaining value of a part of the message: a chunk, or a tree whose left half is a full power of two. */
    private static int[] tree(byte[] message, int from, int to) {
        return to - from <= CHUNK ? chunk(message, from, to, 0) : parent(message, from, to, 0);
    }

    private static int[] parent(byte[] message, int from, int to, int flags) {
        int left = CHUNK * Integer.highestOneBit((to - from - 1) / CHUNK);
        int[] block = Arrays.copyOf(tree(message, from, from + left), 16);
        System.arraycopy(tree(message, from + left, to), 0, block, 8, 8);
        return compress(IV, block, 0, BLOCK, PARENT | flags);
    }

    /** Chunks begin at multiples of their size, so {@code from} also tells a chunk's number. */
    private static int[] chunk(byte[] message, int from, int to, int rootFlag) {
        int[] chaining = IV;
        int start = from;
        do {
            int length = Math.min(BLOCK, to - start);
            boolean last = start + length == to;
            int flags = (start == from ? CHUNK_START : 0) | (last ? CHUNK_END | rootFlag : 0);
            chaining = compress(chaining, words(message, start, length), from / CHUNK, length, flags);
            start += BLOCK;
        } while (start < to);
        return chaining;
    }

    private static int[] words(byte[] message, int from, int length) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.put(message, from, length).rewind();
        int[] words = new int[16];
        block.asIntBuffer().get(words);
        return words;
    }

    private static int[] compress(int[] chaining, int[] block, int counter, int length, int flags) {
        int[] v = Arrays.copyOf(chaining, 16);
        System.arraycopy(IV, 0, v, 8, 4);
        v[12] = counter;
        v[13] = 0;
        v[14] = length;
        v[15] = flags;
        int[] m = block;
        for (int round = 0; round < 7; round++) {
            mix(v, 0, 4, 8, 12, m[0], m[1]);
            mix(v, 1, 5, 9, 13, m[2], m[3]);
            mix(v, 2, 6, 10, 14, m[4], m[5]);
            mix(v, 3, 7, 11, 15, m[6], m[7]);
            mix(v, 0, 5, 10, 15, m[8], m[9]);
            mix(v, 1, 6, 11, 12, m[10], m[11]);
            mix(v, 2, 7, 8, 13, m[12], m[13]);
            mix(v, 3, 4, 9, 14, m[14], m[15]);
            m = permute(m);
        }
        int[] out = new int[8];
        for (int i = 0; i < 8; i++) {
            out[i] = v[i] ^ v[i + 8];
        }
        return out;
    }

    private static void mix(int[] v, int a, int b, int c, int d, int x, int y) {
        v[a] += v[b] + x;
        v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + y;
        v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
    }

    private static int[] permute(int[] block) {
        int[] out = new int[16];
        for (int i = 0; i < 16; i++) {
            out[i] = block[PERMUTATION[i]];
        }
        return out;
    }
}
