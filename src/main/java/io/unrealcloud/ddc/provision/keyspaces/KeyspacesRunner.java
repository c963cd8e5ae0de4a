package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesFacts.SentChange;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out one operation: a call, and a read of what it led to, so that an object that is there at once holds
 * nothing up. What is read goes to memory. Where a call may have been carried out although it failed, or an object may
 * have appeared since it was last looked for, the object is read again before anything is sent.
 */
final class KeyspacesRunner {

    private final KeyspacesPort port;
    private final Rereader reader;
    private final KeyspacesMemory memory;
    private final DdlGate gate;
    private final Clock clock;

    KeyspacesRunner(KeyspacesPort port, KeyspacesObserver observer, KeyspacesMemory memory, DdlGate gate, Clock clock) {
        this.port = port;
        this.reader = new Rereader(port, observer, memory, clock);
        this.memory = memory;
        this.gate = gate;
        this.clock = clock;
    }

    Outcome run(KeyspacesOperation operation) {
        try {
            boolean unsure = memory.resolveDoubt(operation.target()) || reader.stale(operation);
            return unsure && reader.readAgain(operation) ? anew(operation) : act(operation);
        } catch (AwsException failure) {
            if (failure.error().mayHaveHappened() || failure.error() == AwsError.CONFLICT) {
                memory.doubt(operation.target());
            }
            return AwsOutcomes.of(failure);
        }
    }

    private Outcome act(KeyspacesOperation operation) {
        return switch (operation) {
            case KeyspacesOperation.CreateKeyspace create -> create(create.keyspace());
            case KeyspacesOperation.AddRegions add -> addRegions(add);
            case KeyspacesOperation.TagKeyspace tag -> tag(tag);
            case KeyspacesOperation.TagTable tag -> tag(tag);
            case KeyspacesOperation.CreateType create -> ddl(create.type().keyspace(), () -> create(create.type()));
            case KeyspacesOperation.CreateTable create -> ddl(create.table().keyspace(), () -> create(create.table()));
            case KeyspacesOperation.ChangeTable change -> ddl(change.keyspace(), () -> change(change));
            case KeyspacesOperation.DeleteTable delete -> ddl(delete.keyspace(), () -> delete(delete));
            case KeyspacesOperation.DeleteType delete -> ddl(delete.keyspace(), () -> delete(delete));
            case KeyspacesOperation.DeleteKeyspace delete -> delete(delete);
            case KeyspacesOperation.Await await -> new Outcome.Waits(await.waiting());
            case KeyspacesOperation.Stop stop -> new Outcome.Blocked(stop.reason(), stop.message());
        };
    }

    private Outcome ddl(String keyspace, Supplier<Outcome> call) {
        return gate.pass(memory.facts().keyspace(keyspace), keyspace, call);
    }

    private Outcome create(NewKeyspace keyspace) {
        String target = StepIds.keyspace(keyspace.name());
        try {
            port.createKeyspace(keyspace);
        } catch (AwsException failure) {
            if (failure.error() == AwsError.CONFLICT) {
                // Nothing stands in a keyspace's way but itself: it is there, whosever it is, and may not show yet.
                accepted(target);
            }
            throw failure;
        }
        accepted(target);
        Optional<KeyspaceDescription> made = port.keyspace(keyspace.name());
        made.ifPresent(description -> memory.update(facts ->
                facts.with(keyspace.name(), known -> known.with(description, keyspace.tags(), clock.instant()))));
        return made.filter(KeyspaceDescription::active).isPresent()
                ? new Outcome.Done()
                : waits(Reason.CreatingKeyspace, "Keyspace " + keyspace.name() + " is being created.");
    }

    private Outcome addRegions(KeyspacesOperation.AddRegions add) {
        port.addRegions(add.keyspace(), add.regions());
        reader.keyspace(add.keyspace());
        return waits(
                Reason.AddingRegion,
                "Keyspace %s is being replicated to %s.".formatted(add.keyspace(), String.join(", ", add.added())));
    }

