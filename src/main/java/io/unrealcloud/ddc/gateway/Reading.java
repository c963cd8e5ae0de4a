package io.unrealcloud.ddc.gateway;

import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;

/** Pauses reading from a channel for one or more reasons; it is read again when none is left. */
final class Reading {
    /** The other side takes nothing at the moment. */
    static final int OTHER_SIDE = 1;
    /** The client does not take its answers. */
    static final int ANSWERS = 2;
    /** No memory for another large frame. */
    static final int MEMORY = 4;
    /** The login to the database is under way. */
    static final int LOGIN = 8;

    private static final AttributeKey<Integer> REASONS = AttributeKey.valueOf(Reading.class, "reasons");

    private Reading() {}

    static void pause(Channel channel, int reason) {
        set(channel, reasons(channel) | reason);
    }

    static void resume(Channel channel, int reason) {
        set(channel, reasons(channel) & ~reason);
    }

    private static int reasons(Channel channel) {
        Integer reasons = channel.attr(REASONS).get();
        return reasons == null ? 0 : reasons;
    }

    private static void set(Channel channel, int reasons) {
        Attribute<Integer> attribute = channel.attr(REASONS);
        attribute.set(reasons);
        channel.config().setAutoRead(reasons == 0);
    }
}
