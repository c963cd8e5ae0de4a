package io.unrealcloud.ddc.gateway;

import java.util.Arrays;

/**
 * The requests of one client connection that await an answer from the database, by stream id. Grows with the
 * highest id used: drivers use the lowest free ones.
 */
final class Streams {
    /** Who gets the answer. */
    sealed interface Awaiting permits Plain, Conversation {}

    /** The client, as it comes. */
    enum Plain implements Awaiting {
        INSTANCE
    }

    private Awaiting[] awaiting = new Awaiting[64];
    private long[] since = new long[64];
    private int count;

    /** Whether no request with this id is under way. */
    boolean free(int stream) {
        return stream >= awaiting.length || awaiting[stream] == null;
    }

    void begin(int stream, Awaiting who, long now) {
        if (stream >= awaiting.length) {
            int size = Integer.highestOneBit(stream) << 1;
            awaiting = Arrays.copyOf(awaiting, size);
            since = Arrays.copyOf(since, size);
        }
        if (awaiting[stream] == null) {
            count++;
            since[stream] = now;
        }
        awaiting[stream] = who;
    }

    /** Null if nothing awaits on this id. */
    Awaiting get(int stream) {
        return stream >= 0 && stream < awaiting.length ? awaiting[stream] : null;
    }

    /** Ends a request and returns when it began, in the ticks of {@code begin}. */
    long end(int stream) {
        awaiting[stream] = null;
        count--;
        return since[stream];
    }

    int count() {
        return count;
    }
}
