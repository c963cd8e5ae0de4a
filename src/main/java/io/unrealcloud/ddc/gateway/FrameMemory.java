package io.unrealcloud.ddc.gateway;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The memory all clients together may hold in large frames that have not fully arrived. A connection for which
 * none is left is not read from until another frame is complete, so that many large frames slow each other down
 * instead of exhausting the process. One frame is always admitted.
 */
final class FrameMemory {
    /** Frames up to this size, in bytes, are not counted: connections are bounded. */
    static final int SMALL = 64 * 1024;

    private final long budget;
    private final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>();
    private long used;

    FrameMemory(long budget) {
        this.budget = budget;
    }

    /** Reserves for a frame of this length and returns the length, or pauses the connection and returns 0. */
    synchronized int reserve(ChannelHandlerContext context, int length) {
        if (used > 0 && used + length > budget) {
            if (!waiting.contains(context)) {
                waiting.add(context);
            }
            Reading.pause(context.channel(), Reading.MEMORY);
            return 0;
        }
        used += length;
        return length;
    }

    void release(int length) {
        if (length == 0) {
            return;
        }
        ChannelHandlerContext next;
        synchronized (this) {
            used -= length;
            next = waiting.poll();
        }
        if (next != null) {
            // The reservation is tried again when more of the frame arrives.
            next.executor().execute(() -> Reading.resume(next.channel(), Reading.MEMORY));
        }
    }

    synchronized void forget(ChannelHandlerContext context) {
        waiting.remove(context);
    }
}
