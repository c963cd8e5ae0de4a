package io.unrealcloud.ddc.sandbox.iam.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys of an issuer (RFC 7517), read anew whenever they are needed. RSA only, which Kubernetes signs with. */
public final class Jwks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI source;

    /** @param source a {@code file:} or {@code http:} URL of a JSON Web Key Set */
    public Jwks(URI source) {
        this.source = source;
    }

    public static Jwks of(Path file) {
        return new Jwks(file.toUri());
    }

    /** The RSA key of that id. @throws UncheckedIOException if the keys cannot be read */
    Optional<PublicKey> key(String id) {
        Map<String, PublicKey> keys = new HashMap<>();
        for (JsonNode key : read().path("keys")) {
            if (key.path("kty").asText().equals("RSA")
                    && key.path("use").asText("sig").equals("sig")) {
                keys.put(key.path("kid").asText(), rsa(key));
            }
        }
        return Optional.ofNullable(keys.get(id));
    }

    private JsonNode read() {
        try (InputStream stream = source.getScheme().equals("file")
                ? Files.newInputStream(Path.of(source))
                : source.toURL().openStream()) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer's keys cannot be read from " + source, e);
        }
    }

    private static PublicKey rsa(JsonNode key) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an RSA key: " + key, e);
        }
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.asText()));
    }
}
