package io.unrealcloud.ddc.provision.keyspaces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.util.List;
import java.util.Map;

/** Other people's keyspaces in the same account. */
final class Strangers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYSPACES = List.of("billing", "jupiter_local", "jupiter_local_ddc_us_west_2");
    static final TableSchema SCHEMA =
            new TableSchema(List.of(new Column("id", "text")), List.of("id"), List.of(), List.of());

    private Strangers() {}

    static void settleIn(World world) {
        Catalog catalog = world.catalog();
        Map<String, String> other = new Owner(
                        Resources.ACCOUNT.clusterArn("us-east-1", "games"), "other", "ddc", "uid-of-another")
                .tags(Owner.Origin.CREATED);
        catalog.createKeyspace(World.HERE, "billing", Replication.SINGLE, Map.of("team", "billing"));
        catalog.createKeyspace(World.HERE, "jupiter_local", Replication.SINGLE, Map.of());
        catalog.createKeyspace(World.HERE, "jupiter_local_ddc_us_west_2", Replication.SINGLE, other);
        KEYSPACES.forEach(keyspace ->
                catalog.createTable(World.HERE, new NewTable(keyspace, "objects", SCHEMA, TableSettings.DEFAULTS)));
        world.time.advance(java.time.Duration.ofMinutes(5));
    }

    static JsonNode dump(World world) {
        ObjectNode all = JSON.createObjectNode();
        KEYSPACES.forEach(keyspace -> all.set(keyspace, world.dump(keyspace)));
        return all;
    }

    /** The same with every moment made equal. */
    static JsonNode withoutTimes(JsonNode dump) {
        try {
            return JSON.readTree(dump.toString().replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\"", "\"a time\""));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
