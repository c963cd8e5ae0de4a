package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import java.util.List;
import java.util.Optional;

/** The user-defined types of a keyspace that can be used now, that is, the ACTIVE ones. */
@FunctionalInterface
public interface KnownTypes {

    Optional<List<Column>> fieldsOf(String type);
}
