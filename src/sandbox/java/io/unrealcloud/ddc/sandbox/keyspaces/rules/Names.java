package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of keyspaces, tables, types and columns. */
public final class Names {

    /** Amazon Keyspaces API reference: KeyspaceName, TableName. Columns: CloudFormation's AWS::Cassandra::Table. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_]{0,47}");

    private static final Pattern UNQUOTED_TYPE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");

    private static final Pattern QUOTED_TYPE = Pattern.compile("\"([^\"]|\"\")+\"");

    private static final int TYPE_MAX = 48;

    private Names() {}

    public static void keyspace(String name) {
        plain("keyspace", name);
        notSystem(name);
    }

    /** System keyspaces belong to the service: none of them can be made, changed or deleted. */
    public static void notSystem(String keyspace) {
        if (SystemKeyspaces.reserved(keyspace.toLowerCase(Locale.ROOT))) {
            throw ServiceError.validation("Keyspace name " + keyspace + " is reserved for the system");
        }
    }

    public static void table(String name) {
        plain("table", name);
    }

    public static void column(String name) {
        plain("column", name);
    }

    private static void plain(String kind, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw ServiceError.validation("Invalid " + kind + " name '" + name
                    + "': 1 to 48 letters, digits and underscores, beginning with a letter or digit");
        }
    }

    /**
     * The form in which a type's name is kept, from the form in which a client writes it: lower case unless in double
     * quotes, and then without them (Amazon Keyspaces API reference: CreateType, GetType).
     */
    public static String formattedType(String written) {
        if (QUOTED_TYPE.matcher(written).matches()) {
            return written.substring(1, written.length() - 1).replace("\"\"", "\"");
        }
        if (!UNQUOTED_TYPE.matcher(written).matches()) {
            throw ServiceError.validation("Invalid type name '" + written
                    + "': a name without double quotes begins with a letter and has letters, digits and underscores");
        }
        return written.toLowerCase(Locale.ROOT);
    }

    /** Names of built-in types are refused as names of new ones; {@code duration} is not built in and passes. */
    public static void newType(String formatted) {
        if (formatted.isEmpty() || formatted.length() > TYPE_MAX) {
            throw ServiceError.validation("Invalid type name '" + formatted + "': 1 to " + TYPE_MAX + " characters");
        }
        if (CqlType.SCALARS.contains(formatted) || RESERVED_TYPES.contains(formatted)) {
            throw ServiceError.validation("Type name " + formatted + " is reserved");
        }
    }

    private static final Set<String> RESERVED_TYPES = Set.of("list", "set", "map", "tuple", "frozen");
}
