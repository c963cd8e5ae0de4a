package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commands on nodes by Systems Manager. What takes long is a systemd unit on the node, and Systems Manager only asks it
 * how it stands, in commands of a second: nothing is lost if a command's id is, for the next one asks the same. So ids
 * are kept in memory only. Calls to AWS throw {@link AwsException}.
 */
final class SsmNodeCommands implements NodeCommands {

    /** How long an agent may take to come up after its instance. */
    private static final Duration AGENT = Duration.ofMinutes(15);

    /** How long a command that only asks may run. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** After what time a command whose end never shows is given up. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int COMMENT = 100;

    private final SsmPort ssm;
    private final Clock clock;
    private final Map<String, Talk> talks = new ConcurrentHashMap<>();

    SsmNodeCommands(SsmPort ssm, Clock clock) {
        this.ssm = ssm;
        this.clock = clock;
    }

    /**
     * What is going on about one command on one instance.
     *
     * @param command id of the command that asks; empty between two of them
     * @param askedAt when the last one was sent
     * @param since when all this began
     * @param last what was told last
     */
    private record Talk(Optional<String> command, Instant askedAt, Instant since, Progress last) {}

    @Override
    public Progress run(Node node, NodeCommand command) {
        String instance = node.instance().orElse("");
        if (instance.isEmpty()) {
            return new Progress.Failed(
                    "%s cannot be run on %s, which is no instance of the operator's. Run it there yourself."
                            .formatted(command.unit(), node.address()));
        }
        String key = NodesRunner.key(instance, command);
        Instant now = clock.instant();
        Talk talk = talks.computeIfAbsent(
                key,
                ignored -> new Talk(
                        Optional.empty(),
                        Instant.MIN,
                        now,
                        new Progress.Running(
                                "%s is about to begin on node %d.".formatted(command.unit(), node.ordinal()))));
        Talk next = talk.command().isPresent()
                ? listen(talk, instance, node, command, now)
                : due(talk, now) ? ask(talk, instance, node, command, now) : talk;
        talks.put(key, next);
        return next.last();
    }

    /** What ended well is not asked again; the rest after a tenth of the time it has taken. */
    private static boolean due(Talk talk, Instant now) {
        if (talk.last() instanceof Progress.Done) {
            return false;
        }
        if (talk.askedAt().equals(Instant.MIN)) {
            return true;
        }
        Duration pause = Duration.between(talk.since(), now).dividedBy(10);
        Duration bounded = pause.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return !talk.askedAt().plus(bounded).isAfter(now);
    }

    private Talk ask(Talk talk, String instance, Node node, NodeCommand command, Instant now) {
        if (talk.askedAt().equals(Instant.MIN) && !ssm.online(instance)) {
            return offline(talk, instance, node, command, now);
        }
        String comment = command.unit();
        try {
            String id = ssm.runShell(
                    instance,
                    comment.length() > COMMENT ? comment.substring(0, COMMENT) : comment,
                    NodeScripts.startOrTell(command).lines(),
                    LIMIT);
            return new Talk(Optional.of(id), now, talk.since(), talk.last());
        } catch (AwsException failure) {
            if (failure.error() == AwsError.INVALID_REQUEST) {
                return offline(talk, instance, node, command, now);
            }
            throw failure;
        }
    }

    private Talk offline(Talk talk, String instance, Node node, NodeCommand command, Instant now) {
        boolean late = talk.since().plus(AGENT).isBefore(now);
        return new Talk(
                Optional.empty(),
                Instant.MIN,
                talk.since(),
                late
                        ? new Progress.Failed(
                                ("%s waits for the Systems Manager agent of node %d (%s), which has not been online"
                                                + " for %d minutes. See that its subnet reaches Systems Manager (NAT or the VPC"
                                                + " endpoints ssm, ssmmessages and ec2messages) and that the agent runs: systemctl"
                                                + " status amazon-ssm-agent")
                                        .formatted(command.unit(), node.ordinal(), instance, AGENT.toMinutes()))
                        : new Progress.Running("%s waits for the Systems Manager agent of node %d."
                                .formatted(command.unit(), node.ordinal())));
    }

    private Talk listen(Talk talk, String instance, Node node, NodeCommand command, Instant now) {
        Optional<Invocation> told = ssm.invocation(talk.command().orElseThrow(), instance);
        if (told.isEmpty() || told.get().state() == Invocation.State.RUNNING) {
            // Just sent, or the agent is slow; what is never heard of again is sent again.
            return talk.askedAt().plus(LOST).isAfter(now)
                    ? talk
                    : new Talk(Optional.empty(), talk.askedAt(), talk.since(), talk.last());
        }
        return new Talk(Optional.empty(), talk.askedAt(), talk.since(), progress(told.get(), instance, node, command));
    }

    private static Progress progress(Invocation told, String instance, Node node, NodeCommand command) {
        String output = told.output().strip();
        int mark = output.lastIndexOf(NodeScripts.MARK);
        if (told.state() == Invocation.State.FAILED || mark < 0) {
            return new Progress.Failed("%s could not be begun on node %d (%s): %s. It is tried again."
                    .formatted(
                            command.unit(),
                            node.ordinal(),
                            instance,
                            words(told.detail() + " " + told.errors() + " " + output)));
        }
        String end = output.substring(mark + NodeScripts.MARK.length()).strip();
        String before = output.substring(0, mark).strip();
        return switch (end) {
            case "running" ->
                new Progress.Running("%s runs on node %d%s"
                        .formatted(command.unit(), node.ordinal(), before.isEmpty() ? "." : ": " + words(before)));
            case "ended 0" -> new Progress.Done(before);
            default ->
                new Progress.Failed(
                        ("%s on node %d ended with exit code %s: %s. It is tried again after %d minutes; all of its"
                                        + " output is on the node (%s) in /var/lib/unreal-cloud-ddc/%s/output")
                                .formatted(
                                        command.unit(),
                                        node.ordinal(),
                                        end.replace("ended ", ""),
                                        words(before),
                                        NodeScripts.RETRY_MINUTES,
                                        instance,
                                        command.unit()));
        };
    }

    /** The end of an output, in one line. */
    private static String words(String output) {
        String line = output.strip().replaceAll("\\s+", " ");
        return line.length() > 300 ? "… " + line.substring(line.length() - 300) : line;
    }
}
