package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.ScyllaBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What DDC's pods are given to reach the database with: the data of the Secret that mirrors the login. Pure. */
public final class PodCredentials {

    public static final String USERNAME = "username";
    public static final String PASSWORD = "password";
    public static final String CONNECTION_STRING = "connectionString";

    private PodCredentials() {}

    /**
     * @param contactPoints host names or addresses
     * @param keyspace DDC's default keyspace
     * @param login DDC's; without one the Secret has only the connection string
     */
    public static Map<String, String> data(List<String> contactPoints, String keyspace, CqlLogin login) {
        Map<String, String> data = new LinkedHashMap<>();
        if (login instanceof CqlLogin.Password password) {
            data.put(USERNAME, password.user());
            data.put(PASSWORD, password.password());
        }
        data.put(CONNECTION_STRING, connectionString(contactPoints, keyspace, login));
        return data;
    }

    /** As the C# driver of DDC reads it: {@code Contact Points=…;Port=9042;Default Keyspace=…;Username=…;Password=…}. */
    static String connectionString(List<String> contactPoints, String keyspace, CqlLogin login) {
        StringBuilder text = new StringBuilder();
        append(text, "Contact Points", String.join(",", contactPoints));
        append(text, "Port", String.valueOf(ScyllaBackend.PORT));
        append(text, "Default Keyspace", keyspace);
        if (login instanceof CqlLogin.Password password) {
            append(text, "Username", password.user());
            append(text, "Password", password.password());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        text.append(text.isEmpty() ? "" : ";").append(key).append('=').append(quoted(value));
    }

    /** By the rules of .NET's DbConnectionStringBuilder: in double quotes, one inside doubled, where anything is special. */
    private static String quoted(String value) {
        boolean plain = !value.isEmpty()
                && value.strip().equals(value)
                && value.chars()
                        .noneMatch(c -> c == ';' || c == '=' || c == '"' || c == '\'' || Character.isISOControl(c));
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
