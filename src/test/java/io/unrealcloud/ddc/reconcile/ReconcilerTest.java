package io.unrealcloud.ddc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A resource that stays, on a real API server, from its first visit to its last edit. */
class ReconcilerTest {

    private final Studio studio = new Studio();

    @AfterEach
    void end() {
        studio.close();
    }

    @Test
    void theExampleGetsItsDatabase() throws IOException {
        String example = Files.readString(Path.of("examples/single-region-keyspaces.yaml"));
        String spec = example.substring(example.indexOf("\nspec:\n") + 7).replaceAll("(?m)^  ", "");
        studio.start().apply(spec);
        UnrealCloudDdc resource = studio.ready();
        assertThat(studio.keyspaces()).containsExactlyInAnyOrder("jupiter", "jupiter_local_ddc_us_east_1");
        var database = resource.getStatus().database();
        assertThat(database.connection().host()).isEqualTo("cassandra.us-east-1.amazonaws.com");
        assertThat(database.connection().port()).isEqualTo(9142);
        assertThat(database.connection().keyspaceName()).isEqualTo("jupiter_local_ddc_us_east_1");
        assertThat(database.backends().get(0).tables().ready()).isEqualTo(20);
        assertThat(database.backends().get(0).tables().total()).isEqualTo(20);
        assertThat(resource.getMetadata().getFinalizers()).containsExactly(Annotations.FINALIZER);

        Condition ready = Studio.condition(resource, ConditionType.READY).orElseThrow();
        assertThat(ready.status()).as("here nothing runs pods").isEqualTo(ConditionStatus.FALSE);
        assertThat(resource.getStatus().conditions())
                .extracting(Condition::type)
                .containsExactlyInAnyOrder(
                        "Ready",
                        "DatabaseReady",
                        "SchemaValid",
                        "IdentityReady",
                        "WorkloadAvailable",
                        "Verified",
                        "Progressing",
                        "Degraded");
        assertThat(resource.getStatus().conditions())
                .allMatch(condition -> condition.observedGeneration().equals(1L))
                .allMatch(condition -> condition.lastTransitionTime() != null)
                .noneMatch(condition -> condition.message().isBlank());
    }

