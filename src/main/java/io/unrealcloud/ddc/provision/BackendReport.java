package io.unrealcloud.ddc.provision;

import io.unrealcloud.ddc.model.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a provisioner tells about a backend after a pass, in the same shape for every backend.
 *
 * @param ready whether the database is there
 * @param schemaValid whether its tables are the ones DDC expects
 * @param progressing whether something is under way
 * @param degraded whether something needs attention
 * @param provisioned what has once been there in full, so that what of it is missing was lost
 * @param nodes the backend's machines; empty where it has none of ours to count
 */
public record BackendReport(
        Verdict ready,
        Verdict schemaValid,
        Verdict progressing,
        Verdict degraded,
        List<Keyspace> keyspaces,
        int tablesReady,
        int tablesTotal,
        Optional<String> provisioned,
        Optional<Nodes> nodes) {

    public BackendReport {
        keyspaces = List.copyOf(keyspaces);
    }

    /** How many machines serve, and how many there shall be. */
    public record Nodes(int ready, int total) {}

    /** @param kind {@code replicated}, {@code local} or {@code global} */
    public record Keyspace(String name, Kind kind, String status, List<Replica> replicas) {
        public Keyspace {
            replicas = List.copyOf(replicas);
        }
    }

    /** What a keyspace is for. */
    public enum Kind {
        REPLICATED,
        LOCAL,
        GLOBAL
    }

    /** @param progress how far copying is, as the service words it */
    public record Replica(String region, String status, Optional<String> progress) {}
}
