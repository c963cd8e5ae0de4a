package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.provision.scylla.database.ScyllaDatabaseProvisioner;
import io.unrealcloud.ddc.provision.scylla.nodes.CqlNodeProbe;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesProvisioner;
import java.time.Clock;
import java.util.concurrent.Executor;

/** The two that bring ScyllaDB to the model: its nodes, and what is in them. */
public record ScyllaProvisioners(NodesProvisioner nodes, ScyllaDatabaseProvisioner databases) implements AutoCloseable {

    /**
     * Nodes are asked with the logins the databases know.
     *
     * @param executor runs single calls; its size bounds how many are under way for all resources together
     */
    public static ScyllaProvisioners over(AwsPorts aws, Executor executor, Clock clock) {
        ScyllaDatabaseProvisioner databases = new ScyllaDatabaseProvisioner(aws::secrets, clock);
        CqlNodeProbe probe = new CqlNodeProbe(owner -> databases.logins(owner.uid()));
        return new ScyllaProvisioners(new NodesProvisioner(aws, probe, executor, clock), databases);
    }

    @Override
    public void close() {
        databases.close();
    }
}
