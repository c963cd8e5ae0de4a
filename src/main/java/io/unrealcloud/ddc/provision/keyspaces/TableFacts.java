package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * A table as it was read.
 *
 * @param autoScaling read only where the model asks for auto scaling
 */
public record TableFacts(TableDescription description, Optional<TableAutoScaling> autoScaling, Instant readAt) {}
