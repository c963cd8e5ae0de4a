package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.response.result.SchemaChange;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement.Ddl;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.PropertyReader;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.TokenReader;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** CREATE, ALTER and DROP KEYSPACE with ScyllaDB's rules about replication and tablets. */
final class KeyspaceChanges {
    private final FrontParts parts;
    private final Caller caller;
    private final SchemaChanges changes;

    KeyspaceChanges(FrontParts parts, Caller caller, SchemaChanges changes) {
        this.parts = parts;
        this.caller = caller;
        this.changes = changes;
    }

    /**
     * What stands after WITH.
     *
     * @param replication with the class as its short name
     * @param tablets whether they are asked for, if the statement says
     */
    private record Wanted(
            Optional<Map<String, String>> replication,
            Optional<String> durableWrites,
            Optional<Boolean> tablets,
            OptionalInt initial) {
        boolean networkTopology() {
            return replication
                    .map(map -> map.get("class").equals("NetworkTopologyStrategy"))
                    .orElse(false);
        }
    }

    Message run(ParsedCql cql, Ddl ddl, String keyspace, Snapshot state) throws IOException, InterruptedException {
        return switch (ddl.action()) {
            case CREATE -> {
                caller.require(state, Permission.CREATE, Resource.ALL_KEYSPACES);
                yield create(cql, ddl, keyspace);
            }
            case ALTER -> {
                caller.require(state, Permission.ALTER, Resource.keyspace(keyspace));
                yield alter(cql, keyspace, state);
            }
            case DROP -> {
                caller.require(state, Permission.DROP, Resource.keyspace(keyspace));
                Message answer = changes.atLeader(List.of(cql.text()));
                parts.state().forgetKeyspace(keyspace);
                yield answer;
            }
        };
    }

    private Message create(ParsedCql cql, Ddl ddl, String keyspace) throws IOException, InterruptedException {
        Wanted wanted = read(cql);
        if (wanted.replication().isEmpty()) {
            throw SchemaChanges.configuration("Missing mandatory replication strategy class");
        }
        boolean tablets = wanted.tablets().orElse(parts.dialect().tabletsByDefault() && wanted.networkTopology());
        if (tablets && !wanted.networkTopology()) {
            throw SchemaChanges.configuration(wanted.replication().get().get("class") + " does not support tablets");
        }
        Message answer = changes.atLeader(List.of("CREATE KEYSPACE " + (ddl.guarded() ? "IF NOT EXISTS " : "")
                + CqlText.name(keyspace) + " WITH " + forCassandra(wanted)));
        if (answer instanceof SchemaChange) {
            if (tablets) {
                parts.state().setTablets(keyspace, wanted.initial().orElse(0));
            }
            changes.own(Resource.keyspace(keyspace));
        }
        return answer;
    }

    private Message alter(ParsedCql cql, String keyspace, Snapshot state) throws IOException, InterruptedException {
        Wanted wanted = read(cql);
        boolean has = state.hasTablets(keyspace);
        if (wanted.tablets().isPresent() && wanted.tablets().get() != has) {
            throw CqlRefusal.invalid("Cannot alter replication strategy vnode/tablets flavor");
        }
        if (has && wanted.replication().isPresent()) {
            alterWithTablets(Replication.of(parts.ring(), keyspace).factors(), wanted);
        }
        if (wanted.replication().isEmpty() && wanted.durableWrites().isEmpty()) {
            throw SchemaChanges.configuration("The statement changes nothing");
        }
        return changes.atLeader(List.of("ALTER KEYSPACE " + CqlText.name(keyspace) + " WITH " + forCassandra(wanted)));
    }

