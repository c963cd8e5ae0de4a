package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.ClusteringKey;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.ReplicaSettings;
import io.unrealcloud.ddc.aws.keyspaces.ReplicationStrategy;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ManualTimeline;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Call;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every method of the port there and back, and every failure, against the emulator of the service. */
class EmulatedKeyspacesTest {
    private static final AccessKey KEY = AccessKey.ofUser("AKIDSTUDIO", "secret", "111122223333", "studio");
    private static final TableSchema SCHEMA = new TableSchema(
            List.of(
                    new Column("ns", "text"),
                    new Column("id", "blob"),
                    new Column("owner", "text"),
                    new Column("refs", "set<frozen<ref>>")),
            List.of("ns"),
            List.of(new ClusteringKey("id", ClusteringKey.Order.DESC)),
            List.of("owner"));
    private static final UnitScaling SCALING =
            new UnitScaling.TargetTracking(5, 50, 70, true, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final ManualTimeline time = new ManualTimeline();
    private KeyspacesEmulator emulator;
    private AwsClients clients;
    private KeyspacesPort port;

    @BeforeEach
    void start() {
        emulator = KeyspacesEmulator.start(EmulatorConfig.local(KEY).timeline(time));
        clients = clients(KEY);
        port = clients.keyspaces("us-east-1");
    }

    @AfterEach
    void end() {
        clients.close();
        emulator.close();
    }

    @Test
    void aKeyspaceThereAndBack() {
        String arn = port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of("owner", "games")));
        assertThat(arn).isEqualTo("arn:aws:cassandra:us-east-1:111122223333:/keyspace/jupiter/");
        KeyspaceDescription keyspace = port.keyspace("jupiter").orElseThrow();
        assertThat(keyspace.arn()).isEqualTo(arn);
        assertThat(keyspace.strategy()).isEqualTo(ReplicationStrategy.SINGLE_REGION);
        assertThat(keyspace.active()).isTrue();
        assertThat(port.keyspaceNames()).contains("jupiter", "system");

        port.tag(arn, Map.of("released-at", "now"));
        assertThat(port.tags(arn)).isEqualTo(Map.of("owner", "games", "released-at", "now"));
        port.untag(arn, Map.of("released-at", "now"));
        assertThat(port.tags(arn)).isEqualTo(Map.of("owner", "games"));

