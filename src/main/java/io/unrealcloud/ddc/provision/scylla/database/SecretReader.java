package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.aws.secrets.SecretValue;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.provision.scylla.database.Logins.MalformedException;
import java.util.Optional;

/** Reads the secret with a cluster's logins. The value of one that is not ours is not even fetched. */
final class SecretReader {

    private final SecretsPort port;
    private final DesiredDatabase desired;

    SecretReader(SecretsPort port, DesiredDatabase desired) {
        this.port = port;
        this.desired = desired;
    }

    /**
     * @param known what was read before: its description is good for the owner, which hardly ever changes
     * @param describe whether to read the description too
     * @param previous whether the value before the last change is of interest
     */
    SecretFacts read(Optional<SecretFacts> known, boolean describe, boolean previous) {
        String name = SecretPlanner.name(desired.owner());
        Optional<SecretDescription> description = known.flatMap(SecretFacts::description);
        if (describe || description.isEmpty()) {
            description = port.describe(name);
        }
        if (description.isEmpty() || description.get().deleting() || !ours(description.get())) {
            return new SecretFacts(description, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<SecretValue> value = port.value(name);
        if (value.isEmpty()) {
            return describe ? SecretFacts.absent() : read(Optional.empty(), true, previous);
        }
        RoleNames roles = RolePlanner.roles(desired);
        try {
            Logins logins = Logins.parse(value.get().text(), roles);
            return new SecretFacts(
                    description,
                    Optional.of(logins),
                    previous ? port.previousValue(name).flatMap(text -> lenient(text, roles)) : Optional.empty(),
                    Optional.empty());
        } catch (MalformedException wrong) {
            return new SecretFacts(description, Optional.empty(), Optional.empty(), Optional.of(wrong.getMessage()));
        }
    }

    private boolean ours(SecretDescription description) {
        return switch (desired.owner().ownership(description.tags())) {
            case Ownership.Ours ours -> true;
            case Ownership.Released released -> true;
            case Ownership.Predecessor predecessor -> true;
            case Ownership.Foreign foreign -> false;
            case Ownership.Unclaimed unclaimed -> false;
        };
    }

    /** What was there before may have been anything. */
    private static Optional<Logins> lenient(SecretValue value, RoleNames roles) {
        try {
            return Optional.of(Logins.parse(value.text(), roles));
        } catch (MalformedException unusable) {
            return Optional.empty();
        }
    }
}
