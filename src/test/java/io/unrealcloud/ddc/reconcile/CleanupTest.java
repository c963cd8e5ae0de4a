package io.unrealcloud.ddc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deleting a resource: what becomes of its data, what holds it, and how to let it go. */
class CleanupTest {

    private static final String DELETE = Resources.SMALLEST + "deletionPolicy: Delete\n";
    private static final String CONFIRMED = DELETE + "deletionConfirmation: ddc\n";

    private final Studio studio = new Studio();

    @AfterEach
    void end() {
        studio.close();
    }

    @Test
    void retainLeavesTheDataMarkedAsReleased() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        studio.emulator.calls().reset();
        studio.resource().delete();
        studio.untilGone();
        assertThat(studio.keyspaces()).hasSize(2).allSatisfy(keyspace -> assertThat(studio.tags(keyspace))
                .containsKey(Tags.RELEASED_AT));
        assertThat(studio.emulator.calls().counts().keySet()).noneMatch(operation -> operation.startsWith("Delete"));
        assertThat(studio.events())
                .filteredOn(event -> event.getReason().equals("Released"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("jupiter_local_ddc_us_east_1"));
    }

    @Test
    void whatWasRetainedIsClaimedByTheNextResource() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        studio.resource().delete();
        studio.untilGone();
        studio.emulator.calls().reset();
        UnrealCloudDdc next = studio.apply(Resources.SMALLEST);
        studio.ready();
        assertThat(studio.tags("jupiter"))
                .containsEntry(Tags.UID, next.getMetadata().getUid())
                .doesNotContainKey(Tags.RELEASED_AT);
        assertThat(studio.emulator.calls().count("CreateTable")).isZero();
    }

    @Test
    void deleteConfirmedBeforehandRemovesEverything() {
        studio.start().apply(CONFIRMED);
        studio.ready();
        studio.delay(Duration.ofMillis(500), Delay.DELETE_TABLE, Delay.DELETE_KEYSPACE);
        studio.resource().delete();
        UnrealCloudDdc going = studio.until(ConditionType.DATABASE_READY, ConditionStatus.FALSE, Reason.Deleting);
        assertThat(going.getMetadata().getFinalizers()).contains(Annotations.FINALIZER);
        studio.untilGone();
        assertThat(studio.keyspaces()).isEmpty();
    }

    @Test
    void deleteIsHeldUntilItIsConfirmed() {
        studio.start().apply(DELETE);
        studio.ready();
        studio.emulator.calls().reset();
        studio.resource().delete();
        UnrealCloudDdc held =
                studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.ConfirmationRequired);
        assertThat(Studio.message(held, ConditionType.DELETION_BLOCKED))
                .contains("kubectl patch -n " + studio.namespace + " ucddc ddc")
                .contains("\"deletionConfirmation\":\"ddc\"")
                .contains("\"deletionPolicy\":\"Retain\"");
        assertThat(studio.emulator.calls().mutating()).isZero();
        studio.patch("{\"spec\":{\"deletionConfirmation\":\"ddc\"}}");
        studio.untilGone();
        assertThat(studio.keyspaces()).isEmpty();
    }

    @Test
    void aHeldDeletionIsLetGoByRetain() {
        studio.start().apply(DELETE);
        studio.ready();
        studio.resource().delete();
        studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.ConfirmationRequired);
        studio.patch("{\"spec\":{\"deletionPolicy\":\"Retain\"}}");
        studio.untilGone();
        assertThat(studio.tags("jupiter")).containsKey(Tags.RELEASED_AT);
    }

    @Test
    void aTableOfAnotherHoldsDeletionAndTheMessageSaysTheWayOut() {
        studio.start().apply(CONFIRMED);
        studio.ready();
        studio.emulator
                .catalog()
                .createTable(
                        Studio.HERE,
                        new NewTable(
                                "jupiter",
                                "reports",
                                new TableSchema(List.of(new Column("id", "text")), List.of("id"), List.of(), List.of()),
                                TableSettings.DEFAULTS));
        studio.resource().delete();
        UnrealCloudDdc held = studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.ForeignObjects);
        assertThat(Studio.message(held, ConditionType.DELETION_BLOCKED))
                .contains("reports")
                .contains("kubectl annotate -n %s ucddc ddc %s=true".formatted(studio.namespace, Annotations.ABANDON));
        assertThat(studio.emulator.catalog().tables(Studio.HERE, "jupiter")).hasSize(16);
        studio.annotate(Annotations.ABANDON, "true");
        studio.untilGone();
        assertThat(studio.emulator.catalog().tables(Studio.HERE, "jupiter")).hasSize(16);
        assertThat(studio.events())
                .filteredOn(event -> event.getMessage().startsWith("Abandoned"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("keyspace jupiter"));
    }

    @Test
    void whatMayExistIsNotForgottenWhileAwsIsAway() {
        studio.start().apply(Resources.SMALLEST);
        studio.ready();
        studio.emulator.faults().add(Fault.next(Fault.Kind.DROP_BEFORE, null).times(10_000));
        studio.resource().delete();
        studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.AwsUnreachable);
        studio.emulator.faults().clear();
        studio.untilGone();
        assertThat(studio.tags("jupiter")).containsKey(Tags.RELEASED_AT);
    }

    @Test
    void aResourceThatNeverReachedAwsIsReleasedAtOnce() {
        studio.emulator.faults().add(Fault.next(Fault.Kind.DROP_BEFORE, null).times(10_000));
        studio.start().apply(CONFIRMED);
        studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.AwsUnreachable);
        studio.resource().delete();
        studio.untilGone();
    }

    @Test
    void aPlanTurnedIntoManagementDuringDeletionStillMakesNothing() {
        studio.start().apply(DELETE + "managementPolicy: Plan\n");
        studio.until(resource -> resource.getStatus().plan() != null);
        studio.stop();
        studio.patch("{\"spec\":{\"managementPolicy\":\"Manage\"}}");
        studio.resource().delete();
        studio.start();
        studio.untilGone();
        assertThat(studio.emulator.calls().mutating()).isZero();
    }

    @Test
    void aStatusThatWasWipedDoesNotLetDataGoUnsaid() {
        studio.start().apply(DELETE);
        studio.ready();
        studio.stop();
        studio.resource().delete();
        UnrealCloudDdc wiped = studio.get();
        wiped.setStatus(null);
        wiped.getMetadata().setManagedFields(null);
        studio.client.resource(wiped).updateStatus();
        studio.start();
        studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.ConfirmationRequired);
    }

    @Test
    void aPausedDeletionIsPaused() {
        studio.start().apply(CONFIRMED);
        studio.ready();
        studio.annotate(Annotations.PAUSED, "true");
        studio.until(ConditionType.RECONCILIATION_PAUSED, ConditionStatus.TRUE, Reason.Paused);
        studio.emulator.calls().reset();
        studio.resource().delete();
        studio.until(ConditionType.DELETION_BLOCKED, ConditionStatus.TRUE, Reason.Paused);
        assertThat(studio.emulator.calls().total()).isZero();
        studio.annotate(Annotations.PAUSED, null);
        studio.untilGone();
        assertThat(studio.keyspaces()).isEmpty();
    }

    @Test
    void deletionOutlivesARestart() {
        studio.start().apply(CONFIRMED);
        studio.ready();
        studio.delay(Duration.ofSeconds(1), Delay.DELETE_TABLE);
        studio.resource().delete();
        studio.until(ConditionType.DATABASE_READY, ConditionStatus.FALSE, Reason.Deleting);
        studio.stop();
        studio.start();
        studio.untilGone();
        assertThat(studio.keyspaces()).isEmpty();
    }
}