    @Test
    void withoutAnApplicationTheBindingIsAllThereIsToDo() {
        studio.start().apply(Resources.SMALLEST);
        Condition ready = Studio.condition(studio.ready(), ConditionType.READY).orElseThrow();
        assertThat(ready.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(ready.reason()).isEqualTo("BindingReady");
    }

    @Test
    void statusTellsEachStage() {
        studio.delay(Duration.ofMillis(1500), Delay.CREATE_KEYSPACE, Delay.CREATE_TYPE, Delay.CREATE_TABLE);
        studio.start().apply(Resources.SMALLEST);
        studio.until(ConditionType.PROGRESSING, ConditionStatus.TRUE, Reason.CreatingKeyspace);
        studio.until(ConditionType.PROGRESSING, ConditionStatus.TRUE, Reason.CreatingTypes);
        UnrealCloudDdc tables = studio.until(ConditionType.PROGRESSING, ConditionStatus.TRUE, Reason.CreatingTables);
        assertThat(Studio.isTrue(tables, ConditionType.DATABASE_READY)).isFalse();
        assertThat(tables.getStatus().database().backends().get(0).tables().ready())
                .isLessThan(20);
        assertThat(Studio.message(tables, ConditionType.PROGRESSING)).contains("of 20 tables are ready");
        UnrealCloudDdc done = studio.ready();
        assertThat(Studio.condition(done, ConditionType.PROGRESSING)
                        .orElseThrow()
                        .status())
                .isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void aStableResourceIsNotWrittenAndAsksAwsNothing() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        studio.passesMore(1);
        UnrealCloudDdc before = studio.get();
        studio.emulator.calls().reset();
        studio.passesMore(3);
        UnrealCloudDdc after = studio.get();
        assertThat(after.getStatus()).isEqualTo(before.getStatus());
        assertThat(writtenByOperator(after)).isEqualTo(writtenByOperator(before));
        assertThat(studio.emulator.calls().total()).isZero();

        String version = after.getMetadata().getResourceVersion();
        studio.stop();
        int passes = studio.passes.get();
        studio.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> studio.passes.get() > passes);
        assertThat(studio.get().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(studio.emulator.calls().mutating()).isZero();
    }

    private static Optional<String> writtenByOperator(UnrealCloudDdc resource) {
        return resource.getMetadata().getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(ManagedFieldsEntry::getTime)
                .findFirst();
    }

    @Test
    void aWipedStatusIsRebuiltWithoutAWriteToAws() {
        studio.start().apply(Resources.SMALLEST);
        UnrealCloudDdc before = studio.ready();
        studio.stop();
        studio.emulator.calls().reset();
        UnrealCloudDdc wiped = studio.get();
        wiped.setStatus(null);
        wiped.getMetadata().setManagedFields(null);
        studio.client.resource(wiped).updateStatus();
        assertThat(studio.get().getStatus()).isNull();
        studio.start();
        UnrealCloudDdc after = studio.ready();
        assertThat(studio.emulator.calls().mutating()).isZero();
        assertThat(after.getStatus().database()).isEqualTo(before.getStatus().database());
        assertThat(after.getStatus().lastValidSpec())
                .isEqualTo(before.getStatus().lastValidSpec());
    }

    /** Also by an operator that has forgotten everything: status is the only witness left. */
    @Test
    void keyspacesThatAreAllGoneAtOnceAreNotMadeAgainEmpty() {
        studio.start().apply(Resources.SMALLEST);
        UnrealCloudDdc whole = studio.until(resource -> provisioned(resource) != null);
        studio.stop();
        for (String keyspace : studio.keyspaces()) {
            studio.emulator.catalog().tables(Studio.HERE, keyspace).forEach(table -> studio.emulator
                    .catalog()
                    .deleteTable(Studio.HERE, keyspace, table.name()));
            studio.emulator.catalog().deleteKeyspace(Studio.HERE, keyspace);
        }
        studio.emulator.calls().reset();
        studio.start();
        UnrealCloudDdc lost = studio.until(ConditionType.DATABASE_READY, ConditionStatus.FALSE, Reason.DataLost);
        assertThat(Studio.message(lost, ConditionType.DATABASE_READY)).contains("acknowledgeDataLoss");
        assertThat(provisioned(lost)).isEqualTo(provisioned(whole));
        studio.stop();
        studio.start();
        studio.readAll();
        assertThat(studio.emulator.calls().mutating()).isZero();
        assertThat(studio.keyspaces()).isEmpty();

        studio.patch("{\"spec\":{\"database\":{\"amazonKeyspaces\":{\"acknowledgeDataLoss\":"
                + "[\"jupiter\",\"jupiter_local_ddc_us_east_1\"]}}}}");
        studio.ready();
        assertThat(studio.keyspaces()).hasSize(2);
    }

    private static String provisioned(UnrealCloudDdc resource) {
        return Optional.ofNullable(resource.getStatus().database())
                .map(database -> database.backends().get(0).provisioned())
                .orElse(null);
    }

    @Test
    void anInvalidEditIsSaidAndTheLastValidSpecIsStillHealed() {
        studio.settings(new OperatorSettings(
                        new Tenancy(List.of(new Tenancy.Limits(
                                studio.namespace,
                                List.of("us-east-1"),
                                List.of("jupiter*"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null))),
                        Resources.permissive().identity(),
                        null))
                .start()
                .apply(Resources.SMALLEST);
        studio.ready();
        studio.patch("{\"spec\":{\"database\":{\"amazonKeyspaces\":{\"enableCrossRegionReplication\":true,"
                + "\"peerRegions\":[\"eu-west-1\"],\"primaryRegion\":\"us-east-1\"}}}}");
        UnrealCloudDdc rejected = studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.NotPermitted);
        assertThat(Studio.message(rejected, ConditionType.DEGRADED))
                .contains("eu-west-1")
                .contains("tenancy.namespaces[namespace=%s].regions".formatted(studio.namespace))
                .contains("last valid spec");
        assertThat(Studio.isTrue(rejected, ConditionType.DATABASE_READY)).isTrue();

        studio.emulator
                .catalog()
                .updateTable(
                        Studio.HERE,
                        "jupiter",
                        "objects",
                        new io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange.SetPointInTimeRecovery(true));
        studio.readAll();
        await().atMost(Duration.ofSeconds(20)).until(() -> !studio.emulator
                .catalog()
                .table(Studio.HERE, "jupiter", "objects")
                .orElseThrow()
                .settings()
                .pointInTimeRecovery());
        assertThat(studio.get().getStatus().lastValidSpec().toString()).doesNotContain("eu-west-1");
    }

    @Test
    void anEditChangesTheTablesAndReadyStays() {
        studio.start().apply(Resources.SMALLEST);
        Instant since = Studio.condition(studio.ready(), ConditionType.DATABASE_READY)
                .orElseThrow()
                .lastTransitionTime();
        studio.delay(Duration.ofMillis(300), Delay.UPDATE_TABLE);
        studio.patch(
                "{\"spec\":{\"database\":{\"amazonKeyspaces\":{\"currentRegion\":{\"pointInTimeRecovery\":true}}}}}");
        UnrealCloudDdc done = studio.until(resource -> resource.getStatus().observedGeneration() == 2L
                && !Studio.isTrue(resource, ConditionType.PROGRESSING)
                && studio.emulator.catalog().tables(Studio.HERE, "jupiter").stream()
                        .allMatch(table -> table.settings().pointInTimeRecovery()));
        Condition ready = Studio.condition(done, ConditionType.DATABASE_READY).orElseThrow();
        assertThat(ready.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(ready.lastTransitionTime()).isEqualTo(since);
        assertThat(ready.observedGeneration()).isEqualTo(2L);
    }

    @Test
    void aPausedResourceIsLeftAlone() {
        UnrealCloudDdc resource = new UnrealCloudDdc();
        resource.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                .withNamespace(studio.namespace)
                .withName(Studio.NAME)
                .addToAnnotations(Annotations.PAUSED, "true")
                .build());
        resource.setSpec(Resources.spec(Resources.SMALLEST));
        studio.client.resource(resource).create();
        studio.start();
        UnrealCloudDdc paused = studio.until(ConditionType.RECONCILIATION_PAUSED, ConditionStatus.TRUE, Reason.Paused);
        assertThat(Studio.message(paused, ConditionType.RECONCILIATION_PAUSED)).contains(Annotations.PAUSED + "-");
        assertThat(studio.emulator.calls().total()).isZero();
        studio.annotate(Annotations.PAUSED, null);
        UnrealCloudDdc ready = studio.ready();
        assertThat(Studio.condition(ready, ConditionType.RECONCILIATION_PAUSED)).isEmpty();
    }

    @Test
    void theAnnotationAsksForOneFullPass() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        studio.emulator.calls().reset();
        studio.readAll();
        assertThat(studio.emulator.calls().count("GetTable")).isEqualTo(20);
        assertThat(studio.emulator.calls().mutating()).isZero();
        studio.passesMore(2);
        assertThat(studio.emulator.calls().count("GetTable")).as("only once").isEqualTo(20);
    }