    private void alterWithTablets(Map<String, Integer> now, Wanted wanted) throws IOException {
        Map<String, String> then = wanted.replication().get();
        if (!wanted.networkTopology()) {
            throw CqlRefusal.invalid("Cannot alter replication strategy vnode/tablets flavor");
        }
        if (then.containsKey("replication_factor")) {
            throw CqlRefusal.invalid(
                    "'replication_factor' tag is not allowed when executing ALTER KEYSPACE with tablets,"
                            + " please list the DCs explicitly");
        }
        Set<String> dataCenters = new TreeSet<>(now.keySet());
        dataCenters.addAll(then.keySet());
        dataCenters.remove("class");
        int changed = 0;
        for (String dataCenter : dataCenters) {
            changed += Math.abs(Integer.parseInt(then.getOrDefault(dataCenter, "0")) - now.getOrDefault(dataCenter, 0));
        }
        if (changed > 1) {
            throw CqlRefusal.invalid("Only one DC's RF can be changed at a time and not by more than 1");
        }
        Map<String, Integer> factors = new TreeMap<>();
        dataCenters.forEach(dataCenter -> factors.put(dataCenter, Integer.valueOf(then.getOrDefault(dataCenter, "0"))));
        changes.requireNodes(factors);
    }

    private static String forCassandra(Wanted wanted) {
        StringBuilder text = new StringBuilder();
        wanted.replication().ifPresent(map -> text.append("replication = ").append(CqlText.map(map)));
        wanted.durableWrites().ifPresent(durable -> text.append(text.isEmpty() ? "" : " AND ")
                .append("durable_writes = ")
                .append(durable));
        return text.toString();
    }

    private static Wanted read(ParsedCql cql) {
        TokenReader in = new TokenReader(cql.tokens());
        while (!in.take("WITH")) {
            in.next();
        }
        Map<String, Object> given = new LinkedHashMap<>();
        do {
            String name = in.name();
            in.symbol("=");
            if (given.put(name, PropertyReader.value(in)) != null) {
                throw CqlRefusal.syntax("Multiple definition for property '" + name + "'");
            }
        } while (in.take("AND"));
        in.end();
        Object replication = given.remove("replication");
        Object durable = given.remove("durable_writes");
        Object tablets = given.remove("tablets");
        if (!given.isEmpty()) {
            throw CqlRefusal.syntax(
                    "Unknown property '" + given.keySet().iterator().next() + "'");
        }
        Map<String, String> tabletOptions =
                new LinkedHashMap<>(tablets == null ? Map.of() : PropertyReader.texts("tablets", tablets));
        Optional<Boolean> enabled =
                Optional.ofNullable(tabletOptions.remove("enabled")).map(KeyspaceChanges::flag);
        String initial = tabletOptions.remove("initial");
        if (!tabletOptions.isEmpty()) {
            throw SchemaChanges.configuration("Unrecognized tablets option "
                    + tabletOptions.keySet().iterator().next());
        }
        return new Wanted(
                Optional.ofNullable(replication).map(map -> strategy(PropertyReader.texts("replication", map))),
                Optional.ofNullable(durable).map(value -> String.valueOf(flag(String.valueOf(value)))),
                enabled.or(() -> initial == null ? Optional.empty() : Optional.of(true)),
                initial == null ? OptionalInt.empty() : OptionalInt.of(number("Initial tablets value", initial)));
    }

    private static Map<String, String> strategy(Map<String, String> given) {
        Map<String, String> replication = new LinkedHashMap<>(given);
        String name = replication.getOrDefault("class", "");
        String simple = name.startsWith("org.apache.cassandra.locator.")
                ? name.substring("org.apache.cassandra.locator.".length())
                : name;
        switch (simple) {
            case "SimpleStrategy" -> {
                String factor = replication.get("replication_factor");
                if (factor == null) {
                    throw SchemaChanges.configuration("SimpleStrategy requires a replication_factor strategy option.");
                }
                number("replication_factor", factor);
                if (replication.size() > 2) {
                    throw SchemaChanges.configuration(
                            "Unrecognized strategy option passed to SimpleStrategy: " + replication.keySet());
                }
            }
            case "NetworkTopologyStrategy" ->
                replication.forEach((key, value) -> {
                    if (!key.equals("class")) {
                        number("Replication factor of " + key, value);
                    }
                });
            case "" -> throw SchemaChanges.configuration("Missing replication strategy class");
            default -> throw SchemaChanges.configuration("Unable to find replication strategy class '" + name + "'");
        }
        replication.put("class", simple);
        return replication;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SchemaChanges.configuration("The value must be true or false; found: " + text);
        };
    }

    private static int number(String what, String text) {
        if (!text.matches("\\d{1,5}")) {
            throw SchemaChanges.configuration(what + " should be numeric; found " + text);
        }
        return Integer.parseInt(text);
    }
}
