package io.unrealcloud.ddc.gateway;

import io.netty.buffer.ByteBuf;

/** A request that takes the gateway's own questions to the database to answer, one after the other. */
final class Conversation implements Streams.Awaiting {
    /** What to do with the next answer; the frame is released after the call. */
    interface Next {
        void answered(ByteBuf frame);
    }

    private Next next;

    Conversation(Next next) {
        this.next = next;
    }

    void then(Next step) {
        this.next = step;
    }

    void answered(ByteBuf frame) {
        next.answered(frame);
    }
}
