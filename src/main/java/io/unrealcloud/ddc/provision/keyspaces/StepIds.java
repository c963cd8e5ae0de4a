package io.unrealcloud.ddc.provision.keyspaces;

/** Names of steps. They appear in plans and events, so they read as what will be true afterwards. */
final class StepIds {

    static final String PARTITIONER = "partitioner suitable";

    private StepIds() {}

    /** The last step that concerns the keyspace itself: types and tables come after it. */
    static String keyspace(String keyspace) {
        return "keyspace " + keyspace;
    }

    static String ownership(String keyspace) {
        return "keyspace " + keyspace + " owned";
    }

    static String provisioned(String keyspace) {
        return "keyspace " + keyspace + " recorded as provisioned";
    }

    static String regions(String keyspace) {
        return "keyspace " + keyspace + " only in its Regions";
    }

    static String type(String keyspace, String type) {
        return "type " + keyspace + "." + type;
    }

    static String table(String keyspace, String table) {
        return "table " + keyspace + "." + table;
    }

    static String tableOwnership(String keyspace, String table) {
        return "table " + keyspace + "." + table + " owned";
    }

    static String deletion(String id) {
        return id + " gone";
    }
}
