package io.unrealcloud.ddc.sandbox.services;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/** The access key and the service user of one sandbox, the same in every run. */
public record Credentials(String accessKeyId, String secretAccessKey, String serviceUser, String servicePassword) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Those of the environment, else those of an earlier run, else new ones, which are kept. */
    public static Credentials in(Path directory, String account, Map<String, String> env) throws IOException {
        Path file = directory.resolve("credentials.properties");
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
        Credentials credentials = new Credentials(
                choose(
                        env,
                        "SANDBOX_ACCESS_KEY_ID",
                        kept,
                        "accessKeyId",
                        "AKIA" + random(8).toUpperCase(java.util.Locale.ROOT)),
                choose(env, "SANDBOX_SECRET_ACCESS_KEY", kept, "secretAccessKey", random(20)),
                choose(env, "SANDBOX_SERVICE_USER", kept, "serviceUser", "ddc-at-" + account),
                choose(env, "SANDBOX_SERVICE_PASSWORD", kept, "servicePassword", random(20)));
        credentials.write(file);
        return credentials;
    }

    private static String choose(
            Map<String, String> env, String variable, Properties kept, String property, String fresh) {
        String given = env.getOrDefault(variable, "");
        return given.isBlank() ? kept.getProperty(property, fresh) : given;
    }

    private void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("accessKeyId", accessKeyId);
        properties.setProperty("secretAccessKey", secretAccessKey);
        properties.setProperty("serviceUser", serviceUser);
        properties.setProperty("servicePassword", servicePassword);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + ", " + serviceUser + "]";
    }
}
