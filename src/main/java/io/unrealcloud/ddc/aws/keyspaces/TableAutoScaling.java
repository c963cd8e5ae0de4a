package io.unrealcloud.ddc.aws.keyspaces;

import java.util.Map;

/**
 * Auto scaling of a table as the service reports it.
 *
 * @param replicas by Region, where a Region has settings of its own; only the read side can differ
 */
public record TableAutoScaling(AutoScaling table, Map<String, AutoScaling> replicas) {
    public TableAutoScaling {
        replicas = Map.copyOf(replicas);
    }
}
