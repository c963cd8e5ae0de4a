package io.unrealcloud.ddc.provision.keyspaces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceReplica;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.ReplicationStrategy;
import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughputState;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TypeDefinition;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Facts as a case describes them. A keyspace that is not named is absent; one that is named is complete but for what
 * the case says:
 *
 * <pre>
 * owner: ours | released | predecessor | foreign | foreignReleased | unclaimed
 * recorded: false                   the mark of completeness is not there
 * empty: true                       no types, no tables
 * missing: [objects]                tables and types that are not there
 * extra: [reports]                  other tables that are
 * regions: [...]                    where it is replicated to, in place of what the spec says
 * replicas: {eu-west-1: CREATING 43.2%}
 * claimedBy: games/ddc uid-1
 * tables: {objects: {status, pointInTimeRecovery, capacity: 5/6, kmsKey, ttl, timestamps, without: [column],
 *                    types: {column: type}, warm: 1/2, scaling: none}}
 * types: {blob_identifier: {status, fields: {hash: text}}}
 * </pre>
 */
final class GivenFacts {

    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final JsonNode given;
    private final DesiredState desired;

    GivenFacts(JsonNode given) throws JsonProcessingException {
        this.given = given;
        this.desired = World.desired(
                given.path("uid").asText("uid-1"), new YAMLMapper().writeValueAsString(given.get("spec")));
    }

    Plan<KeyspacesOperation> plan() {
        return switch (given.path("deleting").asText("")) {
            case "release" -> DeletionPlanner.release(desired, facts(), NOW);
            case "delete" -> DeletionPlanner.delete(desired, facts(), evidence(), NOW);
            default -> KeyspacesPlanner.plan(desired, facts(), NOW);
        };
    }

    private KeyspacesFacts facts() {
        Map<String, KeyspaceFacts> keyspaces = new TreeMap<>();
        desired.keyspaces().forEach(keyspace -> keyspaces.put(keyspace.name(), facts(keyspace)));
        KeyspacesFacts facts = new KeyspacesFacts(keyspaces, cql(), Map.of(), Map.of(), NOW, NOW);
        for (JsonNode accepted : given.path("accepted")) {
            facts = facts.withAccepted(accepted.asText(), NOW.minusSeconds(5));
        }
        return facts;
    }

    private Optional<CqlFacts> cql() {
        return given.has("partitioner")
                ? Optional.of(new CqlFacts.Read(NOW, given.get("partitioner").asText(), new LiveSchema(List.of())))
                : Optional.empty();
    }

    private DeletionEvidence evidence() {
        Map<String, Map<String, String>> tags = new HashMap<>();
        Map<String, List<String>> claims = new HashMap<>();
        desired.keyspaces().forEach(keyspace -> {
            JsonNode about = given.path("keyspaces").path(keyspace.name());
            facts(keyspace)
                    .tables()
                    .keySet()
                    .forEach(table -> tags.put(
                            keyspace.name() + "." + table, desired.owner().tags(Origin.CREATED)));
            about.path("foreignTables").forEach(table -> tags.put(keyspace.name() + "." + table.asText(), Map.of()));
            if (about.has("claims")) {
                claims.put(keyspace.name(), texts(about.get("claims")));
            }
        });
        return new DeletionEvidence(tags, claims);
    }

    private KeyspaceFacts facts(DesiredKeyspace keyspace) {
        JsonNode about = given.path("keyspaces").get(keyspace.name());
        if (about == null) {
            return KeyspaceFacts.absent(NOW);
        }
        List<String> missing = texts(about.path("missing"));
        boolean empty = about.path("empty").asBoolean();
        TreeMap<String, TypeDescription> types = new TreeMap<>();
        TreeMap<String, TableFacts> tables = new TreeMap<>();
        keyspace.schema().types().stream()
                .filter(type -> !empty && !missing.contains(type.name().internal()))
                .forEach(type -> types.put(type.name().internal(), type(keyspace, type, about)));
        keyspace.schema().tables().stream()
                .filter(table -> !empty && !missing.contains(table.name().internal()))
                .forEach(table -> tables.put(table.name().internal(), table(keyspace, table, about)));
        return new KeyspaceFacts(
                NOW,
                Optional.of(description(keyspace, about)),
                tags(about),
                types,
                tables,
                new TreeSet<>(texts(about.path("extra"))));
    }

    private KeyspaceDescription description(DesiredKeyspace keyspace, JsonNode about) {
        List<String> regions = about.has("regions") ? texts(about.get("regions")) : keyspace.regions();
        List<KeyspaceReplica> replicas = regions.stream()
                .map(region ->
                        replica(region, about.path("replicas").path(region).asText("ACTIVE")))
                .toList();
        return new KeyspaceDescription(
                keyspace.name(),
                "arn:aws:cassandra:us-east-1:111122223333:/keyspace/" + keyspace.name() + "/",
                regions.isEmpty() ? ReplicationStrategy.SINGLE_REGION : ReplicationStrategy.MULTI_REGION,
                regions.isEmpty() ? List.of(desired.backend().region()) : regions,
                replicas);
    }

