package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything the Keyspaces provisioner can do, one record per kind. */
public sealed interface KeyspacesOperation extends Operation {

    @Override
    default boolean destructive() {
        return false;
    }

    @Override
    default boolean mutating() {
        return true;
    }

    @Override
    default String detail() {
        return "";
    }

    record CreateKeyspace(NewKeyspace keyspace) implements KeyspacesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "keyspace " + keyspace.name();
        }

        @Override
        public String detail() {
            return keyspace.regions().isEmpty() ? "one Region" : "Regions " + String.join(", ", keyspace.regions());
        }
    }

    /** @param regions the whole list as it shall be afterwards */
    record AddRegions(String keyspace, List<String> regions, List<String> added) implements KeyspacesOperation {
        @Override
        public String action() {
            return "replicate";
        }

        @Override
        public String target() {
            return "keyspace " + keyspace;
        }

        @Override
        public String detail() {
            return "to " + String.join(", ", added) + "; cannot be taken back";
        }
    }

    /**
     * @param purpose what the new tags say, for readers of the plan: {@code claim}, {@code adopt}, {@code release}
     * @param remove keys of tags to remove
     */
    record TagKeyspace(String keyspace, String purpose, Map<String, String> set, Set<String> remove)
            implements KeyspacesOperation {
        @Override
        public String action() {
            return purpose;
        }

        @Override
        public String target() {
            return "keyspace " + keyspace;
        }
    }

    record TagTable(String keyspace, String table, String purpose, Map<String, String> set)
            implements KeyspacesOperation {
        @Override
        public String action() {
            return purpose;
        }

        @Override
        public String target() {
            return "table " + keyspace + "." + table;
        }
    }

    record CreateType(NewType type) implements KeyspacesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "type " + type.keyspace() + "." + type.name();
        }
    }

    record CreateTable(NewTable table) implements KeyspacesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "table " + table.keyspace() + "." + table.name();
        }
    }

    record ChangeTable(String keyspace, String table, TableChange change) implements KeyspacesOperation {
        @Override
        public String action() {
            return "change";
        }

        @Override
        public String target() {
            return "table " + keyspace + "." + table;
        }

        @Override
        public String detail() {
            return TableChanges.describe(change);
        }
    }

    record DeleteTable(String keyspace, String table) implements KeyspacesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "table " + keyspace + "." + table;
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    record DeleteType(String keyspace, String type) implements KeyspacesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "type " + keyspace + "." + type;
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    record DeleteKeyspace(String keyspace, boolean everyRegion) implements KeyspacesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "keyspace " + keyspace;
        }

        @Override
        public String detail() {
            return everyRegion ? "in every Region" : "";
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    /** Something in AWS is on its way; look again later. */
    record Await(String target, Waiting waiting) implements KeyspacesOperation {
        @Override
        public String action() {
            return "wait for";
        }

        @Override
        public String detail() {
            return waiting.message();
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /** Not the operator's to change; a person has to decide. */
    record Stop(String target, Reason reason, String message) implements KeyspacesOperation {
        @Override
        public String action() {
            return "stop at";
        }

        @Override
        public String detail() {
            return message;
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }
}
