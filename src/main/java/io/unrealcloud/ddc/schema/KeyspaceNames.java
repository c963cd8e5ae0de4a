package io.unrealcloud.ddc.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of one DDC's keyspaces. DDC builds the local one by itself as {@code <keyspace>_local_<suffix>} from
 * its settings {@code Default Keyspace} and {@code LocalKeyspaceSuffix}.
 */
public record KeyspaceNames(String keyspace, String localSuffix) {

    /** Of any keyspace name, in Amazon Keyspaces and ScyllaDB alike. */
    public static final int MAX_LENGTH = 48;

    private static final String GLOBAL_SUFFIX = "ddc_global";
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9_]+");

    /** Throws IllegalArgumentException naming the value that is wrong and the rule. */
    public KeyspaceNames {
        if (!KEYSPACE.matcher(keyspace).matches()) {
            throw new IllegalArgumentException("The keyspace name '" + keyspace
                    + "' must begin with a lower-case letter and have only lower-case letters, digits and '_'.");
        }
        if (keyspace.equals("system") || keyspace.startsWith("system_")) {
            throw new IllegalArgumentException(
                    "The keyspace name '" + keyspace + "' belongs to the database itself; choose another.");
        }
        if (!SUFFIX.matcher(localSuffix).matches()) {
            throw new IllegalArgumentException("The local keyspace suffix '" + localSuffix
                    + "' must have only lower-case letters, digits and '_'.");
        }
        checkLength(local(keyspace, localSuffix), "Shorten the keyspace name or the local suffix");
    }

    public String replicated() {
        return keyspace;
    }

    public String local() {
        return local(keyspace, localSuffix);
    }

    /** Throws IllegalArgumentException if the name is too long or is that of the local keyspace. */
    public String global() {
        if (localSuffix.equals(GLOBAL_SUFFIX)) {
            throw new IllegalArgumentException("The local suffix '" + GLOBAL_SUFFIX
                    + "' gives the local keyspace the name of the global one; choose another suffix.");
        }
        return checkLength(local(keyspace, GLOBAL_SUFFIX), "Shorten the keyspace name");
    }

    public String of(KeyspaceRole role) {
        return switch (role) {
            case REPLICATED -> replicated();
            case LOCAL -> local();
            case GLOBAL -> global();
        };
    }

    /** The same keyspaces by name. */
    public Map<String, KeyspaceSchema> named(Map<KeyspaceRole, KeyspaceSchema> keyspaces) {
        Map<String, KeyspaceSchema> named = new LinkedHashMap<>();
        keyspaces.forEach((role, schema) -> named.put(of(role), schema));
        return Collections.unmodifiableMap(named);
    }

    private static String local(String keyspace, String suffix) {
        return keyspace + "_local_" + suffix;
    }

    private static String checkLength(String name, String remedy) {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The keyspace name '" + name + "' has " + name.length()
                    + " characters, and at most " + MAX_LENGTH + " are possible. " + remedy + ".");
        }
        return name;
    }
}
