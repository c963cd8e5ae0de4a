package io.unrealcloud.ddc.provision.scylla.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.model.Owner;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Run Command document of {@code replicationFix: Ssm}: on a node, it waits for a keyspace and brings its factors
 * to what they shall be, by one in each step. The login is read on the node from Secrets Manager; no parameter and no
 * output has it. Parameters are checked by Systems Manager against their patterns before the script sees them.
 */
final class FixDocument {

    /**
     * As the toolkit this stands in for has it: twenty attempts, 30 s apart, and 60 s for a keyspace to appear; but one
     * that is there is not waited for.
     */
    static final int ATTEMPTS = 20;

    static final int INTERVAL_SECONDS = 30;
    static final int FIRST_SECONDS = 60;

    private static final ObjectMapper JSON = new ObjectMapper();

    private FixDocument() {}

    /** Name of the secret with the logins. */
    static String secret(Owner owner) {
        return NodeNames.secret(owner);
    }

    /** Schema version 2.2, JSON; the same for every resource. */
    static String content() {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", "2.2");
        root.put("description", "Brings the replication of a keyspace of DDC to what it shall be");
        ObjectNode parameters = root.putObject("parameters");
        patterns().forEach((name, pattern) -> parameters
                .putObject(name)
                .put("type", "String")
                .put("description", name)
                .put("allowedPattern", pattern));
        ObjectNode step = root.putArray("mainSteps").addObject();
        step.put("action", "aws:runShellScript");
        step.put("name", "replication");
        ObjectNode inputs = step.putObject("inputs");
        inputs.put("timeoutSeconds", String.valueOf(2 * (FIRST_SECONDS + ATTEMPTS * INTERVAL_SECONDS)));
        var lines = inputs.putArray("runCommand");
        // Systems Manager puts the values in place of {{ name }}; by their patterns none can leave its quotes.
        ShellScript.sh()
                .program(
                        NodeScripts.REPLICATION,
                        "{{ region }}",
                        "{{ secret }}",
                        "{{ address }}",
                        "{{ keyspace }}",
                        "{{ factors }}",
                        String.valueOf(ATTEMPTS),
                        String.valueOf(INTERVAL_SECONDS),
                        String.valueOf(FIRST_SECONDS))
                .lines()
                .forEach(lines::add);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> patterns() {
        return new TreeMap<>(Map.of(
                "region", "^[a-z0-9-]{6,32}$",
                "secret", "^[A-Za-z0-9/_+=.@-]{1,512}$",
                "address", "^[0-9A-Fa-f.:]{2,45}$",
                "keyspace", "^[a-z][a-z0-9_]{0,47}$",
                // data centre=factor,…
                "factors", "^[A-Za-z0-9_-]+=[0-9](,[A-Za-z0-9_-]+=[0-9])*$"));
    }
}
