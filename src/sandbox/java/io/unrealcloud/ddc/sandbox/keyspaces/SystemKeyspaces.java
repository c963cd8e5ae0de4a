package io.unrealcloud.ddc.sandbox.keyspaces;

import java.util.List;

/** The keyspaces every account has in every Region (Amazon Keyspaces developer guide: system keyspaces). */
public final class SystemKeyspaces {

    public static final List<String> NAMES =
            List.of("system", "system_multiregion_info", "system_schema", "system_schema_mcs");

    private SystemKeyspaces() {}

    /** Also true for system keyspaces of Apache Cassandra, whose names nobody may take either. */
    public static boolean reserved(String keyspace) {
        return NAMES.contains(keyspace)
                || List.of(
                                "system_auth",
                                "system_distributed",
                                "system_traces",
                                "system_views",
                                "system_virtual_schema")
                        .contains(keyspace);
    }
}
