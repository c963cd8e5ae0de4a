package io.unrealcloud.ddc.sandbox.scylla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code scylla.yaml} of one node: what the image writes, and what the node reads when it starts. */
final class ScyllaYaml {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Those that mean something here, and those that may be there and change nothing one could see. */
    private static final Set<String> KNOWN = Set.of(
            "api_address",
            "api_port",
            "auth_superuser_name",
            "auth_superuser_salted_password",
            "authenticator",
            "authorizer",
            "auto_bootstrap",
            "broadcast_address",
            "broadcast_rpc_address",
            "cluster_name",
            "enable_tablets",
            "endpoint_snitch",
            "experimental_features",
            "ignore_dead_nodes_for_replace",
            "listen_address",
            "maintenance_socket",
            "native_transport_port",
            "num_tokens",
            "replace_node_first_boot",
            "rf_rack_valid_keyspaces",
            "rpc_address",
            "seed_provider",
            "tablets_mode_for_new_keyspaces");

    private final JsonNode root;

    private ScyllaYaml(JsonNode root) {
        this.root = root;
    }

    /** What the image writes on a machine with this address; a key of user data replaces its value whole. */
    static void write(Path file, String address, String instanceId, Map<String, Object> changed) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("cluster_name", "scylladb-cluster-" + instanceId);
        values.put("auto_bootstrap", true);
        values.put("listen_address", address);
        values.put("broadcast_rpc_address", address);
        values.put("rpc_address", "0.0.0.0");
        values.put("endpoint_snitch", "org.apache.cassandra.locator.Ec2Snitch");
        values.put(
                "seed_provider",
                List.of(Map.of(
                        "class_name",
                        "org.apache.cassandra.locator.SimpleSeedProvider",
                        "parameters",
                        List.of(Map.of("seeds", address)))));
        values.putAll(changed);
        Files.createDirectories(file.getParent());
        YAML.writeValue(file.toFile(), values);
    }

    /** @throws IllegalArgumentException naming what ScyllaDB would not start with */
    static ScyllaYaml read(Path file) throws IOException {
        JsonNode root = YAML.readTree(file.toFile());
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Unknown option in scylla.yaml: " + name);
            }
        }
        if (root.path("native_transport_port").asInt(9042) != 9042) {
            throw new IllegalArgumentException("native_transport_port is 9042 here");
        }
        return new ScyllaYaml(root);
    }

    String clusterName() {
        return text("cluster_name", "Test Cluster");
    }

    List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        for (JsonNode provider : root.path("seed_provider")) {
            for (JsonNode parameter : provider.path("parameters")) {
                for (String seed : parameter.path("seeds").asText("").split(",")) {
                    if (!seed.isBlank()) {
                        seeds.add(seed.strip());
                    }
                }
            }
        }
        return seeds;
    }

    /** Short name, such as {@code Ec2Snitch}. */
    String snitch() {
        return shortName(text("endpoint_snitch", "SimpleSnitch"));
    }

    Optional<String> replaces() {
        return Optional.of(text("replace_node_first_boot", "")).filter(id -> !id.isBlank());
    }

    Optional<String> superuserName() {
        return Optional.of(text("auth_superuser_name", "")).filter(name -> !name.isBlank());
    }

    Optional<String> superuserHash() {
        return Optional.of(text("auth_superuser_salted_password", "")).filter(hash -> !hash.isBlank());
    }

    /** Where the maintenance socket is, if it is anywhere. */
    Optional<String> maintenanceSocket(ScyllaVersion version) {
        String given = text("maintenance_socket", version.maintenanceSocketByDefault() ? "workdir" : "ignore");
        return switch (given) {
            case "ignore" -> Optional.empty();
            case "workdir" -> Optional.of("/var/lib/scylla/cql.m");
            default -> Optional.of(given);
        };
    }

    Dialect dialect(ScyllaVersion version) {
        String mode = text("tablets_mode_for_new_keyspaces", "");
        boolean tablets = mode.isEmpty() ? root.path("enable_tablets").asBoolean(true) : !mode.equals("disabled");
        return new Dialect(
                version,
                one("authenticator", "AllowAllAuthenticator", "PasswordAuthenticator"),
                one("authorizer", "AllowAllAuthorizer", "CassandraAuthorizer"),
                tablets,
                root.path("rf_rack_valid_keyspaces").asBoolean(false),
                Duration.ofSeconds(2));
    }

    /** False for the first, which is the default, and true for the second. */
    private boolean one(String key, String off, String on) {
        String given = shortName(text(key, off));
        if (!given.equals(off) && !given.equals(on)) {
            throw new IllegalArgumentException("The sandbox's ScyllaDB has no " + key + " " + given);
        }
        return given.equals(on);
    }

    private String text(String key, String otherwise) {
        JsonNode node = root.path(key);
        return node.isMissingNode() || node.isNull() ? otherwise : node.asText();
    }

    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
