package io.unrealcloud.ddc.provision.scylla.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.provision.scylla.nodes.FakeEc2.Machine;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ScyllaDB on the machines of {@link FakeEc2}, as far as its ring goes: who begins a cluster, who joins, who stands in
 * for whom, who leaves. Refuses what ScyllaDB refuses; then the node never joins.
 */
final class FakeRing implements NodeProbe, SsmPort {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UNIT = Pattern.compile("set -- '(ddc-[A-Za-z0-9_-]+)'");

    /** A member; {@code machine} runs it, or has. */
    record Place(String hostId, Machine machine, String datacenter, String rack) {}

    private record Unit(Machine machine, String name, Instant endsAt, int exit) {}

    /** Each cluster that was ever begun. */
    final List<List<Place>> clusters = new ArrayList<>();

    /** Machines whose database is stopped. */
    final Set<String> silent = new HashSet<>();

    /** Machines that never get as far as joining. */
    final Set<String> stuck = new HashSet<>();

    /** Units that end badly. */
    final Set<String> failing = new HashSet<>();

    /** Every unit that was ever started, in order. */
    final List<String> started = new ArrayList<>();

    final Map<String, Document> documents = new LinkedHashMap<>();

    Duration boot = Duration.ofMinutes(2);
    boolean agents = true;

    private final FakeEc2 ec2;
    private final Clock clock;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Invocation> invocations = new HashMap<>();
    private int number;

    FakeRing(FakeEc2 ec2, Clock clock) {
        this.ec2 = ec2;
        this.clock = clock;
    }

    /** What time has brought about. */
    void tick() {
        ec2.tick();
        for (Machine machine : List.copyOf(ec2.machines.values())) {
            if (machine.runs()
                    && place(machine).isEmpty()
                    && !left.contains(machine.id)
                    && !stuck.contains(machine.id)
                    && !machine.launchedAt.plus(boot).isAfter(clock.instant())) {
                join(machine);
            }
        }
        for (Unit unit : units.values()) {
            if (unit.exit() == 0 && !unit.endsAt().isAfter(clock.instant())) {
                effect(unit);
            }
        }
    }

    private final Set<String> left = new HashSet<>();

    private void join(Machine machine) {
        JsonNode data = userData(machine);
        JsonNode yaml = data.path("scylla_yaml");
        String seeds = yaml.path("seed_provider")
                .path(0)
                .path("parameters")
                .path(0)
                .path("seeds")
                .asText("");
        String[] where = rack(data);
        Place place = new Place("00000000-0000-0000-0000-%012d".formatted(++number), machine, where[0], where[1]);
        if (seeds.isEmpty()) {
            clusters.add(new ArrayList<>(List.of(place)));
            return;
        }
        Optional<List<Place>> cluster = clusters.stream()
                .filter(members -> members.stream()
                        .anyMatch(member -> answers(member.machine())
                                && List.of(seeds.split(",")).contains(member.machine().ip)))
                .findFirst();
        if (cluster.isEmpty()) {
            return;
        }
        List<Place> members = cluster.get();
        long up = members.stream().filter(member -> answers(member.machine())).count();
        if (yaml.has("replace_node_first_boot")) {
            String host = yaml.path("replace_node_first_boot").asText();
            Optional<Place> dead = members.stream()
                    .filter(member -> member.hostId().equals(host))
                    .findFirst();
            if (dead.isPresent()
                    && !dead.get().machine().runs()
                    && 2 * up > members.size()
                    && dead.get().rack().equals(place.rack())) {
                members.remove(dead.get());
                members.add(place);
            }
        } else if (up == members.size()) {
            members.add(place);
        }
    }

