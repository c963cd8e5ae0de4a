package io.unrealcloud.ddc.sandbox.ddc.database;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Even parts of the Murmur3 ring, both ends included: DDC reads big tables part by part. */
record Ranges(long from, long to) {
    static List<Ranges> of(int parts) {
        BigInteger first = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger all = BigInteger.ONE.shiftLeft(64);
        List<Ranges> ranges = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            BigInteger from = first.add(all.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)));
            BigInteger next = first.add(all.multiply(BigInteger.valueOf(i + 1L)).divide(BigInteger.valueOf(parts)));
            ranges.add(new Ranges(
                    from.longValueExact(), next.subtract(BigInteger.ONE).longValueExact()));
        }
        return ranges;
    }
}
