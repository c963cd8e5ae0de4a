package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.Replication.NetworkTopology;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TypeDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that is done inside a ScyllaDB cluster and with its credentials, one record per kind. No secret is in one. */
public sealed interface DatabaseOperation extends Operation {

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

    /** An operation on the secret in Secrets Manager. */
    sealed interface OnSecret extends DatabaseOperation {
        String name();

        @Override
        default String target() {
            return "secret " + name();
        }
    }

    /** An operation on a role of the cluster. */
    sealed interface OnRole extends DatabaseOperation {
        String role();

        @Override
        default String target() {
            return "role " + role();
        }
    }

    /** DDL, which needs a quorum of nodes and one schema on all of them. */
    sealed interface Ddl extends DatabaseOperation {}

    record CreateSecret(String name, Map<String, String> tags) implements OnSecret {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String detail() {
            return "random passwords of the operator's and of DDC's role";
        }
    }

    record RestoreSecret(String name) implements OnSecret {
        @Override
        public String action() {
            return "restore";
        }
    }

    /** @param purpose what the tags say, for readers of the plan */
    record TagSecret(String name, String purpose, Map<String, String> set, Set<String> remove) implements OnSecret {
        @Override
        public String action() {
            return purpose;
        }
    }

    record DeleteSecret(String name) implements OnSecret {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    /** On a node itself: nobody the operator knows of may log in. */
    record CreateSuperuser(String role) implements OnRole {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String detail() {
            return "superuser, by the maintenance socket of a node";
        }
    }

    record CreateRole(String role, boolean superuser) implements OnRole {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String detail() {
            return superuser ? "superuser" : "";
        }
    }

    /** Makes a role as its secret says: password, login, and whether it is a superuser. */
    record SetPassword(String role, boolean superuser) implements OnRole {
        @Override
        public String action() {
            return "set the password of";
        }
    }

    /** Takes login and superuser from the role every fresh cluster has, and its known password. */
    record DisableDefault(String role) implements OnRole {
        @Override
        public String action() {
            return "disable";
        }

        @Override
        public String detail() {
            return "no login, no superuser, an unknown password";
        }
    }

    record GrantTo(String role, Grant grant) implements OnRole {
        @Override
        public String action() {
            return "grant";
        }

        @Override
        public String target() {
            return grant.permission() + " on " + grant.resource().toLowerCase(java.util.Locale.ROOT) + " to role "
                    + role;
        }
    }

    record CreateKeyspace(String keyspace, NetworkTopology replication) implements Ddl {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "keyspace " + keyspace;
        }

        @Override
        public String detail() {
            return factors(replication.factors());
        }
    }

    record CreateType(String keyspace, TypeDefinition type) implements Ddl {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "type " + keyspace + "." + type.name();
        }
    }

    /** @param record kept as the table's comment */
    record CreateTable(String keyspace, TableDefinition table, Optional<ProvisionRecord> record) implements Ddl {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "table " + keyspace + "." + table.name();
        }
    }

    record AddColumn(String keyspace, CqlIdentifier table, ColumnDefinition column) implements Ddl {
        @Override
        public String action() {
            return "add";
        }

        @Override
        public String target() {
            return "column " + column.name() + " of table " + keyspace + "." + table;
        }
    }

    record CreateIndex(String keyspace, CqlIdentifier table, IndexDefinition index) implements Ddl {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "index " + keyspace + "." + index.name();
        }
    }

    /**
     * @param before factors as they are
     * @param after one factor differs, by one or because it goes to none
     */
    record AlterReplication(String keyspace, SortedMap<String, Integer> before, NetworkTopology after) implements Ddl {
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
            return factors(new TreeMap<>(before)) + " to " + factors(after.factors());
        }
    }

    /** Writes down how far data has been moved, without moving any. */
    record WriteRecord(String keyspace, CqlIdentifier table, ProvisionRecord record) implements Ddl {
        @Override
        public String action() {
            return "record";
        }

        @Override
        public String target() {
            return "replication of " + record.repaired().keySet().stream().collect(Collectors.joining(", "));
        }
    }

    /**
     * The command on every node, one after the other, and then the record that it was done.
     *
     * @param what for people: {@code repair of keyspace jupiter at 2 copies}
     */
    record RunOnNodes(String keyspace, String what, NodeCommand command, WriteRecord afterwards)
            implements DatabaseOperation {
        @Override
        public String action() {
            return "run";
        }

        @Override
        public String target() {
            return what;
        }
    }

    record DropKeyspace(String keyspace) implements Ddl {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "keyspace " + keyspace;
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    /** Something is on its way; look again later. */
    record Await(String target, Waiting waiting) implements DatabaseOperation {
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

    /** What is to be done cannot be begun, and may be able to later by itself. */
    record Fail(String target, Reason reason, String message) implements DatabaseOperation {
        @Override
        public String action() {
            return "try again";
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

    /** Not the operator's to change; a person has to decide. */
    record Stop(String target, Reason reason, String message) implements DatabaseOperation {
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

    private static String factors(SortedMap<String, Integer> factors) {
        return factors.isEmpty()
                ? "another strategy"
                : factors.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
