package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;
import java.util.Optional;

/**
 * One kind of change to a table. The service takes one kind per call, and the table must be {@code ACTIVE} again
 * before the next (Amazon Keyspaces API reference: UpdateTable).
 */
public sealed interface TableChange {
    record AddColumns(List<Column> columns) implements TableChange {
        public AddColumns {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Capacity mode and auto scaling, which the service takes together: a multi-Region table cannot go to
     * provisioned capacity without auto scaling. What is empty stays as it is.
     */
    record SetThroughput(Optional<Capacity> capacity, Optional<AutoScaling> autoScaling, List<ReplicaSettings> replicas)
            implements TableChange {
        public SetThroughput {
            replicas = List.copyOf(replicas);
            if (capacity.isEmpty() && autoScaling.isEmpty() && replicas.isEmpty()) {
                throw new IllegalArgumentException("A change of throughput that changes nothing.");
            }
        }

        public static SetThroughput capacity(Capacity capacity) {
            return new SetThroughput(Optional.of(capacity), Optional.empty(), List.of());
        }

        public static SetThroughput autoScaling(AutoScaling autoScaling) {
            return new SetThroughput(Optional.empty(), Optional.of(autoScaling), List.of());
        }
    }

    record SetEncryption(Encryption encryption) implements TableChange {}

    /** In a multi-Region keyspace for this Region's replica only: repeat it in each Region. */
    record SetPointInTimeRecovery(boolean enabled) implements TableChange {}

    /** One way. Not possible on a multi-Region table, where it is set at creation. */
    record EnableTimeToLive() implements TableChange {}

    /** @param seconds 0 is never */
    record SetDefaultTimeToLive(int seconds) implements TableChange {}

    /** One way. */
    record EnableClientSideTimestamps() implements TableChange {}

    /** Raising it is charged once. */
    record SetWarmThroughput(WarmThroughput throughput) implements TableChange {}
}