        port.deleteKeyspace("jupiter");
        assertThat(port.keyspace("jupiter")).isEmpty();
        assertThat(port.keyspaceNames()).doesNotContain("jupiter");
    }

    @Test
    void regionsAreAddedWithTheirProgress() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        createTable(TableSettings.DEFAULT);
        emulator.knobs().delay(Delay.ADD_REGION, Duration.ofMinutes(10));

        port.addRegions("jupiter", List.of("us-east-1", "eu-west-1"));

        KeyspaceDescription adding = port.keyspace("jupiter").orElseThrow();
        assertThat(adding.active()).isFalse();
        assertThat(adding.replicas())
                .anySatisfy(replica -> assertThat(replica.progress()).isPresent());
        time.advance(Duration.ofMinutes(10));
        KeyspaceDescription added = port.keyspace("jupiter").orElseThrow();
        assertThat(added.active()).isTrue();
        assertThat(added.strategy()).isEqualTo(ReplicationStrategy.MULTI_REGION);
        assertThat(added.regions()).containsExactlyInAnyOrder("us-east-1", "eu-west-1");
        assertThat(added.replicas()).extracting("status").containsOnly(KeyspaceStatus.ACTIVE);
        TableDescription there =
                clients.keyspaces("eu-west-1").table("jupiter", "objects").orElseThrow();
        assertThat(there.arn()).contains(":eu-west-1:");
        assertThat(there.replicas()).extracting("region").containsExactlyInAnyOrder("us-east-1", "eu-west-1");
        assertThat(there.settings().clientSideTimestamps()).isTrue();
    }

    @Test
    void typesAndWhatRefersToThem() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        createTable(TableSettings.DEFAULT);
        List<Column> fields = List.of(new Column("bucket", "text"), new Column("key", "text"));
        assertThat(port.type("jupiter", "ref"))
                .contains(new TypeDescription(
                        "jupiter", "ref", TypeStatus.ACTIVE, "ACTIVE", fields, List.of("objects"), List.of()));
        assertThat(error(() -> port.deleteType("jupiter", "ref"))).isIn(AwsError.INVALID_REQUEST, AwsError.CONFLICT);
        port.deleteTable("jupiter", "objects");
        assertThat(port.table("jupiter", "objects")).isEmpty();
        port.deleteType("jupiter", "ref");
        assertThat(port.typeNames("jupiter")).isEmpty();
        assertThat(port.type("jupiter", "ref")).isEmpty();
    }

    @Test
    void aTableWithEverySettingThereAndBack() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        createType();
        TableSettings settings = new TableSettings(
                new Capacity.Provisioned(10, 20),
                new Encryption.CustomerManaged("arn:aws:kms:us-east-1:111122223333:key/k"),
                true,
                true,
                60,
                true);
        String arn = port.createTable(new NewTable(
                "jupiter",
                "objects",
                SCHEMA,
                settings,
                Optional.of(new AutoScaling(SCALING, new UnitScaling.Off())),
                List.of(),
                Optional.of(new WarmThroughput(20_000, 10_000)),
                Map.of("owner", "games")));
        TableDescription table = port.table("jupiter", "objects").orElseThrow();
        assertThat(table.arn()).isEqualTo(arn);
        assertThat(table.schema().columns()).containsExactlyInAnyOrderElementsOf(SCHEMA.columns());
        assertThat(table.schema().clusteringKeys()).isEqualTo(SCHEMA.clusteringKeys());
        assertThat(table.schema().partitionKeys()).isEqualTo(SCHEMA.partitionKeys());
        assertThat(table.schema().staticColumns()).isEqualTo(SCHEMA.staticColumns());
        assertThat(table.settings()).isEqualTo(settings);
        assertThat(table.warmThroughput().orElseThrow().throughput()).isEqualTo(new WarmThroughput(20_000, 10_000));
        assertThat(table.active()).isTrue();
        assertThat(port.tags(arn)).isEqualTo(Map.of("owner", "games"));
        assertThat(port.autoScaling("jupiter", "objects").orElseThrow().table())
                .isEqualTo(new AutoScaling(SCALING, new UnitScaling.Off()));
        assertThat(port.tableNames("jupiter")).containsExactly("objects");
    }

    @Test
    void everyKindOfChangeIsSeenAfterwards() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        createTable(TableSettings.DEFAULT);
        Encryption key = new Encryption.CustomerManaged("arn:aws:kms:us-east-1:111122223333:key/k");
        AutoScaling scaling = new AutoScaling(SCALING, SCALING);
        for (TableChange change : List.of(
                new TableChange.AddColumns(List.of(new Column("more", "int"))),
                TableChange.SetThroughput.capacity(new Capacity.Provisioned(10, 20)),
                TableChange.SetThroughput.autoScaling(scaling),
                new TableChange.SetEncryption(key),
                new TableChange.SetPointInTimeRecovery(true),
                new TableChange.EnableTimeToLive(),
                new TableChange.SetDefaultTimeToLive(60),
                new TableChange.EnableClientSideTimestamps(),
                new TableChange.SetWarmThroughput(new WarmThroughput(20_000, 10_000)))) {
            port.updateTable("jupiter", "objects", change);
        }
        TableDescription table = port.table("jupiter", "objects").orElseThrow();
        assertThat(table.settings())
                .isEqualTo(new TableSettings(new Capacity.Provisioned(10, 20), key, true, true, 60, true));
        assertThat(table.schema().columns()).contains(new Column("more", "int"));
        assertThat(table.warmThroughput().orElseThrow().throughput()).isEqualTo(new WarmThroughput(20_000, 10_000));
        assertThat(port.autoScaling("jupiter", "objects").orElseThrow().table()).isEqualTo(scaling);
        port.updateTable("jupiter", "objects", TableChange.SetThroughput.autoScaling(AutoScaling.OFF));
        assertThat(port.autoScaling("jupiter", "objects").orElseThrow().table()).isEqualTo(AutoScaling.OFF);
    }

    @Test
    void aMultiRegionTableGoesToProvisionedWithItsScalingInOneCall() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of("us-east-1", "eu-west-1"), Map.of()));
        createTable(new TableSettings(new Capacity.OnDemand(), new Encryption.AwsOwned(), false, false, 0, true));
        port.updateTable(
                "jupiter",
                "objects",
                new TableChange.SetThroughput(
                        Optional.of(new Capacity.Provisioned(10, 20)),
                        Optional.of(new AutoScaling(SCALING, SCALING)),
                        List.of(new ReplicaSettings("eu-west-1", OptionalLong.of(30), Optional.empty()))));
        TableDescription table = port.table("jupiter", "objects").orElseThrow();
        assertThat(table.settings().capacity()).isEqualTo(new Capacity.Provisioned(10, 20));
        assertThat(table.replicas())
                .filteredOn(replica -> replica.region().equals("eu-west-1"))
                .singleElement()
                .satisfies(replica -> assertThat(replica.capacity()).isEqualTo(new Capacity.Provisioned(30, 20)));
    }

    @Test
    void statesPassOnTheWay() {
        emulator.knobs()
                .delay(Delay.CREATE_KEYSPACE, Duration.ofSeconds(5))
                .delay(Delay.KEYSPACE_NOT_FOUND_LAG, Duration.ofSeconds(3))
                .delay(Delay.CREATE_TABLE, Duration.ofSeconds(30))
                .delay(Delay.DELETE_TABLE, Duration.ofSeconds(30));
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        assertThat(port.keyspace("jupiter")).isEmpty();
        time.advance(Duration.ofSeconds(5));
        assertThat(port.keyspace("jupiter")).isPresent();
        createTable(TableSettings.DEFAULT);
        assertThat(status()).isEqualTo(TableStatus.CREATING);
        assertThat(error(() -> port.deleteTable("jupiter", "objects"))).isEqualTo(AwsError.CONFLICT);
        assertThat(error(() -> port.deleteKeyspace("jupiter"))).isEqualTo(AwsError.CONFLICT);
        time.advance(Duration.ofSeconds(30));
        assertThat(status()).isEqualTo(TableStatus.ACTIVE);
        port.deleteTable("jupiter", "objects");
        assertThat(status()).isEqualTo(TableStatus.DELETING);
        time.advance(Duration.ofSeconds(30));
        assertThat(port.table("jupiter", "objects")).isEmpty();
    }

    @Test
    void eachRegionHasItsOwn() {
        port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()));
        assertThat(clients.keyspaces("eu-west-1").keyspace("jupiter")).isEmpty();
        assertThat(emulator.calls().all()).extracting(Call::region).containsExactly("us-east-1", "eu-west-1");
    }

    @Test
    void refusalsByTheirKind() {
        NewKeyspace keyspace = new NewKeyspace("jupiter", List.of(), Map.of());
        port.createKeyspace(keyspace);
        assertThat(error(() -> port.createKeyspace(keyspace))).isEqualTo(AwsError.CONFLICT);
        assertThat(error(() -> port.deleteKeyspace("other"))).isEqualTo(AwsError.NOT_FOUND);
        assertThat(error(() -> port.createKeyspace(new NewKeyspace("not a name", List.of(), Map.of()))))
                .isEqualTo(AwsError.INVALID_REQUEST);
        emulator.knobs().quotas(new Knobs.Quotas(1, 256, 50, 4, 1000));
        assertThat(error(() -> port.createKeyspace(new NewKeyspace("other", List.of(), Map.of()))))
                .isEqualTo(AwsError.QUOTA_EXCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, THROTTLED",
        "SERVER_ERROR, SERVICE",
        "UNAVAILABLE, SERVICE",
        "ACCESS_DENIED, ACCESS_DENIED",
        "DROP_BEFORE, NETWORK",
        "DROP_AFTER, NETWORK",
    })
    void faultsByTheirKind(Fault.Kind kind, AwsError expected) {
        emulator.faults().add(Fault.next(kind, "CreateKeyspace"));
        assertThat(error(() -> port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()))))
                .isEqualTo(expected);
        assertThat(port.keyspace("jupiter").isPresent()).isEqualTo(kind == Fault.Kind.DROP_AFTER);
        assertThat(expected.mayHaveHappened() || kind != Fault.Kind.DROP_AFTER).isTrue();
    }

    @Test
    void aRetryAfterALostReplyMeetsItsOwnWork() {
        emulator.faults().add(Fault.next(Fault.Kind.DROP_AFTER, "CreateKeyspace"));
        try (AwsClients trying = clients(KEY, 2)) {
            assertThat(error(() -> trying.keyspaces("us-east-1")
                            .createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of()))))
                    .isEqualTo(AwsError.CONFLICT);
        }
        assertThat(port.keyspace("jupiter")).isPresent();
    }

    @Test
    void keysThatDoNotHold() {
        AccessKey wrongSecret = AccessKey.ofUser(KEY.accessKeyId(), "other", KEY.accountId(), "studio");
        AccessKey unknown = AccessKey.ofUser("AKIDNOBODY", "secret", KEY.accountId(), "nobody");
        AccessKey expired = new AccessKey(
                "ASIAOLD",
                "secret",
                "token",
                "arn:aws:sts::111122223333:assumed-role/operator/s",
                KEY.accountId(),
                Instant.now().minusSeconds(60));
        emulator.principals().add(expired);
        for (AccessKey key : List.of(wrongSecret, unknown, expired)) {
            try (AwsClients other = clients(key)) {
                assertThat(error(() -> other.keyspaces("us-east-1").keyspaceNames()))
                        .as(key.toString())
                        .isEqualTo(AwsError.CREDENTIALS);
            }
        }
    }

    private TableStatus status() {
        return port.table("jupiter", "objects").orElseThrow().status();
    }

    private void createType() {
        port.createType(
                new NewType("jupiter", "ref", List.of(new Column("bucket", "text"), new Column("key", "text"))));
    }

    private void createTable(TableSettings settings) {
        createType();
        port.createTable(new NewTable(
                "jupiter", "objects", SCHEMA, settings, Optional.empty(), List.of(), Optional.empty(), Map.of()));
    }

    private static AwsError error(ThrowingCallable call) {
        AwsException failure = catchThrowableOfType(AwsException.class, call);
        return failure == null ? null : failure.error();
    }

    private AwsClients clients(AccessKey key) {
        return clients(key, 1);
    }

    private AwsClients clients(AccessKey key, int attempts) {
        return new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("keyspaces", emulator.uri()))
                        .withCredentials(new StaticCredentials(
                                key.accessKeyId(), key.secretAccessKey(), Optional.ofNullable(key.sessionToken())))
                        .withAttempts(attempts),
                CallListener.NONE);
    }
}