    @Test
    void aPlanIsWrittenAndNothingElse() {
        studio.start().apply(Resources.SMALLEST + "managementPolicy: Plan\n");
        UnrealCloudDdc planned = studio.until(resource -> resource.getStatus().plan() != null);
        var steps = planned.getStatus().plan().steps();
        assertThat(steps.subList(0, 2 + 3 + 20 + 2))
                .extracting(step -> step.target().split(" ")[0])
                .containsOnly("keyspace", "type", "table");
        assertThat(steps.subList(2 + 3 + 20 + 2, steps.size()))
                .extracting(step -> step.action() + " " + step.target().split(" ")[0])
                .containsExactly("create role", "write inline", "create ServiceAccount", "create ConfigMap");
        assertThat(steps).noneMatch(step -> step.destructive());
        assertThat(steps.get(0).action()).isEqualTo("create");
        assertThat(planned.getStatus().plan().costPerMonth()).contains("USD 0.00");
        assertThat(studio.emulator.calls().mutating()).isZero();
        assertThat(planned.getStatus().lastValidSpec()).isNull();

        studio.emulator.faults().add(Fault.next(Fault.Kind.DROP_BEFORE, null).times(1_000));
        studio.resource().delete();
        studio.untilGone();
        assertThat(studio.emulator.calls().mutating()).isZero();
    }

    @Test
    void aPlanTurnedIntoManagementIsCarriedOut() {
        studio.start().apply(Resources.SMALLEST + "managementPolicy: Plan\n");
        studio.until(resource -> resource.getStatus().plan() != null);
        studio.patch("{\"spec\":{\"managementPolicy\":\"Manage\"}}");
        assertThat(studio.ready().getStatus().plan()).isNull();
    }

