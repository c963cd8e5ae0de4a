package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.CqlType;
import java.time.Instant;
import java.util.List;

/** A user-defined type. Guarded by the world's lock. */
final class TypeEntry {

    final String name;
    final List<Column> fields;
    final Instant lastModified;
    Status status = Status.CREATING;

    TypeEntry(String name, List<Column> fields, Instant lastModified) {
        this.name = name;
        this.fields = fields;
        this.lastModified = lastModified;
    }

    boolean uses(String type) {
        return fields.stream().anyMatch(f -> CqlType.parse(f.type()).udts().anyMatch(type::equals));
    }
}
