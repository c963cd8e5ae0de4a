package io.unrealcloud.ddc.sandbox.scylla;

import io.unrealcloud.ddc.sandbox.cassandra.CassandraControl;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.scylla.state.ClusterState;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * ScyllaDB's {@code nodetool}: its commands as far as they are needed, with its rules, output and exit codes
 * (scylla-nodetool of ScyllaDB 2026: 1 for a wrong command line, 4 for what the node refuses).
 */
final class Nodetool {
    private static final int WRONG = 1;
    private static final int REFUSED = 4;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final ScyllaServer server;

    Nodetool(ScyllaServer server) {
        this.server = server;
    }

    /** How a command ended, with what it printed. */
    record Result(int code, String output, String errors) {}

    /** What a command was given. */
    private record Arguments(List<String> options, List<String> names) {
        static Arguments of(List<String> words) {
            List<String> options = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (String word : words) {
                if (word.startsWith("-") && !word.equals("--")) {
                    options.add(word);
                } else if (!word.equals("--")) {
                    names.add(word);
                }
            }
            return new Arguments(options, names);
        }

        void allow(List<String> known, int most) {
            for (String option : options) {
                if (!known.contains(option)) {
                    throw new IllegalArgumentException("unrecognised option '" + option + "'");
                }
            }
            if (names.size() > most) {
                throw new IllegalArgumentException("too many positional options have been specified: " + names);
            }
        }
    }

    Result run(List<String> words) {
        if (words.isEmpty()) {
            return new Result(WRONG, "", "error: no operation\n");
        }
        Arguments arguments = Arguments.of(words.subList(1, words.size()));
        try (CassandraControl node = server.control()) {
            return new Result(0, act(words.getFirst(), arguments, node), "");
        } catch (IllegalArgumentException e) {
            return new Result(WRONG, "", "error processing arguments: " + e.getMessage() + "\n");
        } catch (IOException | RuntimeException e) {
            return new Result(REFUSED, "", "error executing request: " + e.getMessage() + "\n");
        }
    }

    private String act(String command, Arguments given, CassandraControl node) throws IOException {
        switch (command) {
            case "status" -> {
                given.allow(List.of("-r", "--resolve-ip"), 1);
                return status(node, given.names().stream().findFirst());
            }
            case "info" -> {
                given.allow(List.of(), 0);
                return info(node);
            }
            case "statusgossip", "statusbinary" -> {
                given.allow(List.of(), 0);
                return "running\n";
            }
            case "repair" -> {
                given.allow(List.of("-pr", "--partitioner-range", "-full", "--full"), 1);
                return repair(given, node);
            }
            case "cleanup" -> {
                given.allow(List.of(), 1);
                keyspaces(given.names().stream().findFirst()).forEach(node::cleanup);
                return "";
            }
            case "rebuild" -> {
                given.allow(List.of(), 1);
                return rebuild(given, node);
            }
            case "decommission" -> {
                given.allow(List.of(), 0);
                return decommission(node);
            }
            case "removenode" -> {
                given.allow(List.of(), 1);
                return remove(given, node);
            }
            default -> throw new IllegalArgumentException("unknown operation " + command);
        }
    }

    private String status(CassandraControl node, Optional<String> keyspace) throws IOException {
        Map<String, String> members = node.members();
        List<String> live = node.live();
        List<String> joining = node.joining();
        List<String> leaving = node.leaving();
        Map<String, String> loads = node.loads();
        Map<String, Float> owned = keyspace.map(node::ownership).orElse(Map.of());
        Map<String, List<List<String>>> byDataCenter = new TreeMap<>();
        for (Ring.Member member : server.ring().look().members()) {
            String address = member.address().getHostAddress();
            String state = joining.contains(address) ? "J" : leaving.contains(address) ? "L" : "N";
            byDataCenter
                    .computeIfAbsent(member.dataCenter(), name -> new ArrayList<>())
                    .add(List.of(
                            (live.contains(address) ? "U" : "D") + state,
                            address,
                            loads.getOrDefault(address, "?").replace("iB", "B"),
                            String.valueOf(node.tokens(address)),
                            owned.containsKey(address)
                                    ? String.format(Locale.ROOT, "%.1f%%", owned.get(address) * 100)
                                    : "?",
                            members.entrySet().stream()
                                    .filter(entry -> entry.getValue().equals(address))
                                    .map(Map.Entry::getKey)
                                    .findFirst()
                                    .orElse("?"),
                            member.rack()));
        }
        StringBuilder text = new StringBuilder();
        byDataCenter.forEach((dataCenter, rows) -> {
            String title = "Datacenter: " + dataCenter;
            text.append(title).append('\n').append("=".repeat(title.length())).append('\n');
            text.append("Status=Up/Down/eXcluded\n|/ State=Normal/Leaving/Joining/Moving\n");
            List<List<String>> table = new ArrayList<>();
            table.add(List.of(
                    "--",
                    "Address",
                    "Load",
                    "Tokens",
                    keyspace.isPresent() ? "Owns (effective)" : "Owns",
                    "Host ID",
                    "Rack"));
            table.addAll(rows);
            text.append(aligned(table));
        });
        text.append('\n');
        if (keyspace.isEmpty()) {
            text.append("Note: Non-system keyspaces don't have the same replication settings, effective ownership"
                    + " information is meaningless\n");
        }
        return text.toString();
    }

