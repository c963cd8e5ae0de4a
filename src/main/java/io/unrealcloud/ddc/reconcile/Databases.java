package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.DatabaseBackend;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.ScyllaBackend;

/** The part that acts on each backend. */
record Databases(DatabasePart keyspaces, DatabasePart scylla) {

    DatabasePart of(DatabaseBackend backend) {
        return switch (backend) {
            case KeyspacesBackend any -> keyspaces;
            case ScyllaBackend any -> scylla;
        };
    }
}