    @Test
    void aNamespaceWithoutAnEntryIsToldTheLineToAdd() {
        studio.settings(Resources.permissive("somebody-else")).start().apply(Resources.SMALLEST);
        UnrealCloudDdc refused = studio.until(ConditionType.READY, ConditionStatus.FALSE, Reason.NotPermitted);
        assertThat(Studio.message(refused, ConditionType.READY))
                .contains("tenancy.namespaces: {namespace: %s, regions: [us-east-1]".formatted(studio.namespace));
        assertThat(studio.emulator.calls().total()).isZero();
        studio.resource().delete();
        studio.untilGone();
    }

    @Test
    void anExistingScyllaWaitsForItsLogin() {
        studio.settings(new OperatorSettings(
                        new Tenancy(List.of(Resources.unlimited(studio.namespace))),
                        Resources.permissive().identity(),
                        null))
                .start()
                .apply("""
                    region: us-east-1
                    cluster: {name: games}
                    database:
                      scylla:
                        existing: {contactPoints: [db.example.com], credentialsSecretRef: {name: db}}
                    """);
        UnrealCloudDdc waiting = studio.until(ConditionType.READY, ConditionStatus.FALSE, Reason.SecretMissing);
        assertThat(Studio.message(waiting, ConditionType.READY)).contains("Secret db", "kubectl label");
    }

    @Test
    void awsTroubleIsSaidAndHeals() {
        studio.emulator
                .faults()
                .add(Fault.next(Fault.Kind.ACCESS_DENIED, "CreateTable").times(1_000));
        studio.start().apply(Resources.SMALLEST);
        UnrealCloudDdc denied = studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.AwsAccessDenied);
        assertThat(Studio.message(denied, ConditionType.DEGRADED)).contains("CreateTable");
        studio.emulator.faults().clear();
        assertThat(Studio.isTrue(studio.ready(), ConditionType.DEGRADED)).isFalse();
    }

    @Test
    void eventsTellTheStoryAndCountRepetitions() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        for (int i = 0; i < 2; i++) {
            studio.annotate(Annotations.PAUSED, "true");
            studio.until(ConditionType.RECONCILIATION_PAUSED, ConditionStatus.TRUE, Reason.Paused);
            studio.annotate(Annotations.PAUSED, null);
            studio.until(resource -> Studio.condition(resource, ConditionType.RECONCILIATION_PAUSED)
                    .isEmpty());
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(studio.events())
                    .filteredOn(event -> event.getReason().equals("Paused"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getCount()).isEqualTo(2);
                        assertThat(event.getType()).isEqualTo("Normal");
                        assertThat(event.getInvolvedObject().getName()).isEqualTo(Studio.NAME);
                    });
            assertThat(studio.events())
                    .filteredOn(event -> event.getReason().equals("Available"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getMessage()).contains("20 tables"));
        });
    }

    @Test
    void whatOthersWroteStays() {
        UnrealCloudDdc resource = new UnrealCloudDdc();
        resource.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                .withNamespace(studio.namespace)
                .withName(Studio.NAME)
                .addToAnnotations("games.example.com/owner", "tools")
                .addToLabels("team", "core")
                .addToFinalizers("games.example.com/hold")
                .build());
        resource.setSpec(Resources.spec(Resources.SMALLEST));
        studio.client.resource(resource).fieldManager("gitops").serverSideApply();
        studio.start();
        UnrealCloudDdc ready = studio.ready();
        assertThat(ready.getMetadata().getAnnotations()).containsEntry("games.example.com/owner", "tools");
        assertThat(ready.getMetadata().getLabels()).containsEntry("team", "core");
        assertThat(ready.getMetadata().getFinalizers())
                .containsExactlyInAnyOrder("games.example.com/hold", Annotations.FINALIZER);
        List<ManagedFieldsEntry> operators = ready.getMetadata().getManagedFields().stream()
                .filter(entry -> !entry.getManager().equals("gitops"))
                .toList();
        assertThat(operators).noneMatch(entry -> entry.getFieldsV1().toString().contains("f:spec"));
        // Applied again without a conflict: the operator has not taken any of it.
        studio.client.resource(resource).fieldManager("gitops").serverSideApply();
        studio.patch("{\"metadata\":{\"finalizers\":[\"%s\"]}}".formatted(Annotations.FINALIZER));
    }
}
