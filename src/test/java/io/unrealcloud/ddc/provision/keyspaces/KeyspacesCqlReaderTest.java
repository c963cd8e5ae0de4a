package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.OperatorSettings.Endpoint;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlFront;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontFixture;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.live.SchemaDiff;
import io.unrealcloud.ddc.schema.live.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own read over CQL: TLS, SigV4 and the schema tables of the service, over a real Cassandra. */
class KeyspacesCqlReaderTest {

    private static final SigV4Credentials POD =
            new SigV4Credentials("ASIAPOD", "pod-secret", Optional.of("pod/session+token=="));

    @TempDir
    private Path folder;

    private FrontFixture fixture;
    private DesiredState desired;

    @BeforeEach
    void start() {
        fixture = new FrontFixture(folder);
        CqlFront front = fixture.front("us-east-1");
        desired = desired(
                fixture.newName(),
                new Endpoint(front.address().getHostString(), front.address().getPort()));
    }

    @AfterEach
    void end() throws Exception {
        desired.keyspaceNames().stream()
                .filter(name -> fixture.catalog
                        .keyspace(FrontFixture.scope("us-east-1"), name)
                        .isPresent())
                .forEach(name -> fixture.catalog.deleteKeyspace(FrontFixture.scope("us-east-1"), name));
        fixture.close();
    }

    @Test
    void readsTheSchemaAndThePartitioner() {
        make(desired.keyspaces().get(1));
        CqlFacts.Read read = (CqlFacts.Read) read(POD, desired);
        assertThat(read.partitioner()).isEqualTo(Knobs.MURMUR3);
        assertThat(read.unsuitablePartitioner()).isEmpty();
        DesiredKeyspace local = desired.keyspaces().get(1);
        assertThat(SchemaDiff.between(Map.of(local.name(), local.schema()), read.schema()))
                .allMatch(difference -> difference.severity() == Severity.HARMLESS);
        assertThat(SchemaDiff.between(Observation.expected(desired), read.schema()))
                .as("the other keyspace was not made")
                .anyMatch(difference ->
                        difference.message().contains(desired.keyspaces().get(0).name()));
    }

    @Test
    void namesWhatIsMissing() {
        DesiredKeyspace local = desired.keyspaces().get(1);
        make(local);
        fixture.catalog.deleteTable(FrontFixture.scope("us-east-1"), local.name(), "replication_log");
        CqlFacts.Read read = (CqlFacts.Read) read(POD, desired);
        assertThat(SchemaDiff.between(Map.of(local.name(), local.schema()), read.schema()))
                .filteredOn(difference -> difference.severity() != Severity.HARMLESS)
                .singleElement()
                .satisfies(difference -> assertThat(difference.message()).contains(local.name() + ".replication_log"));
    }

    @Test
    void tellsAnUnsuitablePartitioner() {
        fixture.knobs.partitioner(Knobs.DEFAULT_PARTITIONER);
        assertThat(read(POD, desired).unsuitablePartitioner()).contains(Knobs.DEFAULT_PARTITIONER);
    }

    @Test
    void aRefusedLoginIsSaidAsOne() {
        CqlFacts facts = read(new SigV4Credentials("ASIAPOD", "wrong", POD.sessionToken()), desired);
        assertThat(facts).isInstanceOfSatisfying(CqlFacts.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.CqlLoginRefused);
            assertThat(failed.message()).contains("cassandra:Select");
        });
    }

    @Test
    void nobodyThereIsUnreachable() throws java.io.IOException {
        int port;
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(read(POD, desired("jupiter", new Endpoint("127.0.0.1", port))))
                .isInstanceOfSatisfying(CqlFacts.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.CqlUnreachable);
                    assertThat(failed.message()).contains("127.0.0.1:" + port);
                });
    }

    private CqlFacts read(SigV4Credentials credentials, DesiredState state) {
        return new KeyspacesCqlReader(
                        new CqlLogin.Iam(() -> credentials),
                        Optional.of(fixture.authority.certificateFile()),
                        Clock.systemUTC())
                .read(state.backend(), Set.copyOf(state.keyspaceNames()));
    }

    private static DesiredState desired(String keyspace, Endpoint endpoint) {
        OperatorSettings permissive = Resources.permissive(Resources.NAMESPACE);
        OperatorSettings settings = new OperatorSettings(
                new io.unrealcloud.ddc.model.Tenancy(java.util.List.of(new io.unrealcloud.ddc.model.Tenancy.Limits(
                        Resources.NAMESPACE,
                        java.util.List.of("*"),
                        java.util.List.of("*"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))),
                permissive.identity(),
                new OperatorSettings.Cql(Map.of("us-east-1", endpoint), null));
        var model = Resources.model(
                Resources.resource(
                        "uid-1",
                        Resources.SMALLEST.replace("database: {", "database: {keyspace: {name: " + keyspace + "}, ")),
                settings);
        return DesiredState.of(model.owner(), (KeyspacesBackend) model.database(), SchemaCatalogue.current());
    }

    /** As the provisioner would, at the catalogue of the emulator. */
    private void make(DesiredKeyspace keyspace) {
        var here = FrontFixture.scope("us-east-1");
        fixture.catalog.createKeyspace(here, keyspace.name(), Replication.SINGLE, Map.of());
        keyspace.schema().types().stream()
                .sorted(Comparator.comparing(type -> type.name().internal()))
                .forEach(type -> fixture.catalog.createType(
                        here,
                        keyspace.name(),
                        type.name().internal(),
                        SchemaReading.fields(type).stream()
                                .map(field -> new Column(field.name(), field.type()))
                                .toList()));
        keyspace.schema().tables().forEach(table -> {
            var schema = TableRequests.schema(table);
            fixture.catalog.createTable(
                    here,
                    new NewTable(
                            keyspace.name(),
                            table.name().internal(),
                            new TableSchema(
                                    schema.columns().stream()
                                            .map(column -> new Column(column.name(), column.type()))
                                            .toList(),
                                    schema.partitionKeys(),
                                    schema.clusteringKeys().stream()
                                            .map(key -> new ClusteringColumn(
                                                    key.name(),
                                                    ClusteringColumn.SortOrder.valueOf(
                                                            key.order().name())))
                                            .toList(),
                                    schema.staticColumns()),
                            TableSettings.DEFAULTS
                                    .withTtlEnabled(table.ttl())
                                    .withClientSideTimestamps(table.clientSideTimestamps())));
        });
    }
}
