package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.provision.scylla.nodes.CqlConnection.Refused;
import io.unrealcloud.ddc.provision.scylla.nodes.CqlConnection.Row;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Asks a node's own tables over one short CQL connection, with each login in turn until one is accepted. A driver's
 * session would ask all nodes, and at many times the cost.
 */
public final class CqlNodeProbe implements NodeProbe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What a fresh cluster lets in, on versions that have it (ScyllaDB documentation: authentication). */
    private static final CqlLogin.Password FRESH = new CqlLogin.Password("cassandra", "cassandra");

    private static final String LOCAL =
            "SELECT host_id, cluster_name, data_center, rack, release_version, schema_version, bootstrapped FROM"
                    + " system.local";
    private static final String PEERS = "SELECT peer, host_id, data_center, rack, schema_version FROM system.peers";

    private final Function<Owner, List<CqlLogin.Password>> logins;
    private final int port;

    /** @param logins those of the operator in a resource's cluster, the likeliest first; without the default one */
    public CqlNodeProbe(Function<Owner, List<CqlLogin.Password>> logins) {
        this(logins, ScyllaBackend.PORT);
    }

    CqlNodeProbe(Function<Owner, List<CqlLogin.Password>> logins, int port) {
        this.logins = logins;
        this.port = port;
    }

    @Override
    public Answer ask(Owner owner, String address) {
        List<CqlLogin.Password> keys = new ArrayList<>(logins.apply(owner));
        keys.add(FRESH);
        String refusal = "";
        for (CqlLogin.Password key : keys) {
            try (CqlConnection connection = CqlConnection.open(address, port, key, LIMIT)) {
                return new Answer.Told(info(connection, address));
            } catch (Refused refused) {
                refusal = refused.getMessage();
            } catch (IOException | RuntimeException failed) {
                return new Answer.Silent(
                        failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
            }
        }
        return new Answer.Closed("it speaks CQL and accepts no login yet: " + refusal);
    }

    private static NodeInfo info(CqlConnection connection, String address) throws IOException {
        List<Row> rows = connection.query(LOCAL);
        if (rows.isEmpty()) {
            throw new IOException("system.local is empty");
        }
        Row local = rows.getFirst();
        List<Member> ring = new ArrayList<>();
        ring.add(new Member(
                local.uuid("host_id"),
                address,
                local.text("data_center"),
                local.text("rack"),
                local.uuid("schema_version")));
        for (Row peer : connection.query(PEERS)) {
            // A row without a host id is what is left of a node that has gone.
            if (!peer.uuid("host_id").isEmpty()) {
                ring.add(new Member(
                        peer.uuid("host_id"),
                        peer.address("peer"),
                        peer.text("data_center"),
                        peer.text("rack"),
                        peer.uuid("schema_version")));
            }
        }
        return new NodeInfo(
                local.uuid("host_id"),
                local.text("cluster_name"),
                local.text("data_center"),
                local.text("rack"),
                local.text("release_version"),
                local.uuid("schema_version"),
                local.text("bootstrapped").equals("COMPLETED"),
                ring);
    }
}
