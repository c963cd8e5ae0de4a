package io.unrealcloud.ddc.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a verification's requests took; a metric only. */
public record Timings(List<Duration> puts, List<Duration> gets) {
    public Timings {
        puts = List.copyOf(puts);
        gets = List.copyOf(gets);
    }

    static final class Recorder {
        private final List<Duration> puts = new ArrayList<>();
        private final List<Duration> gets = new ArrayList<>();

        Reply put(Reply reply) {
            return note(reply, puts);
        }

        Reply get(Reply reply) {
            return note(reply, gets);
        }

        private static Reply note(Reply reply, List<Duration> durations) {
            if (reply instanceof Reply.Answered answered) {
                durations.add(answered.took());
            }
            return reply;
        }

        Timings timings() {
            return new Timings(puts, gets);
        }
    }
}
