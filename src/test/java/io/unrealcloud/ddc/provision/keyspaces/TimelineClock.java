package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The operator's clock on the emulator's time. */
final class TimelineClock extends Clock {

    private final Timeline timeline;

    TimelineClock(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Instant instant() {
        return timeline.now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
