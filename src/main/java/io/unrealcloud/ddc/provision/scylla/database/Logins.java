package io.unrealcloud.ddc.provision.scylla.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.cql.CqlLogin;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * The logins the operator makes in a cluster, as Secrets Manager keeps them: an object with {@code username} and
 * {@code password} for DDC, and {@code adminUsername}, {@code adminPassword} and {@code adminSalt} for the operator.
 *
 * @param salt of the admin's password hash; kept, so that the same password always gives the same hash
 */
record Logins(CqlLogin.Password admin, String salt, CqlLogin.Password ddc) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD = 40;
    private static final int SALT = 16;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;

    /** What any password may be made of: printable, and nothing that a connection string would have to quote. */
    private static final Pattern PASSWORDS =
            Pattern.compile("[A-Za-z0-9!#$%&()*+,./:<>?@\\[\\]^_{|}~-]{" + SHORTEST + "," + LONGEST + "}");

    private static final Pattern SALTS = Pattern.compile("[A-Za-z0-9./]{1," + SALT + "}");

    /** Fresh ones. */
    static Logins random(RoleNames roles, SecureRandom random) {
        return new Logins(
                new CqlLogin.Password(roles.admin(), text(random, PASSWORD)),
                text(random, SALT),
                new CqlLogin.Password(roles.ddc(), text(random, PASSWORD)));
    }

    static String randomPassword(SecureRandom random) {
        return text(random, PASSWORD);
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(text::append);
        return text.toString();
    }

    /** The value of the secret. */
    String json() {
        ObjectNode object = JSON.createObjectNode()
                .put("username", ddc.user())
                .put("password", ddc.password())
                .put("adminUsername", admin.user())
                .put("adminPassword", admin.password())
                .put("adminSalt", salt);
        return object.toString();
    }

    /**
     * Reads the value of a secret.
     *
     * @throws MalformedException saying which part is wrong, never what it is
     */
    static Logins parse(String value, RoleNames roles) throws MalformedException {
        JsonNode object;
        try {
            object = JSON.readTree(value);
        } catch (JsonProcessingException e) {
            // The parser's own words would quote the value.
            throw new MalformedException("it is not JSON");
        }
        user(object, "username", roles.ddc());
        user(object, "adminUsername", roles.admin());
        String salt = text(object, "adminSalt");
        if (!SALTS.matcher(salt).matches()) {
            throw new MalformedException("'adminSalt' must be 1 to 16 letters, digits, '.' and '/'");
        }
        return new Logins(
                new CqlLogin.Password(roles.admin(), password(object, "adminPassword")),
                salt,
                new CqlLogin.Password(roles.ddc(), password(object, "password")));
    }

    private static void user(JsonNode object, String key, String expected) throws MalformedException {
        if (!text(object, key).equals(expected)) {
            throw new MalformedException("'" + key + "' must be " + expected + "; only passwords can be changed");
        }
    }

    private static String password(JsonNode object, String key) throws MalformedException {
        String password = text(object, key);
        if (!PASSWORDS.matcher(password).matches()) {
            throw new MalformedException("'" + key + "' must have " + SHORTEST + " to " + LONGEST
                    + " printable ASCII characters without space, quotes, ';', '=', '`' and '\\'");
        }
        return password;
    }

    private static String text(JsonNode object, String key) throws MalformedException {
        JsonNode value = object.path(key);
        if (!value.isTextual()) {
            throw new MalformedException("it has no text '" + key + "'");
        }
        return value.textValue();
    }

    /** The admin's password as crypt(3) hashes it with SHA-512, which every ScyllaDB can check. */
    String adminHash() {
        return Sha2Crypt.sha512Crypt(admin.password().getBytes(StandardCharsets.UTF_8), "$6$" + salt);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "Logins[" + admin.user() + ", " + ddc.user() + "]";
    }

    /** A secret that is not as it must be; the message ends a sentence. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
