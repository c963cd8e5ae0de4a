package io.unrealcloud.ddc.provision.scylla.database;

/**
 * Names of the roles one resource makes. A cluster over several Regions has one set of roles, and each Region's
 * operator its own secret, so the Region is part of the name.
 *
 * @param region AWS Region of the resource
 */
record RoleNames(String region) {

    /** The superuser every fresh ScyllaDB before 2026.2 has, with its own name as password (ScyllaDB documentation). */
    static final String DEFAULT = "cassandra";

    /** The operator's own role, a superuser. */
    String admin() {
        return "ddc_operator_" + suffix();
    }

    /** The role of DDC's pods. */
    String ddc() {
        return "ddc_" + suffix();
    }

    private String suffix() {
        return region.replace('-', '_');
    }
}
