package io.unrealcloud.ddc.sandbox.cqlfront;

import io.unrealcloud.ddc.sandbox.cqlfront.login.Caller;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.Access;
import io.unrealcloud.ddc.sandbox.cqlfront.system.NodeView;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SchemaView;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What all connections of a front share.
 *
 * @param listeners the addresses it is bound to
 * @param slow runs what may block: changes of the schema
 */
record FrontContext(
        FrontSettings settings,
        List<InetAddress> listeners,
        FrontFaults faults,
        PreparedStatements prepared,
        EmptyPages emptyPages,
        Executor slow) {
    /** What requests of one logged-in connection work with. */
    record ForCaller(FrontContext front, Access access) {}

    ForCaller request(Caller caller, SocketAddress cameIn) {
        InetAddress here = ((InetSocketAddress) cameIn).getAddress();
        List<InetAddress> peers = new ArrayList<>(listeners);
        peers.remove(here);
        Scope scope = new Scope(caller.accountId(), settings.region());
        SystemTables tables = new SystemTables(
                new NodeView(settings.region(), here, peers, settings.partitioner()),
                new SchemaView(settings.catalog(), scope));
        return new ForCaller(this, new Access(caller, scope, settings.catalog(), settings.authorizer(), tables));
    }
}
