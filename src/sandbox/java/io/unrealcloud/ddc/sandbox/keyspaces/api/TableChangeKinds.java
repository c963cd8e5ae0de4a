package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which members of an UpdateTable belong together. One request may change one kind of setting only (Amazon Keyspaces
 * API reference: UpdateTable); capacity, auto scaling and replica settings are one kind.
 */
final class TableChangeKinds {

    private record Kind(List<String> members, Function<JsonNode, TableChange> parse) {}

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        kind("columns", b -> new TableChange.AddColumns(Parse.columns(b.get("addColumns"))), "addColumns");
        kind(
                "capacity",
                b -> new TableChange.SetCapacity(
                        Parse.capacity(b.get("capacitySpecification")),
                        Parse.autoScaling(b.get("autoScalingSpecification")),
                        Parse.replicas(b.get("replicaSpecifications"))),
                "capacitySpecification",
                "autoScalingSpecification",
                "replicaSpecifications");
        kind(
                "encryption",
                b -> new TableChange.SetEncryption(Parse.encryption(b.get("encryptionSpecification"))),
                "encryptionSpecification");
        kind(
                "point-in-time recovery",
                b -> new TableChange.SetPointInTimeRecovery(Parse.enabled(b.get("pointInTimeRecovery"))),
                "pointInTimeRecovery");
        kind("time to live", b -> new TableChange.EnableTimeToLive(), "ttl");
        kind(
                "default time to live",
                b -> new TableChange.SetDefaultTimeToLive(
                        b.get("defaultTimeToLive").asInt()),
                "defaultTimeToLive");
        kind("client-side timestamps", b -> new TableChange.EnableClientSideTimestamps(), "clientSideTimestamps");
        kind(
                "change data capture",
                b -> new TableChange.SetCdc(Parse.cdc(b.get("cdcSpecification"))),
                "cdcSpecification");
        kind(
                "warm throughput",
                b -> new TableChange.SetWarmThroughput(
                        Parse.number(b.get("warmThroughputSpecification"), "readUnitsPerSecond"),
                        Parse.number(b.get("warmThroughputSpecification"), "writeUnitsPerSecond")),
                "warmThroughputSpecification");
    }

    private TableChangeKinds() {}

    private static void kind(String name, Function<JsonNode, TableChange> parse, String... members) {
        KINDS.put(name, new Kind(List.of(members), parse));
    }

    static TableChange onlyOne(JsonNode body) {
        List<String> asked = KINDS.entrySet().stream()
                .filter(k -> k.getValue().members().stream().anyMatch(body::hasNonNull))
                .map(Map.Entry::getKey)
                .toList();
        if (asked.isEmpty()) {
            throw ServiceError.validation("The request changes nothing");
        }
        if (asked.size() > 1) {
            throw ServiceError.validation("Only one kind of setting can be changed per UpdateTable, not " + asked);
        }
        return KINDS.get(asked.getFirst()).parse().apply(body);
    }
}
