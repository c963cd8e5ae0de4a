package io.unrealcloud.ddc.verification;

import io.unrealcloud.ddc.verification.Failures.Ended;
import io.unrealcloud.ddc.verification.Outcome.ContentIds;
import io.unrealcloud.ddc.verification.Outcome.NotStored;
import io.unrealcloud.ddc.verification.Outcome.Proof;
import io.unrealcloud.ddc.verification.Outcome.WrongAnswer;
import io.unrealcloud.ddc.verification.Reply.Answered;
import io.unrealcloud.ddc.verification.Reply.Silence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One attempt: write through one pod, read through another, look into the database. */
final class Check {
    /** DDC's own inlining limit where it was given none. */
    private static final int CLASS_DEFAULT_INLINE_LIMIT = 32 * 1024;

    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Target target;
    private final DdcApi api;
    private final InstantSource clock;
    private final Note note;
    private final String part;
    private final Timings.Recorder timings;
    private final List<String> silent = new ArrayList<>();

    Check(Target target, DdcApi api, InstantSource clock, Note note, String part, Timings.Recorder timings) {
        this.target = target;
        this.api = api;
        this.clock = clock;
        this.note = note;
        this.part = part;
        this.timings = timings;
    }

    private record Said(Pod pod, Answered answer) {}

    Outcome run(Depth depth) {
        try {
            return verify(depth);
        } catch (Ended e) {
            return e.outcome();
        }
    }

    private Outcome verify(Depth depth) {
        List<Pod> pods = new ArrayList<>(target.pods());
        Collections.rotate(pods, -Math.floorMod(note.slot(), pods.size()));
        byte[] small = note.bytes();
        byte[] large = large();
        String smallKey = key("small");
        String largeKey = key("large");

        Pod writer = accepted(pods, "the PUT of a ref", pod -> timings.put(api.putRaw(pod, smallKey, small)));
        accepted(List.of(writer), "the PUT of a large ref", pod -> timings.put(api.putObject(pod, largeKey, large)));
        List<Pod> readers = new ArrayList<>(pods);
        readers.remove(writer);
        readers.add(writer);

        Said read = anyOf(readers, pod -> timings.get(api.getRaw(pod, smallKey)));
        same(writer, read, small, IoHash.of(CompactBinary.wrapping(small)), "ref");
        Pod reader = read.pod();
        same(
                writer,
                anyOf(List.of(reader), pod -> timings.get(api.getObject(pod, largeKey))),
                large,
                IoHash.of(large),
                "large ref");
        ContentIds contents =
                switch (depth) {
                    case ROUTINE -> ContentIds.NOT_ASKED;
                    case ROLLOUT -> contentIds(writer, reader);
                };
        boolean otherPod = !reader.equals(writer);
        Optional<String> unread = rows(depth, smallKey, small, largeKey, large);
        if (unread.isEmpty()) {
            return new Outcome.Verified(otherPod ? Proof.OTHER_POD_AND_ROWS : Proof.ROWS, contents);
        }
        return otherPod ? new Outcome.Verified(Proof.OTHER_POD, contents) : new Outcome.Unproven(unread.get());
    }

    private String key(String what) {
        return Ring.CHECKS.key(target.site(), note.slot(), what + part);
    }

    /** Above every inlining limit, and different each time. */
    private byte[] large() {
        byte[] filling = new byte[Math.max(target.inlineLimit(), CLASS_DEFAULT_INLINE_LIMIT) + 1];
        Arrays.fill(filling, (byte) '.');
        return new CompactBinary()
                .string("Site", note.site())
                .integer("Slot", note.slot())
                .string("Nonce", note.nonce())
                .binary("Filling", filling)
                .bytes();
    }

    /** The first pod that answers, which must accept. */
    private Pod accepted(List<Pod> pods, String action, Function<Pod, Reply> call) {
        Said said = anyOf(pods, call);
        if (!said.answer().ok()) {
            throw new Ended(Failures.of(said.pod(), said.answer(), action));
        }
        if (!Needs.none(said.answer().body())) {
            throw new Ended(new NotStored(
                    "Pod " + said.pod().name() + " took " + action.replace("the PUT of ", "") + " and misses its blob",
                    "DDC's pods keep blobs apart or lose them: check UnrealCloudDDC__StorageImplementations and the"
                            + " role's rights to the bucket."));
        }
        return said.pod();
    }

    private Said anyOf(List<Pod> pods, Function<Pod, Reply> call) {
        for (Pod pod : pods) {
            switch (call.apply(pod)) {
                case Answered answer -> {
                    return new Said(pod, answer);
                }
                case Silence silence -> silent.add(pod.name() + ": " + silence.what());
            }
        }
        throw new Ended(new Outcome.Unreachable(String.join(", ", silent)));
    }

