package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.provision.scylla.NodeCommands.Progress;
import io.unrealcloud.ddc.provision.scylla.ReplicationDocument;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Runs the replication document on the first node that is up. What is known of a run is lost with the operator; the
 * document brings factors to given values, so a second run of the same change finds nothing left to do.
 */
final class SsmReplicationDocument implements ReplicationDocument {

    /** After what time a run that Systems Manager never heard of is begun anew. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private static final int OUTPUT = 300;

    private final SsmPort ssm;
    private final DesiredNodes desired;
    private final Clock clock;
    private final Map<String, Run> runs;

    /** @param runs of this resource, by what they change; kept between passes */
    SsmReplicationDocument(SsmPort ssm, DesiredNodes desired, Clock clock, Map<String, Run> runs) {
        this.ssm = ssm;
        this.desired = desired;
        this.clock = clock;
        this.runs = runs;
    }

    static Map<String, Run> noRuns() {
        return new ConcurrentHashMap<>();
    }

    /** @param command its id in Systems Manager */
    record Run(String command, String instance, Instant sentAt) {}

    @Override
    public Progress run(ScyllaCluster cluster, String keyspace, SortedMap<String, Integer> factors) {
        String wanted = factors.entrySet().stream()
                .map(factor -> factor.getKey() + "=" + factor.getValue())
                .collect(Collectors.joining(","));
        String key = keyspace + " " + wanted;
        Optional<Node> node = cluster.nodes().stream()
                .filter(one -> one.up() && one.instance().isPresent())
                .findFirst();
        if (node.isEmpty()) {
            return new Progress.Running("no node is up to run the document on");
        }
        Run run = runs.get(key);
        return run == null ? begin(key, node.get(), keyspace, wanted) : told(key, run);
    }

    private Progress begin(String key, Node node, String keyspace, String factors) {
        String instance = node.instance().orElseThrow();
        try {
            String command = ssm.runDocument(
                    instance,
                    NodeNames.document(desired.owner()),
                    "replication of " + keyspace,
                    Map.of(
                            "region", desired.region(),
                            "secret", FixDocument.secret(desired.owner()),
                            "address", node.address(),
                            "keyspace", keyspace,
                            "factors", factors));
            runs.put(key, new Run(command, instance, clock.instant()));
            return new Progress.Running("command %s was sent to %s".formatted(command, instance));
        } catch (AwsException failure) {
            if (failure.error() == AwsError.INVALID_REQUEST) {
                return new Progress.Running("the Systems Manager agent of %s is not online".formatted(instance));
            }
            throw failure;
        }
    }

    private Progress told(String key, Run run) {
        Optional<Invocation> told = ssm.invocation(run.command(), run.instance());
        if (told.isEmpty()) {
            if (run.sentAt().plus(LOST).isBefore(clock.instant())) {
                runs.remove(key);
            }
            return new Progress.Running("command %s is not known yet".formatted(run.command()));
        }
        return switch (told.get().state()) {
            case RUNNING ->
                new Progress.Running(
                        "command %s: %s".formatted(run.command(), told.get().detail()));
            case SUCCEEDED -> {
                runs.remove(key);
                yield new Progress.Done(told.get().output());
            }
            case FAILED -> {
                runs.remove(key);
                yield new Progress.Failed("command %s: %s. %s It is run again."
                        .formatted(
                                run.command(),
                                told.get().detail(),
                                end(told.get().output() + "\n" + told.get().errors())));
            }
        };
    }

    private static String end(String text) {
        String plain = text.strip();
        return plain.length() > OUTPUT ? "…" + plain.substring(plain.length() - OUTPUT) : plain;
    }
}