    private static String aligned(List<List<String>> table) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = table.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                text.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length()));
                text.append(column + 1 < row.size() ? " " : "\n");
            }
        }
        return text.toString();
    }

    private String info(CassandraControl node) throws IOException {
        Ring.Member self = server.ring().look().members().getFirst();
        Map<String, String> facts = new java.util.LinkedHashMap<>();
        facts.put("ID", node.hostId());
        facts.put("Gossip active", "true");
        facts.put("Native Transport active", "true");
        facts.put("Load", node.loads().getOrDefault(self.address().getHostAddress(), "?"));
        facts.put("Data Center", self.dataCenter());
        facts.put("Rack", self.rack());
        return facts.entrySet().stream()
                .map(fact -> String.format(Locale.ROOT, "%-23s: %s%n", fact.getKey(), fact.getValue()))
                .collect(Collectors.joining());
    }

    private String repair(Arguments given, CassandraControl node) throws IOException {
        boolean primary = given.options().contains("-pr") || given.options().contains("--partitioner-range");
        StringBuilder text = new StringBuilder();
        for (String keyspace : keyspaces(given.names().stream().findFirst())) {
            text.append("Starting repair command for keyspace ")
                    .append(keyspace)
                    .append('\n');
            node.repair(keyspace, primary, PATIENCE);
            text.append("Repair command for keyspace ").append(keyspace).append(" finished\n");
        }
        return text.toString();
    }

    /**
     * Of keyspaces with copies in that data centre. For one without, ScyllaDB looks at other data centres (manual:
     * nodetool rebuild; scylladb/scylladb pull request 16827), where Cassandra would fail.
     */
    private String rebuild(Arguments given, CassandraControl node) throws IOException {
        if (given.names().isEmpty()) {
            throw new IllegalArgumentException("the data centre to stream from is missing");
        }
        String source = given.names().getFirst();
        if (server.ring().look().nodesIn(source) == 0) {
            throw new IllegalStateException("Could not find nodes in source datacenter " + source);
        }
        for (Map.Entry<String, Integer> factor : factors(source).entrySet()) {
            if (factor.getValue() > 0) {
                node.rebuild(source, factor.getKey());
            }
        }
        return "";
    }

    /** Members change by consensus; and what a node hands over goes to the others, so all of them must be there. */
    private String decommission(CassandraControl node) throws IOException {
        Ring.View view = server.ring().look();
        if (view.live().size() < view.members().size()) {
            throw new IllegalStateException("Cannot decommission while nodes are down: "
                    + view.members().stream()
                            .filter(member -> !view.live().contains(member))
                            .map(member -> member.hostId().toString())
                            .collect(Collectors.joining(", ")));
        }
        if (view.members().size() == 1) {
            throw new IllegalStateException("Cannot decommission the last node of a cluster");
        }
        Ring.Member self = view.members().getFirst();
        long left = view.nodesIn(self.dataCenter()) - 1;
        for (Map.Entry<String, Integer> factor : factors(self.dataCenter()).entrySet()) {
            boolean tablets = server.front().state().refresh().hasTablets(factor.getKey());
            if (tablets && factor.getValue() > left) {
                throw new IllegalStateException("Keyspace " + factor.getKey() + " has " + factor.getValue()
                        + " copies in " + self.dataCenter() + ", where " + left + " nodes would be left");
            }
        }
        node.decommission();
        server.closeFront();
        return "";
    }

    private String remove(Arguments given, CassandraControl node) throws IOException {
        if (given.names().isEmpty()) {
            throw new IllegalArgumentException("required parameter is missing: remove-operation");
        }
        String hostId = given.names().getFirst();
        Ring.View view = server.ring().look();
        Ring.Member dead = view.members().stream()
                .filter(member -> member.hostId().toString().equals(hostId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Host ID " + hostId + " not found in the cluster"));
        if (view.live().contains(dead)) {
            throw new IllegalStateException("Node " + hostId + " is alive and owns this ID. Use decommission command to"
                    + " remove it from the ring");
        }
        if (!view.hasQuorum()) {
            throw new IllegalStateException("raft operation [read_barrier] timed out, there is no raft quorum");
        }
        node.removeNode(hostId);
        return "";
    }

    private List<String> keyspaces(Optional<String> one) throws IOException {
        List<String> all = read(row -> (String) row.get("keyspace_name"));
        if (one.isPresent() && !all.contains(one.get())) {
            throw new IllegalStateException("Can't find a keyspace " + one.get());
        }
        return one.map(List::of).orElse(all);
    }

    private Map<String, Integer> factors(String dataCenter) throws IOException {
        Map<String, Integer> factors = new TreeMap<>();
        read(row -> {
            Object factor = ((Map<?, ?>) row.get("replication")).get(dataCenter);
            if (factor != null) {
                factors.put((String) row.get("keyspace_name"), Integer.valueOf((String) factor));
            }
            return "";
        });
        return factors;
    }

    /** Of the keyspaces that clients made. */
    private <T> List<T> read(Function<Map<String, Object>, T> each) throws IOException {
        try (NodeClient client = server.ring().here()) {
            return client.read("SELECT keyspace_name, replication FROM system_schema.keyspaces").rows().stream()
                    .filter(row -> !((String) row.get("keyspace_name")).startsWith("system")
                            && !row.get("keyspace_name").equals(ClusterState.KEYSPACE))
                    .map(each)
                    .toList();
        }
    }
}