    private static void same(Pod writer, Said said, byte[] content, IoHash object, String what) {
        Answered answer = said.answer();
        if (answer.status() == 404) {
            throw new Ended(new NotStored(
                    "A " + what + " written through pod " + writer.name() + " is not known to pod "
                            + said.pod().name(),
                    "DDC's pods do not share their stores: check that the settings UnrealCloudDDC__*Implementation and"
                            + " S3__* reached the pods, and restart the Deployment."));
        }
        if (!answer.ok()) {
            throw new Ended(Failures.of(said.pod(), answer, "the GET of a " + what));
        }
        if (!Arrays.equals(answer.body(), content)) {
            throw new Ended(new WrongAnswer(said.pod().name(), "other bytes than were put as a " + what));
        }
        if (answer.ioHash()
                .map(hash -> !hash.equalsIgnoreCase(object.toString()))
                .orElse(true)) {
            throw new Ended(new WrongAnswer(
                    said.pod().name(), "the right bytes of a " + what + " with a wrong X-Jupiter-IoHash"));
        }
    }

    /** Not the bytes of the small ref, which DDC has as a blob: it would find them without a content id. */
    private byte[] content() {
        return new CompactBinary()
                .string("Content", "verification")
                .string("Site", note.site())
                .string("Nonce", note.nonce())
                .bytes();
    }

    /** A buffer DDC does not accept says more about us than about DDC, so that is no failure. */
    private ContentIds contentIds(Pod writer, Pod reader) {
        byte[] content = content();
        byte[] buffer = CompressedBuffer.uncompressed(content);
        IoHash id = IoHash.of(content);
        Answered put = anyOf(List.of(writer), pod -> timings.put(api.putContent(pod, id, buffer)))
                .answer();
        if (!put.ok()) {
            if (put.status() >= 500 || put.status() == 401 || put.status() == 403) {
                throw new Ended(Failures.of(writer, put, "the PUT of a compressed blob"));
            }
            return ContentIds.NOT_UNDERSTOOD;
        }
        Said said = anyOf(List.of(reader), pod -> timings.get(api.getContent(pod, id)));
        if (said.answer().status() == 404) {
            throw new Ended(new NotStored(
                    "A content written through pod " + writer.name() + " is not known to pod " + reader.name(),
                    "Check that the setting UnrealCloudDDC__ContentIdStoreImplementation reached the pods, and restart"
                            + " the Deployment."));
        }
        if (!said.answer().ok()) {
            throw new Ended(Failures.of(reader, said.answer(), "the GET of a compressed blob"));
        }
        if (!Arrays.equals(said.answer().body(), buffer)) {
            throw new Ended(new WrongAnswer(reader.name(), "other bytes than were put as a compressed blob"));
        }
        return ContentIds.RESOLVED;
    }

    /** Why the database could not be looked at, if it could not. */
    private Optional<String> rows(Depth depth, String smallKey, byte[] small, String largeKey, byte[] large) {
        if (target.rows().isEmpty()) {
            return Optional.of("the operator has no way to it");
        }
        try (DatabaseRows rows = target.rows().get().get()) {
            inDatabase(rows, smallKey, IoHash.of(CompactBinary.wrapping(small)));
            inDatabase(rows, largeKey, IoHash.of(large));
            switch (depth) {
                case ROUTINE -> {}
                case ROLLOUT -> indexes(rows, smallKey, IoHash.of(small));
            }
            return Optional.empty();
        } catch (RowsUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void inDatabase(DatabaseRows rows, String key, IoHash object) {
        if (!rows.payloadOf(target.namespace(), DdcApi.BUCKET, key).equals(Optional.of(object))) {
            throw new Ended(new NotStored(
                    "DDC gives back a ref whose row is not in the table objects",
                    "DDC keeps refs in memory or in another database: check that"
                            + " UnrealCloudDDC__ReferencesDbImplementation and Scylla__ConnectionString reached the pods,"
                            + " and restart the Deployment."));
        }
    }

    private void indexes(DatabaseRows rows, String key, IoHash blob) {
        if (!rows.sitesOf(target.namespace(), blob).contains(target.site())) {
            throw new Ended(new NotStored(
                    "A blob is not in the table blob_index_v2 for site " + target.site(),
                    "Check that UnrealCloudDDC__BlobIndexImplementation and Jupiter__CurrentSite reached the pods, and"
                            + " restart the Deployment."));
        }
        // The pod's clock may be behind ours.
        boolean logged = rows.logged(
                target.namespace(), DdcApi.BUCKET, key, clock.instant().minus(CLOCKS_APART));
        if (!logged) {
            throw new Ended(new NotStored(
                    "A ref left no row in the table replication_log",
                    "Check that UnrealCloudDDC__ReplicationLogWriterImplementation and Scylla__LocalKeyspaceSuffix"
                            + " reached the pods, and restart the Deployment."));
        }
    }
}
