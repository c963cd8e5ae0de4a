package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.schema.TableDefinition;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans one table: its creation, the wait for it, and one change of settings at a time. */
final class TablePlanner {

    private final DesiredState desired;
    private final DesiredKeyspace keyspace;
    private final KeyspacesFacts facts;
    private final KeyspaceFacts known;
    private final Instant now;

    TablePlanner(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace, Instant now) {
        this.desired = desired;
        this.facts = facts;
        this.keyspace = keyspace;
        this.known = facts.keyspace(keyspace.name());
        this.now = now;
    }

    Optional<Step<KeyspacesOperation>> plan(TableDefinition table) {
        return operation(table).map(operation -> step(table, operation));
    }

    private Optional<KeyspacesOperation> operation(TableDefinition table) {
        TableFacts live = known.tables().get(table.name().internal());
        if (live == null) {
            return Optional.of(absent(table));
        }
        return switch (live.description().status()) {
            case ACTIVE -> live.description().active() ? settled(table, live) : Optional.of(await(live.description()));
            case CREATING, UPDATING, DELETING, DELETED, RESTORING, UNKNOWN -> Optional.of(await(live.description()));
            case INACCESSIBLE_ENCRYPTION_CREDENTIALS ->
                Optional.of(new KeyspacesOperation.Stop(
                        target(table),
                        Reason.AwsAccessDenied,
                        "Amazon Keyspaces cannot use the KMS key of %s. Enable the key, or restore its grant; the table comes back by itself."
                                .formatted(target(table))));
        };
    }

    private KeyspacesOperation absent(TableDefinition table) {
        if (!keyspace.managed()) {
            return new KeyspacesOperation.Await(
                    target(table),
                    new Waiting(
                            Reason.WaitingForPrimaryRegion,
                            "The %s is made by the resource in %s."
                                    .formatted(target(table), desired.backend().primaryRegion())));
        }
        if (Losses.lost(desired, known, keyspace, table.name())) {
            return Losses.stop(
                    keyspace.name() + "." + table.name().internal(),
                    "Table " + keyspace.name() + "." + table.name().internal());
        }
        if (facts.justAccepted(target(table), now)) {
            return new KeyspacesOperation.Await(
                    target(table),
                    new Waiting(
                            Reason.CreatingTables,
                            "The creation of " + target(table) + " was accepted; it does not show yet."));
        }
        return new KeyspacesOperation.CreateTable(TableRequests.create(desired, keyspace, table));
    }

    private Optional<KeyspacesOperation> settled(TableDefinition table, TableFacts live) {
        Optional<String> incompatible = SchemaReading.incompatible(keyspace, table, live.description());
        if (incompatible.isPresent()) {
            return Optional.of(new KeyspacesOperation.Stop(target(table), Reason.SchemaDiffers, incompatible.get()));
        }
        List<TableChange> changes = SettingsDifference.changes(desired.backend().tables(), keyspace, table, live);
        return changes.stream().findFirst().map(change -> send(table, change));
    }

    private KeyspacesOperation send(TableDefinition table, TableChange change) {
        if (!keyspace.managed() && !(change instanceof TableChange.SetPointInTimeRecovery)) {
            return new KeyspacesOperation.Stop(
                    target(table),
                    Reason.SettingsDiffer,
                    "The %s differs from this resource (%s), and only the resource in %s changes what Regions share. Make the two specs equal."
                            .formatted(
                                    target(table),
                                    TableChanges.describe(change),
                                    desired.backend().primaryRegion()));
        }
        return facts.justSent(keyspace.name() + "." + table.name().internal(), change, now)
                ? new KeyspacesOperation.Await(
                        target(table),
                        new Waiting(
                                Reason.UpdatingTables,
                                "The change of %s was accepted: %s."
                                        .formatted(target(table), TableChanges.describe(change))))
                : new KeyspacesOperation.ChangeTable(
                        keyspace.name(), table.name().internal(), change);
    }

    private KeyspacesOperation await(TableDescription live) {
        boolean creating = live.status() == TableStatus.CREATING;
        return new KeyspacesOperation.Await(
                "table " + live.keyspace() + "." + live.name(),
                new Waiting(
                        creating ? Reason.CreatingTables : Reason.UpdatingTables,
                        "Table %s.%s is %s.".formatted(live.keyspace(), live.name(), live.statusText())));
    }

    private String target(TableDefinition table) {
        return "table " + keyspace.name() + "." + table.name().internal();
    }

    private Step<KeyspacesOperation> step(TableDefinition table, KeyspacesOperation operation) {
        Set<String> needs =
                new HashSet<>(Set.of(StepIds.keyspace(keyspace.name()), StepIds.ownership(keyspace.name())));
        table.columns().stream()
                .flatMap(column -> column.type().userTypes())
                .forEach(type -> needs.add(StepIds.type(keyspace.name(), type.internal())));
        return new Step<>(StepIds.table(keyspace.name(), table.name().internal()), needs, operation);
    }
}
