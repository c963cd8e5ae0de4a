package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A table as it was read.
 *
 * @param autoScaling read only where the model asks for provisioned capacity
 */
public record TableFacts(TableDescription description, Optional<TableAutoScaling> autoScaling, Instant readAt) {

    /** Whether it is on its way from one state to another, in any Region. */
    public boolean changing() {
        return !description.active();
    }

    /** Whether rows can be read and written: also while its settings change. */
    public boolean usable() {
        return description.status() == TableStatus.ACTIVE || description.status() == TableStatus.UPDATING;
    }
}
