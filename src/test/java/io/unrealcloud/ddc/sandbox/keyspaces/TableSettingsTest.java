package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.AutoScalingSettings;
import software.amazon.awssdk.services.keyspaces.model.CreateTableRequest;
import software.amazon.awssdk.services.keyspaces.model.GetTableAutoScalingSettingsResponse;
import software.amazon.awssdk.services.keyspaces.model.GetTableResponse;
import software.amazon.awssdk.services.keyspaces.model.ReplicaSpecification;
import software.amazon.awssdk.services.keyspaces.model.UpdateTableRequest;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Settings of tables in a single-Region keyspace: what is refused, what sticks, what never goes back. */
class TableSettingsTest {

    static final String KMS_KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @BeforeEach
    void keyspaceThere() {
        client.createKeyspace(keyspace("jupiter"));
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    static AutoScalingSettings scaling(long min, long max, double target) {
        return AutoScalingSettings.builder()
                .minimumUnits(min)
                .maximumUnits(max)
                .scalingPolicy(p -> p.targetTrackingScalingPolicyConfiguration(t -> t.targetValue(target)))
                .build();
    }

    private static Named<Consumer<CreateTableRequest.Builder>> refused(
            String why, Consumer<CreateTableRequest.Builder> spoil) {
        return Named.of(why, spoil);
    }

    static Stream<Named<Consumer<CreateTableRequest.Builder>>> refusals() {
        return Stream.of(
                refused(
                        "provisioned without units",
                        r -> r.capacitySpecification(c -> c.throughputMode("PROVISIONED"))),
                refused(
                        "provisioned without write units",
                        r -> r.capacitySpecification(
                                c -> c.throughputMode("PROVISIONED").readCapacityUnits(1L))),
                refused(
                        "more units than the quota",
                        r -> r.capacitySpecification(c -> c.throughputMode("PROVISIONED")
                                .readCapacityUnits(40_001L)
                                .writeCapacityUnits(1L))),
                refused(
                        "units on demand",
                        r -> r.capacitySpecification(
                                c -> c.throughputMode("PAY_PER_REQUEST").readCapacityUnits(1L))),
                refused(
                        "zero units",
                        r -> r.capacitySpecification(c -> c.throughputMode("PROVISIONED")
                                .readCapacityUnits(0L)
                                .writeCapacityUnits(1L))),
                refused("unknown mode", r -> r.capacitySpecification(c -> c.throughputMode("FREE"))),
                refused(
                        "auto scaling on demand",
                        r -> r.autoScalingSpecification(a -> a.writeCapacityAutoScaling(scaling(1, 10, 70)))),
                refused("auto scaling with min over max", r -> provisioned(r)
                        .autoScalingSpecification(a -> a.writeCapacityAutoScaling(scaling(11, 10, 70)))),
                refused("auto scaling with target 19", r -> provisioned(r)
                        .autoScalingSpecification(a -> a.readCapacityAutoScaling(scaling(1, 10, 19.9)))),
                refused("auto scaling with target 91", r -> provisioned(r)
                        .autoScalingSpecification(a -> a.readCapacityAutoScaling(scaling(1, 10, 90.1)))),
                refused("auto scaling without a policy", r -> provisioned(r)
                        .autoScalingSpecification(a -> a.readCapacityAutoScaling(
                                s -> s.minimumUnits(1L).maximumUnits(2L)))),
                refused(
                        "replicas in a single-Region keyspace",
                        r -> r.replicaSpecifications(ReplicaSpecification.builder()
                                .region("us-east-1")
                                .build())),
                refused(
                        "own key without its ARN",
                        r -> r.encryptionSpecification(e -> e.type("CUSTOMER_MANAGED_KMS_KEY"))),
                refused(
                        "own key by alias",
                        r -> r.encryptionSpecification(
                                e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyIdentifier("alias/mine"))),
                refused(
                        "a key with the AWS-owned type",
                        r -> r.encryptionSpecification(
                                e -> e.type("AWS_OWNED_KMS_KEY").kmsKeyIdentifier(KMS_KEY))),
                refused("TTL over 20 years", r -> r.defaultTimeToLive(630_720_001)),
                refused("negative TTL", r -> r.defaultTimeToLive(-1)),
                refused("TTL switched off", r -> r.ttl(t -> t.status("DISABLED"))),
                refused("client-side timestamps switched off", r -> r.clientSideTimestamps(t -> t.status("DISABLED"))),
                refused("CDC half on", r -> r.cdcSpecification(c -> c.status("ENABLING"))));
    }

    private static CreateTableRequest.Builder provisioned(CreateTableRequest.Builder request) {
        return request.capacitySpecification(
                c -> c.throughputMode("PROVISIONED").readCapacityUnits(5L).writeCapacityUnits(5L));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedAtCreation(Consumer<CreateTableRequest.Builder> spoil) {
        CreateTableRequest.Builder request = table("jupiter", "objects");
        spoil.accept(request);
        assertThatThrownBy(() -> client.createTable(request.build())).isInstanceOf(ValidationException.class);
        assertThat(client.listTables(r -> r.keyspaceName("jupiter")).tables()).isEmpty();
    }

    private GetTableResponse shown() {
        return client.getTable(r -> r.keyspaceName("jupiter").tableName("objects"));
    }

    private void update(Consumer<UpdateTableRequest.Builder> change) {
        client.updateTable(r -> change.accept(r.keyspaceName("jupiter").tableName("objects")));
    }

    @Test
    void everythingGivenAtCreationIsShown() {
        client.createTable(provisioned(table("jupiter", "objects"))
                .encryptionSpecification(e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyIdentifier(KMS_KEY))
                .pointInTimeRecovery(p -> p.status("ENABLED"))
                .ttl(t -> t.status("ENABLED"))
                .defaultTimeToLive(630_720_000)
                .clientSideTimestamps(t -> t.status("ENABLED"))
                .cdcSpecification(c -> c.status("ENABLED"))
                .autoScalingSpecification(a -> a.writeCapacityAutoScaling(scaling(1, 10, 20)))
                .build());
        GetTableResponse shown = shown();
        assertThat(shown.encryptionSpecification().kmsKeyIdentifier()).isEqualTo(KMS_KEY);
        assertThat(shown.pointInTimeRecovery().statusAsString()).isEqualTo("ENABLED");
        assertThat(shown.pointInTimeRecovery().earliestRestorableTimestamp()).isNotNull();
        assertThat(shown.ttl().statusAsString()).isEqualTo("ENABLED");
        assertThat(shown.defaultTimeToLive()).isEqualTo(630_720_000);
        assertThat(shown.clientSideTimestamps().statusAsString()).isEqualTo("ENABLED");
        assertThat(shown.cdcSpecification().viewTypeAsString()).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(shown.latestStreamArn()).startsWith(shown.resourceArn() + "/stream/");
        GetTableAutoScalingSettingsResponse settings = client.getTableAutoScalingSettings(
                r -> r.keyspaceName("jupiter").tableName("objects"));
        assertThat(settings.autoScalingSpecification()
                        .writeCapacityAutoScaling()
                        .maximumUnits())
                .isEqualTo(10);
        assertThat(settings.autoScalingSpecification().readCapacityAutoScaling())
                .isNull();
    }

    @Test
    void defaultTimeToLiveSwitchesTimeToLiveOn() {
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.defaultTimeToLive(60));
        assertThat(shown().ttl().statusAsString()).isEqualTo("ENABLED");
        update(r -> r.defaultTimeToLive(0));
        assertThat(shown().ttl().statusAsString()).isEqualTo("ENABLED");
    }

    @Test
    void switchesCanOnlyBePutOn() {
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.ttl(t -> t.status("ENABLED")));
        update(r -> r.clientSideTimestamps(t -> t.status("ENABLED")));
        assertThat(shown().ttl().statusAsString()).isEqualTo("ENABLED");
        assertThat(shown().clientSideTimestamps().statusAsString()).isEqualTo("ENABLED");
        assertThatThrownBy(() -> update(r -> r.ttl(t -> t.status("DISABLED")))).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> update(r -> r.clientSideTimestamps(t -> t.status("DISABLED"))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void autoScalingFollowsTheCapacityMode() {
        client.createTable(provisioned(table("jupiter", "objects")).build());
        update(r -> r.autoScalingSpecification(a -> a.writeCapacityAutoScaling(scaling(1, 10, 70))));
        update(r -> r.autoScalingSpecification(a -> a.readCapacityAutoScaling(scaling(2, 20, 80))));
        assertThat(client.getTableAutoScalingSettings(
                                r -> r.keyspaceName("jupiter").tableName("objects"))
                        .autoScalingSpecification()
                        .writeCapacityAutoScaling()
                        .minimumUnits())
                .isEqualTo(1);
        update(r -> r.capacitySpecification(c -> c.throughputMode("PAY_PER_REQUEST")));
        assertThat(client.getTableAutoScalingSettings(
                                r -> r.keyspaceName("jupiter").tableName("objects"))
                        .autoScalingSpecification()
                        .writeCapacityAutoScaling())
                .isNull();
        assertThatThrownBy(() ->
                        update(r -> r.autoScalingSpecification(a -> a.writeCapacityAutoScaling(scaling(1, 10, 70)))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void viewTypeHoldsForAStreamsLife() {
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.cdcSpecification(c -> c.status("ENABLED").viewType("KEYS_ONLY")));
        String first = shown().latestStreamArn();
        assertThatThrownBy(() ->
                        update(r -> r.cdcSpecification(c -> c.status("ENABLED").viewType("NEW_IMAGE"))))
                .isInstanceOf(ValidationException.class);
        update(r -> r.cdcSpecification(c -> c.status("DISABLED")));
        emulated.tenSecondsLater();
        update(r -> r.cdcSpecification(c -> c.status("ENABLED").viewType("NEW_IMAGE")));
        assertThat(shown().latestStreamArn()).isNotEqualTo(first);
    }

    @Test
    void pointInTimeRecoveryGoesOnAndOff() {
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.pointInTimeRecovery(p -> p.status("ENABLED")));
        assertThat(shown().pointInTimeRecovery().earliestRestorableTimestamp()).isNotNull();
        update(r -> r.pointInTimeRecovery(p -> p.status("DISABLED")));
        assertThat(shown().pointInTimeRecovery().statusAsString()).isEqualTo("DISABLED");
        assertThat(shown().pointInTimeRecovery().earliestRestorableTimestamp()).isNull();
    }

    @Test
    void encryptionKeyCanBeChanged() {
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.encryptionSpecification(
                e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyIdentifier(KMS_KEY)));
        assertThat(shown().encryptionSpecification().kmsKeyIdentifier()).isEqualTo(KMS_KEY);
        update(r -> r.encryptionSpecification(e -> e.type("AWS_OWNED_KMS_KEY")));
        assertThat(shown().encryptionSpecification().kmsKeyIdentifier()).isNull();
    }
}
