package io.unrealcloud.ddc.provision.keyspaces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.ManualTimeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Amazon Keyspaces as the emulator has it, on a time that tests move, and real SDK adapters to it. */
final class World implements AutoCloseable {

    static final Scope HERE = new Scope(Resources.ACCOUNT.id(), "us-east-1");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    final ManualTimeline time = new ManualTimeline();
    final Clock clock = new TimelineClock(time);
    final KeyspacesEmulator emulator =
            KeyspacesEmulator.start(EmulatorConfig.local(EmulatedPorts.KEY).timeline(time));
    final EmulatedCql cql = new EmulatedCql(emulator, Resources.ACCOUNT.id(), clock);
    final AwsPorts aws = EmulatedPorts.to(emulator.uri());

    /** What a resource {@code games/ddc} with this spec wants. */
    static DesiredState desired(String uid, String spec) {
        DdcModel model = Resources.model(Resources.resource(uid, spec), Resources.permissive(Resources.NAMESPACE));
        return DesiredState.of(model.owner(), (KeyspacesBackend) model.database(), SchemaCatalogue.current());
    }

    Catalog catalog() {
        return emulator.catalog();
    }

    World delay(Duration duration, Delay... delays) {
        for (Delay delay : delays) {
            emulator.knobs().delay(delay, duration);
        }
        return this;
    }

    /** Everything of one keyspace in one Region, tags and settings included, as JSON. */
    static JsonNode dump(Catalog catalog, Scope at, String keyspace) {
        ObjectNode node = JSON.createObjectNode();
        node.set("keyspace", JSON.valueToTree(catalog.keyspace(at, keyspace).orElse(null)));
        node.set("types", JSON.valueToTree(catalog.types(at, keyspace)));
        node.set("tables", JSON.valueToTree(catalog.tables(at, keyspace)));
        return node;
    }

    JsonNode dump(String keyspace) {
        return dump(catalog(), HERE, keyspace);
    }

    /** Everything the account has in the Regions, names of keyspaces to what is in them. */
    JsonNode dumpAll(String... regions) {
        ObjectNode node = JSON.createObjectNode();
        for (String region : regions) {
            ObjectNode there = node.putObject(region);
            catalog()
                    .keyspaces(HERE.in(region))
                    .forEach(keyspace -> there.set(keyspace.name(), dump(catalog(), HERE.in(region), keyspace.name())));
        }
        return node;
    }

    List<String> tables(String keyspace) {
        return catalog().tables(HERE, keyspace).stream()
                .map(table -> table.name())
                .toList();
    }

    @Override
    public void close() {
        aws.close();
        emulator.close();
    }
}
