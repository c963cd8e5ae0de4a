package io.unrealcloud.ddc.reconcile;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaFixture;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaVersion;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ScyllaDB of one node that a studio has already, with a login for DDC; on the port every ScyllaDB has. */
final class ExistingScylla implements AutoCloseable {

    static final String USER = "ddc";
    static final String PASSWORD = "the studio's own";

    private final ScyllaFixture fixture = new ScyllaFixture();
    private final ScyllaFront front;
    private final CqlSession superuser;

    ExistingScylla() throws IOException {
        long pid = ProcessHandle.current().pid();
        // Of this JVM alone, and not that of DatabaseOnScyllaTest.
        String address = "127.%d.%d.%d".formatted(192 + pid / 62_500 % 60, 1 + pid / 250 % 250, 1 + pid % 250);
        front = ScyllaFront.start(
                new InetSocketAddress(address, ScyllaBackend.PORT),
                Dialect.of(ScyllaVersion.of("2025.1.4")),
                SharedCassandra.get().contactPoint(),
                Optional.of(new Role("cassandra", true, true, Set.of(), Optional.of(PasswordHash.of("cassandra")))));
        superuser = fixture.anonymous(front.listenForMaintenance(new InetSocketAddress(address, 0)));
        superuser.execute(
                "CREATE ROLE %s WITH PASSWORD = '%s' AND LOGIN = true".formatted(USER, PASSWORD.replace("'", "''")));
        // All that is asked for where the keyspaces are not there yet.
        superuser.execute("GRANT CREATE ON ALL KEYSPACES TO " + USER);
    }

    /** Puts address, data centre and number of nodes in place of the example's. */
    void nameIn(ObjectNode object) {
        ObjectNode scylla = (ObjectNode) object.at("/spec/database/scylla");
        ((ObjectNode) scylla.get("currentRegion"))
                .put("datacenterName", fixture.dataCenter())
                .put("replicationFactor", 1);
        ((ObjectNode) scylla.get("existing"))
                .putArray("contactPoints")
                .add(front.address().getHostString());
    }

    @Override
    public void close() throws IOException {
        for (String keyspace : List.of("jupiter", "jupiter_local_ddc_us_east_1")) {
            superuser.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        }
        superuser.execute("DROP ROLE IF EXISTS " + USER);
        fixture.close();
        front.close();
    }
}
