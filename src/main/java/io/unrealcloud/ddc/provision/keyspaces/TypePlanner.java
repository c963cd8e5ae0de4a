package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.schema.TypeDefinition;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Plans one user-defined type. Types cannot be changed: a wrong one is a person's matter. */
final class TypePlanner {

    private final DesiredState desired;
    private final KeyspacesFacts facts;
    private final DesiredKeyspace keyspace;
    private final KeyspaceFacts known;
    private final Instant now;

    TypePlanner(DesiredState desired, KeyspacesFacts facts, DesiredKeyspace keyspace, Instant now) {
        this.desired = desired;
        this.facts = facts;
        this.keyspace = keyspace;
        this.known = facts.keyspace(keyspace.name());
        this.now = now;
    }

    Optional<Step<KeyspacesOperation>> plan(TypeDefinition type) {
        String name = type.name().internal();
        String target = "type " + keyspace.name() + "." + name;
        TypeDescription live = known.types().get(name);
        if (live == null) {
            return Optional.of(step(type, absent(type, target)));
        }
        if (live.status() != TypeStatus.ACTIVE) {
            return Optional.of(step(
                    type,
                    new KeyspacesOperation.Await(
                            target,
                            new Waiting(Reason.CreatingTypes, "Type is " + live.statusText() + ": " + target))));
        }
        return SchemaReading.difference(type, live)
                .map(difference -> step(type, new KeyspacesOperation.Stop(target, Reason.SchemaDiffers, difference)));
    }

    private KeyspacesOperation absent(TypeDefinition type, String target) {
        if (!keyspace.managed()) {
            return await(
                    target,
                    Reason.WaitingForPrimaryRegion,
                    "The %s is made by the resource in %s."
                            .formatted(target, desired.backend().primaryRegion()));
        }
        if (facts.justAccepted(target, now)) {
            return await(
                    target, Reason.CreatingTypes, "The creation of " + target + " was accepted; it does not show yet.");
        }
        return new KeyspacesOperation.CreateType(
                new NewType(keyspace.name(), type.name().internal(), SchemaReading.fields(type)));
    }

    private static KeyspacesOperation await(String target, Reason reason, String message) {
        return new KeyspacesOperation.Await(target, new Waiting(reason, message));
    }

    private Step<KeyspacesOperation> step(TypeDefinition type, KeyspacesOperation operation) {
        Set<String> needs =
                new HashSet<>(Set.of(StepIds.keyspace(keyspace.name()), StepIds.ownership(keyspace.name())));
        type.fields().stream()
                .flatMap(field -> field.type().userTypes())
                .forEach(used -> needs.add(StepIds.type(keyspace.name(), used.internal())));
        return new Step<>(StepIds.type(keyspace.name(), type.name().internal()), needs, operation);
    }
}
