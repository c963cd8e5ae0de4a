package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What reads do not see yet: the API answers them from copies that trail a little behind. */
final class ReadLag {

    private final Knobs knobs;
    private final Timeline timeline;
    private final Map<String, Instant> changes = new ConcurrentHashMap<>();

    ReadLag(Knobs knobs, Timeline timeline) {
        this.knobs = knobs;
        this.timeline = timeline;
    }

    /** Notes that the resource was changed now; the lag holds from here. */
    void changed(String arn) {
        changes.put(arn, timeline.now());
    }

    /** Whether reads still show the resource as it was before its last change. */
    boolean holds(String arn, Delay lag) {
        Instant changed = changes.get(arn);
        return changed != null && timeline.now().isBefore(changed.plus(knobs.delay(lag)));
    }
}