    private static JsonNode userData(Machine machine) {
        try {
            return JSON.readTree(machine.launch.userData());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Data centre and rack, as the script writes them. */
    private static String[] rack(JsonNode data) {
        String script = new String(
                Base64.getDecoder()
                        .decode(data.path("post_configuration_script").asText()),
                StandardCharsets.UTF_8);
        Matcher words =
                Pattern.compile("'dc=%s\\\\nrack=%s\\\\n' '([^']*)' '([^']*)'").matcher(script);
        if (!words.find()) {
            throw new AssertionError(script);
        }
        return new String[] {words.group(1), words.group(2)};
    }

    boolean answers(Machine machine) {
        return machine.runs() && !silent.contains(machine.id) && !left.contains(machine.id);
    }

    Optional<Place> place(Machine machine) {
        return clusters.stream()
                .flatMap(List::stream)
                .filter(place -> place.machine() == machine)
                .findFirst();
    }

    @Override
    public Answer ask(Owner owner, String address) {
        tick();
        Optional<Machine> machine =
                ec2.running().filter(one -> one.ip.equals(address)).findFirst();
        Optional<Place> place = machine.flatMap(this::place);
        if (place.isEmpty() || !answers(machine.get())) {
            return new Answer.Silent("connection refused");
        }
        List<Place> members = clusters.stream()
                .filter(all -> all.contains(place.get()))
                .findFirst()
                .orElseThrow();
        return new Answer.Told(new NodeInfo(
                place.get().hostId(),
                userData(machine.get()).path("scylla_yaml").path("cluster_name").asText(),
                place.get().datacenter(),
                place.get().rack(),
                "3.0.8",
                "schema",
                true,
                members.stream()
                        .map(member -> new Member(
                                member.hostId(), member.machine().ip, member.datacenter(), member.rack(), "schema"))
                        .toList()));
    }

    @Override
    public boolean online(String instance) {
        return agents && ec2.machines.get(instance).runs();
    }

    @Override
    public String runShell(String instance, String comment, List<String> lines, Duration execution) {
        if (!online(instance)) {
            throw FakeEc2.refusal(AwsError.INVALID_REQUEST, "SendCommand", "InvalidInstanceId");
        }
        Machine machine = ec2.machines.get(instance);
        String script = String.join("\n", lines);
        Matcher name = UNIT.matcher(script);
        if (!name.find()) {
            throw new AssertionError("No unit in " + script);
        }
        String key = instance + " " + name.group(1);
        Unit unit = units.computeIfAbsent(key, ignored -> {
            started.add(ordinal(machine) + " " + name.group(1));
            return new Unit(
                    machine, name.group(1), clock.instant().plusSeconds(60), failing.contains(name.group(1)) ? 1 : 0);
        });
        tick();
        String id = "command-" + ++number;
        invocations.put(
                id,
                new Invocation(
                        Invocation.State.SUCCEEDED,
                        "Success",
                        0,
                        unit.endsAt().isAfter(clock.instant())
                                ? "working\nddc-unit: running"
                                : "worked\nddc-unit: ended " + unit.exit(),
                        ""));
        return id;
    }

    private static String ordinal(Machine machine) {
        return FakeEc2.ordinal(machine);
    }

    private void effect(Unit unit) {
        if (unit.name().equals("ddc-decommission")) {
            left.add(unit.machine().id);
            clusters.forEach(members -> members.removeIf(member -> member.machine() == unit.machine()));
        } else if (unit.name().startsWith("ddc-removenode-")) {
            String host = unit.name().substring("ddc-removenode-".length());
            clusters.forEach(members -> members.removeIf(
                    member -> member.hostId().equals(host) && member.machine().state != InstanceState.RUNNING));
        }
    }

    @Override
    public Optional<Invocation> invocation(String command, String instance) {
        return Optional.ofNullable(invocations.get(command));
    }

    @Override
    public String runDocument(String instance, String document, String comment, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Document> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    @Override
    public void createDocument(String name, String content, Map<String, String> tags) {
        if (documents.putIfAbsent(name, new Document(name, content, "1", "1", true, tags)) != null) {
            throw conflict("CreateDocument");
        }
    }

    @Override
    public String updateDocument(String name, String content) {
        Document was = documents.get(name);
        String version = "" + (Integer.parseInt(was.latestVersion()) + 1);
        documents.put(name, new Document(name, was.content(), was.defaultVersion(), version, true, was.tags()));
        pending.put(name, content);
        return version;
    }

    private final Map<String, String> pending = new HashMap<>();

    @Override
    public void setDefaultVersion(String name, String version) {
        Document was = documents.get(name);
        documents.put(
                name,
                new Document(
                        name,
                        pending.getOrDefault(name, was.content()),
                        version,
                        was.latestVersion(),
                        true,
                        was.tags()));
    }

    @Override
    public void deleteDocument(String name) {
        if (documents.remove(name) == null) {
            throw FakeEc2.refusal(AwsError.NOT_FOUND, "DeleteDocument", "InvalidDocument");
        }
    }

    private static AwsException conflict(String call) {
        return FakeEc2.refusal(AwsError.CONFLICT, call, "Exists");
    }
}
