package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever else is in the account, and whoever it says it belongs to: a whole life of a resource leaves it alone. */
class StrangersTest {

    /** @param table name of a table in it, which may be one of ours */
    record Stranger(String keyspace, Map<String, String> tags, String table) {}

    @Provide
    Arbitrary<List<Stranger>> strangers() {
        Arbitrary<String> names = Arbitraries.of(
                "jupiter",
                ProvisioningTest.LOCAL,
                "jupiter_local_ddc_us_east_2",
                "jupiter_local_ddc_global",
                "jupiter_",
                "payroll");
        Arbitrary<Map<String, String>> tags = Arbitraries.of(
                Map.of(),
                Map.of("team", "core"),
                Map.of(Tags.MANAGED_BY, Tags.MANAGER),
                Map.of(Tags.MANAGED_BY, Tags.MANAGER, Tags.UID, "uid-1"),
                owner("games", "ddc2", "uid-1"),
                owner("other", "ddc", "uid-1"),
                owner("games", "ddc", "uid-0"),
                released(owner("other", "ddc", "uid-9")));
        return Combinators.combine(names, tags, Arbitraries.of("objects", "replication_log", "reports"))
                .as(Stranger::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .uniqueElements(Stranger::keyspace);
    }

    @Property(tries = 25)
    void stayAsTheyAre(@ForAll("strangers") List<Stranger> strangers) {
        try (World world = new World()) {
            strangers.forEach(stranger -> settle(world.catalog(), stranger));
            world.time.advance(java.time.Duration.ofMinutes(5));
            Map<String, JsonNode> before = dump(world, strangers);
            DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
            Actor operator = new Actor(world);
            operator.settle(desired);
            operator.released(desired);
            operator.restart();
            operator.deleted(desired);
            assertThat(dump(world, strangers)).isEqualTo(before);
            assertThat(world.catalog().keyspaces(World.HERE)).hasSize(strangers.size());
            Set<String> theirs = before.keySet();
            assertThat(world.emulator.calls().matching(call -> call.wrote() && theirs.contains(call.keyspace())))
                    .isEmpty();
        }
    }

    private static void settle(Catalog catalog, Stranger stranger) {
        catalog.createKeyspace(World.HERE, stranger.keyspace(), Replication.SINGLE, stranger.tags());
        catalog.createTable(
                World.HERE,
                new NewTable(stranger.keyspace(), stranger.table(), Strangers.SCHEMA, TableSettings.DEFAULTS));
    }

    private static Map<String, JsonNode> dump(World world, List<Stranger> strangers) {
        Map<String, JsonNode> dumped = new HashMap<>();
        strangers.forEach(stranger -> dumped.put(stranger.keyspace(), world.dump(stranger.keyspace())));
        return dumped;
    }

    private static Map<String, String> owner(String namespace, String name, String uid) {
        return new Owner(Resources.ACCOUNT.clusterArn("us-east-1", "games"), namespace, name, uid).tags(Origin.CREATED);
    }

    private static Map<String, String> released(Map<String, String> tags) {
        Map<String, String> released = new HashMap<>(tags);
        released.put(Tags.RELEASED_AT, "2026-07-01T00:00:00Z");
        return released;
    }
}
