package io.unrealcloud.ddc.provision.scylla;

import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesReport;
import java.util.Optional;

/** Nodes and what is in them, told as one database. Pure. */
public final class ScyllaReport {

    private ScyllaReport() {}

    /** Nodes come first: without them nothing that is in them can be had. */
    public static BackendReport of(NodesReport nodes, BackendReport inside) {
        return new BackendReport(
                nodes.ready().isYes() ? inside.ready() : nodes.ready(),
                inside.schemaValid(),
                firstYes(nodes.progressing(), inside.progressing()),
                firstYes(nodes.degraded(), inside.degraded()),
                inside.keyspaces(),
                inside.tablesReady(),
                inside.tablesTotal(),
                inside.provisioned(),
                Optional.of(nodes.nodes()));
    }

    private static Verdict firstYes(Verdict one, Verdict other) {
        return one.isYes() ? one : other;
    }
}
