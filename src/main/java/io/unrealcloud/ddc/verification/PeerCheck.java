package io.unrealcloud.ddc.verification;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Reads through this site's pods what other sites' verifications wrote. Only slots that are over are read: a key read
 * before it is written anew would stay in a pod's memory with its old value.
 */
final class PeerCheck {
    private static final int SLOTS_BACK = 3;

    private final Target target;
    private final DdcApi api;

    PeerCheck(Target target, DdcApi api) {
        this.target = target;
        this.api = api;
    }

    private enum Found {
        YES,
        NO,
        UNREACHABLE
    }

    /** The condition {@code CrossRegionVerified}; absent without other sites. */
    Optional<Verdict> run(Instant now) {
        if (target.peers().isEmpty()) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        for (String peer : new TreeSet<>(target.peers())) {
            switch (find(peer, Ring.ANNOUNCEMENTS.slotAt(now))) {
                case YES -> {}
                case NO -> missing.add(peer);
                case UNREACHABLE -> {
                    return Optional.of(new Outcome.Unreachable("while reading what " + peer + " wrote").verdict());
                }
            }
        }
        String sites = String.join(", ", new TreeSet<>(target.peers()));
        return Optional.of(
                missing.isEmpty()
                        ? Verdict.yes(Reason.Verified, "Refs written at " + sites + " were read here.")
                        : Verdict.no(
                                Reason.PeerNotReadable,
                                "Nothing that " + String.join(", ", missing) + " wrote in the last "
                                        + Ring.ANNOUNCEMENTS.slot().toMinutes() * SLOTS_BACK
                                        + " minutes can be read here. If Verified is True there, check the keyspace's"
                                        + " replication, and that the pods reach the other site's internal Service."));
    }

    private Found find(String peer, long current) {
        List<Long> slots = LongStream.rangeClosed(1, SLOTS_BACK)
                .mapToObj(back -> current - back)
                .toList();
        boolean answered = false;
        for (long slot : slots) {
            String key = Ring.ANNOUNCEMENTS.key(peer, slot, "");
            for (Pod pod : target.pods()) {
                Reply reply = api.getRaw(pod, key);
                answered |= reply instanceof Reply.Answered;
                if (reply instanceof Reply.Answered answer && isNote(answer, peer, slot)) {
                    return Found.YES;
                }
            }
        }
        return answered ? Found.NO : Found.UNREACHABLE;
    }

    private static boolean isNote(Reply.Answered answer, String peer, long slot) {
        return answer.ok()
                && Note.read(answer.body())
                        .filter(note -> note.site().equals(peer) && note.slot() == slot)
                        .isPresent();
    }
}