    private Outcome tag(KeyspacesOperation.TagKeyspace tag) {
        KeyspaceFacts known = memory.facts().keyspace(tag.keyspace());
        Optional<KeyspaceDescription> description = known.description();
        if (description.isEmpty()) {
            return waits(Reason.AwsConflict, "Keyspace " + tag.keyspace() + " is gone; the state is read again.");
        }
        Map<String, String> removed = known.tags().entrySet().stream()
                .filter(entry -> tag.remove().contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        port.tag(description.get().arn(), tag.set());
        port.untag(description.get().arn(), removed);
        memory.update(facts -> facts.with(tag.keyspace(), before -> {
            Map<String, String> tags = new TreeMap<>(before.tags());
            tags.keySet().removeAll(tag.remove());
            tags.putAll(tag.set());
            return before.withTags(tags);
        }));
        return new Outcome.Done();
    }

    private Outcome tag(KeyspacesOperation.TagTable tag) {
        TableFacts known = memory.facts().keyspace(tag.keyspace()).tables().get(tag.table());
        if (known == null) {
            return waits(
                    Reason.AwsConflict,
                    "Table %s.%s is gone; the state is read again.".formatted(tag.keyspace(), tag.table()));
        }
        port.tag(known.description().arn(), tag.set());
        return new Outcome.Done();
    }

    private Outcome create(NewType type) {
        String target = StepIds.type(type.keyspace(), type.name());
        port.createType(type);
        accepted(target);
        return reader.type(type.keyspace(), type.name())
                        .filter(made -> made.status() == TypeStatus.ACTIVE)
                        .isPresent()
                ? new Outcome.Done()
                : waits(Reason.CreatingTypes, "Type %s.%s is being created.".formatted(type.keyspace(), type.name()));
    }

    private Outcome create(NewTable table) {
        String target = StepIds.table(table.keyspace(), table.name());
        port.createTable(table);
        accepted(target);
        return settled(table.keyspace(), table.name())
                ? new Outcome.Done()
                : waits(
                        Reason.CreatingTables,
                        "Table %s.%s is being created.".formatted(table.keyspace(), table.name()));
    }

    private Outcome change(KeyspacesOperation.ChangeTable change) {
        port.updateTable(change.keyspace(), change.table(), change.change());
        memory.update(facts -> facts.withChange(
                change.keyspace() + "." + change.table(), new SentChange(change.change(), clock.instant())));
        reader.table(change.keyspace(), change.table());
        return waits(
                Reason.UpdatingTables,
                "Table %s.%s is being changed: %s."
                        .formatted(change.keyspace(), change.table(), TableChanges.describe(change.change())));
    }

    private Outcome delete(KeyspacesOperation.DeleteTable delete) {
        port.deleteTable(delete.keyspace(), delete.table());
        accepted(StepIds.deletion(StepIds.table(delete.keyspace(), delete.table())));
        return reader.table(delete.keyspace(), delete.table()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Table %s.%s is being deleted.".formatted(delete.keyspace(), delete.table()));
    }

    private Outcome delete(KeyspacesOperation.DeleteType delete) {
        port.deleteType(delete.keyspace(), delete.type());
        accepted(StepIds.deletion(StepIds.type(delete.keyspace(), delete.type())));
        return reader.type(delete.keyspace(), delete.type()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Type %s.%s is being deleted.".formatted(delete.keyspace(), delete.type()));
    }

    private Outcome delete(KeyspacesOperation.DeleteKeyspace delete) {
        if (!reader.ownerUnchanged(delete.keyspace())) {
            return anew(delete);
        }
        port.deleteKeyspace(delete.keyspace());
        accepted(StepIds.deletion(StepIds.keyspace(delete.keyspace())));
        return reader.keyspace(delete.keyspace()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Keyspace " + delete.keyspace() + " is being deleted.");
    }

    private boolean settled(String keyspace, String table) {
        return reader.table(keyspace, table)
                .filter(made -> made.description().active())
                .isPresent();
    }

    private void accepted(String target) {
        memory.update(facts -> facts.withAccepted(target, clock.instant()));
    }

    private static Outcome anew(KeyspacesOperation operation) {
        return waits(
                Reason.AwsConflict,
                "The " + operation.target() + " was read again; what is left to do with it is planned anew.");
    }

    private static Outcome waits(Reason reason, String message) {
        return new Outcome.Waits(new Waiting(reason, message));
    }
}
