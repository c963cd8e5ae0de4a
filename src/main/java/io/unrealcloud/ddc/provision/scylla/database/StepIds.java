package io.unrealcloud.ddc.provision.scylla.database;

/** Names of steps. They appear in plans and events, so they read as what will be true afterwards. */
final class StepIds {

    static final String SECRET = "secret with the logins";
    static final String ENTERED = "operator logged in";
    static final String DATACENTER = "data centre as the resource has it";
    static final String SCHEMA_CHANGES = "nodes ready for changes of the schema";
    static final String GRANTS = "grants of the given login";
    static final String DEFAULT_ROLE = "default superuser disabled";
    static final String PROVISIONED = "database recorded as provisioned";

    private StepIds() {}

    static String role(String role) {
        return "role " + role;
    }

    static String grant(String role, Grant grant) {
        return grant.permission() + " on " + grant.resource() + " granted to " + role;
    }

    static String keyspace(String keyspace) {
        return "keyspace " + keyspace;
    }

    static String owned(String keyspace) {
        return "keyspace " + keyspace + " owned";
    }

    static String type(String keyspace, Object type) {
        return "type " + keyspace + "." + type;
    }

    static String table(String keyspace, Object table) {
        return "table " + keyspace + "." + table;
    }

    static String column(String keyspace, Object table, Object column) {
        return "column " + keyspace + "." + table + "." + column;
    }

    static String index(String keyspace, Object index) {
        return "index " + keyspace + "." + index;
    }

    static String difference(String keyspace, int number) {
        return "schema of keyspace " + keyspace + ", difference " + number;
    }

    static String replication(String keyspace) {
        return "replication of keyspace " + keyspace;
    }

    static String gone(String id) {
        return id + " gone";
    }
}