    private static KeyspaceReplica replica(String region, String state) {
        String[] words = state.split(" ");
        return new KeyspaceReplica(
                region,
                KeyspaceStatus.valueOf(words[0]),
                words[0],
                words.length > 1 ? Optional.of(words[1]) : Optional.empty());
    }

    private Map<String, String> tags(JsonNode about) {
        Map<String, String> tags = new HashMap<>(
                switch (about.path("owner").asText("ours")) {
                    case "ours" -> desired.owner().tags(Origin.CREATED);
                    case "released" -> released(owner(desired.owner().name(), "uid-0"));
                    case "predecessor" -> owner(desired.owner().name(), "uid-0").tags(Origin.CREATED);
                    case "foreign" -> owner("other", "uid-9").tags(Origin.CREATED);
                    case "foreignReleased" -> released(owner("other", "uid-9"));
                    case "unclaimed" -> Map.of("team", "core");
                    default -> throw new IllegalArgumentException("No such owner: " + about.path("owner"));
                });
        if (about.path("recorded").asBoolean(true)
                && !about.path("owner").asText().equals("unclaimed")) {
            tags.put(Tags.PROVISIONED, desired.evidence());
        }
        if (about.has("claimedBy")) {
            tags.put(Tags.CLAIMED_BY, about.get("claimedBy").asText());
        }
        return tags;
    }

    private Owner owner(String name, String uid) {
        return new Owner(desired.owner().clusterArn(), desired.owner().namespace(), name, uid);
    }

    private static Map<String, String> released(Owner owner) {
        Map<String, String> tags = new HashMap<>(owner.tags(Origin.CREATED));
        tags.put(Tags.RELEASED_AT, "2026-07-01T00:00:00Z");
        return tags;
    }

    private static TypeDescription type(DesiredKeyspace keyspace, TypeDefinition type, JsonNode about) {
        JsonNode own = about.path("types").path(type.name().internal());
        String status = own.path("status").asText("ACTIVE");
        List<Column> fields = new ArrayList<>();
        own.path("fields")
                .properties()
                .forEach(field ->
                        fields.add(new Column(field.getKey(), field.getValue().asText())));
        return new TypeDescription(
                keyspace.name(),
                type.name().internal(),
                TypeStatus.valueOf(status),
                status,
                fields.isEmpty() ? SchemaReading.fields(type) : fields,
                List.of(),
                List.of());
    }

    private TableFacts table(DesiredKeyspace keyspace, TableDefinition table, JsonNode about) {
        JsonNode own = about.path("tables").path(table.name().internal());
        String status = own.path("status").asText("ACTIVE");
        TableDescription description = new TableDescription(
                keyspace.name(),
                table.name().internal(),
                "arn:aws:cassandra:us-east-1:111122223333:/keyspace/%s/table/%s"
                        .formatted(keyspace.name(), table.name().internal()),
                TableStatus.valueOf(status),
                status,
                schema(table, own),
                settings(table, own),
                List.of(),
                warm(own));
        return new TableFacts(description, scaling(own), NOW);
    }

    private Optional<WarmThroughputState> warm(JsonNode own) {
        Optional<WarmThroughput> warm = own.has("warm")
                ? Optional.of(new WarmThroughput(units(own.get("warm"), 0), units(own.get("warm"), 1)))
                : TableRequests.warm(desired.backend().tables());
        return warm.map(units -> new WarmThroughputState(units, "AVAILABLE"));
    }

    private Optional<TableAutoScaling> scaling(JsonNode own) {
        return TableRequests.expectedScaling(desired.backend().tables())
                .map(wanted -> own.path("scaling").asText("").equals("none") ? AutoScaling.OFF : wanted)
                .map(found -> new TableAutoScaling(found, Map.of()));
    }

    private TableSettings settings(TableDefinition table, JsonNode own) {
        TableSettings wanted = TableRequests.settings(desired.backend().tables(), table);
        return new TableSettings(
                !own.has("capacity")
                        ? wanted.capacity()
                        : own.get("capacity").asText().equals("onDemand")
                                ? new Capacity.OnDemand()
                                : new Capacity.Provisioned(
                                        units(own.get("capacity"), 0), units(own.get("capacity"), 1)),
                own.has("kmsKey")
                        ? new Encryption.CustomerManaged(own.get("kmsKey").asText())
                        : wanted.encryption(),
                own.path("pointInTimeRecovery").asBoolean(wanted.pointInTimeRecovery()),
                own.path("ttl").asBoolean(wanted.timeToLive()),
                0,
                own.path("timestamps").asBoolean(wanted.clientSideTimestamps()));
    }

    private static TableSchema schema(TableDefinition table, JsonNode own) {
        TableSchema wanted = TableRequests.schema(table);
        List<String> without = texts(own.path("without"));
        return new TableSchema(
                wanted.columns().stream()
                        .filter(column -> !without.contains(column.name()))
                        .map(column -> new Column(
                                column.name(),
                                own.path("types").path(column.name()).asText(column.type())))
                        .toList(),
                wanted.partitionKeys(),
                wanted.clusteringKeys(),
                wanted.staticColumns());
    }

    private static long units(JsonNode pair, int side) {
        return Long.parseLong(pair.asText().split("/")[side]);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
