package io.unrealcloud.ddc.provision.scylla.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What ScyllaDB's machine image reads at its first boot (scylla-machine-image: user data). Nothing in it is secret:
 * every process on the machine can read it.
 *
 * @param seeds addresses of members for first contact; empty for the node that begins a cluster, which the image
 *     then makes its own seed
 * @param rack of the node
 * @param replaces host id of the dead member the node stands in for
 * @param ignored host ids of further dead members the others do not wait for
 * @param maintenanceSocket whether the node has a socket that lets its own root in without a login
 */
record UserData(
        String clusterName,
        List<String> seeds,
        String datacenter,
        String rack,
        Optional<String> replaces,
        List<String> ignored,
        boolean maintenanceSocket) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the snitch reads data centre and rack. */
    private static final String RACKDC = "/etc/scylla/cassandra-rackdc.properties";

    UserData {
        seeds = List.copyOf(seeds);
        ignored = List.copyOf(ignored);
    }

    /** JSON in the same bytes for the same values: a launch is asked for again word by word. */
    String text() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode scylla = root.putObject("scylla_yaml");
        scylla.put("cluster_name", clusterName);
        if (!seeds.isEmpty()) {
            ObjectNode provider = scylla.putArray("seed_provider").addObject();
            provider.put("class_name", "org.apache.cassandra.locator.SimpleSeedProvider");
            provider.putArray("parameters").addObject().put("seeds", String.join(",", seeds));
        }
        scylla.put("endpoint_snitch", "GossipingPropertyFileSnitch");
        scylla.put("authenticator", "PasswordAuthenticator");
        scylla.put("authorizer", "CassandraAuthorizer");
        replaces.ifPresent(host -> scylla.put("replace_node_first_boot", host));
        if (!ignored.isEmpty()) {
            scylla.put("ignore_dead_nodes_for_replace", String.join(",", ignored));
        }
        if (maintenanceSocket) {
            scylla.put("maintenance_socket", "workdir");
        }
        root.put("start_scylla_on_first_boot", true);
        root.put(
                "post_configuration_script",
                Base64.getEncoder().encodeToString(rackScript().getBytes(StandardCharsets.UTF_8)));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Data centre and rack are written whatever the image would write, for they can never change. */
    private String rackScript() {
        return ShellScript.bash()
                .commandTo(RACKDC, "printf", "dc=%s\\nrack=%s\\n", datacenter, rack)
                .text();
    }
}
