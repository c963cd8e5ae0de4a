package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesFacts.SentChange;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out one operation: a call, and a read of what it led to, so that an object that is there at once holds
 * nothing up. What is read goes to memory. An object that may have appeared since it was last looked for is looked
 * for again before it is created.
 */
final class KeyspacesRunner {

    /** How old the knowledge that something is absent may be when it is created. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final KeyspacesPort port;
    private final KeyspacesObserver observer;
    private final KeyspacesMemory memory;
    private final DdlGate gate;
    private final Clock clock;

    KeyspacesRunner(KeyspacesPort port, KeyspacesObserver observer, KeyspacesMemory memory, DdlGate gate, Clock clock) {
        this.port = port;
        this.observer = observer;
        this.memory = memory;
        this.gate = gate;
        this.clock = clock;
    }

    Outcome run(KeyspacesOperation operation) {
        try {
            return switch (operation) {
                case KeyspacesOperation.CreateKeyspace create -> create(create.keyspace());
                case KeyspacesOperation.AddRegions add -> addRegions(add);
                case KeyspacesOperation.TagKeyspace tag -> tag(tag);
                case KeyspacesOperation.TagTable tag -> tag(tag);
                case KeyspacesOperation.CreateType create -> ddl(create.type().keyspace(), () -> create(create.type()));
                case KeyspacesOperation.CreateTable create ->
                    ddl(create.table().keyspace(), () -> create(create.table()));
                case KeyspacesOperation.ChangeTable change -> ddl(change.keyspace(), () -> change(change));
                case KeyspacesOperation.DeleteTable delete -> ddl(delete.keyspace(), () -> delete(delete));
                case KeyspacesOperation.DeleteType delete -> ddl(delete.keyspace(), () -> delete(delete));
                case KeyspacesOperation.DeleteKeyspace delete -> delete(delete);
                case KeyspacesOperation.Await await -> new Outcome.Waits(await.waiting());
                case KeyspacesOperation.Stop stop -> new Outcome.Blocked(stop.reason(), stop.message());
            };
        } catch (AwsException failure) {
            return AwsOutcomes.of(failure);
        }
    }

    private Outcome ddl(String keyspace, Supplier<Outcome> call) {
        return gate.pass(memory.facts().keyspace(keyspace), keyspace, call);
    }

    private Outcome create(NewKeyspace keyspace) {
        String target = StepIds.keyspace(keyspace.name());
        if (unsure(target, keyspace.name()) && read(keyspace.name()).isPresent()) {
            return appeared(target);
        }
        try {
            send(target, () -> port.createKeyspace(keyspace));
        } catch (AwsException failure) {
            if (failure.error() != AwsError.CONFLICT) {
                throw failure;
            }
            // Nothing else stands in a keyspace's way than itself: it is there and does not show yet.
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
        read(add.keyspace());
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
        if (unsure(target, type.keyspace())
                && readType(type.keyspace(), type.name()).isPresent()) {
            return appeared(target);
        }
        send(target, () -> port.createType(type));
        accepted(target);
        return readType(type.keyspace(), type.name())
                        .filter(made -> made.status() == TypeStatus.ACTIVE)
                        .isPresent()
                ? new Outcome.Done()
                : waits(Reason.CreatingTypes, "Type %s.%s is being created.".formatted(type.keyspace(), type.name()));
    }

    private Outcome create(NewTable table) {
        String target = StepIds.table(table.keyspace(), table.name());
        if (unsure(target, table.keyspace())
                && readTable(table.keyspace(), table.name()).isPresent()) {
            return appeared(target);
        }
        send(target, () -> port.createTable(table));
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
        readTable(change.keyspace(), change.table());
        return waits(
                Reason.UpdatingTables,
                "Table %s.%s is being changed: %s."
                        .formatted(change.keyspace(), change.table(), TableChanges.describe(change.change())));
    }

    private Outcome delete(KeyspacesOperation.DeleteTable delete) {
        port.deleteTable(delete.keyspace(), delete.table());
        accepted(StepIds.deletion(StepIds.table(delete.keyspace(), delete.table())));
        return readTable(delete.keyspace(), delete.table()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Table %s.%s is being deleted.".formatted(delete.keyspace(), delete.table()));
    }

    private Outcome delete(KeyspacesOperation.DeleteType delete) {
        port.deleteType(delete.keyspace(), delete.type());
        accepted(StepIds.deletion(StepIds.type(delete.keyspace(), delete.type())));
        return readType(delete.keyspace(), delete.type()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Type %s.%s is being deleted.".formatted(delete.keyspace(), delete.type()));
    }

    private Outcome delete(KeyspacesOperation.DeleteKeyspace delete) {
        port.deleteKeyspace(delete.keyspace());
        accepted(StepIds.deletion(StepIds.keyspace(delete.keyspace())));
        return read(delete.keyspace()).isEmpty()
                ? new Outcome.Done()
                : waits(Reason.Deleting, "Keyspace " + delete.keyspace() + " is being deleted.");
    }

    private boolean settled(String keyspace, String table) {
        return readTable(keyspace, table)
                .filter(made -> made.description().active())
                .isPresent();
    }

    private Optional<KeyspaceDescription> read(String keyspace) {
        Optional<KeyspaceDescription> description = port.keyspace(keyspace);
        memory.update(facts -> facts.with(keyspace, known -> description
                .map(found -> known.withDescription(found, clock.instant()))
                .orElseGet(() -> KeyspaceFacts.absent(clock.instant()))));
        return description;
    }

    private Optional<TypeDescription> readType(String keyspace, String type) {
        Optional<TypeDescription> description = port.type(keyspace, type);
        memory.update(facts -> facts.with(keyspace, known -> known.withType(type, description)));
        return description;
    }

    private Optional<TableFacts> readTable(String keyspace, String table) {
        Optional<TableFacts> read = observer.table(keyspace, table);
        memory.update(facts -> facts.with(keyspace, known -> known.withTable(table, read)));
        return read;
    }

    /** A creation that failed may have been carried out, by this call or by somebody else's. */
    private void send(String target, Runnable create) {
        try {
            create.run();
        } catch (AwsException failure) {
            if (failure.error().mayHaveHappened() || failure.error() == AwsError.CONFLICT) {
                memory.doubt(target);
            }
            throw failure;
        }
    }

    /** Whether what is known of the target's absence is too little to create it. */
    private boolean unsure(String target, String keyspace) {
        return memory.resolveDoubt(target)
                || memory.facts().keyspace(keyspace).readAt().plus(FRESH).isBefore(clock.instant());
    }

    private void accepted(String target) {
        memory.update(facts -> facts.withAccepted(target, clock.instant()));
    }

    private Outcome appeared(String target) {
        return waits(Reason.AwsConflict, "The " + target + " has appeared meanwhile; it is compared next.");
    }

    private static Outcome waits(Reason reason, String message) {
        return new Outcome.Waits(new Waiting(reason, message));
    }
}
