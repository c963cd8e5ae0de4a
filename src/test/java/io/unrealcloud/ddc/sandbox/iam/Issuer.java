package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/** Signs tokens as a Kubernetes API server does, and publishes its key. */
public final class Issuer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String url;
    private final KeyPair keys;

    public Issuer(String url) {
        this.url = url;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String url() {
        return url;
    }

    public Path publish(Path file) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode set = JSON.createObjectNode();
        set.putArray("keys")
                .addObject()
                .put("use", "sig")
                .put("kty", "RSA")
                .put("kid", "key-1")
                .put("alg", "RS256")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
        try {
            return Files.writeString(file, set.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token as kubelet projects it, for one hour from {@code now}, with what {@code edit} makes of it. */
    public String token(Instant now, String subject, Consumer<ObjectNode> edit) {
        return token(now, subject, header -> {}, edit);
    }

    String token(Instant now, String subject, Consumer<ObjectNode> editHeader, Consumer<ObjectNode> edit) {
        ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("kid", "key-1");
        editHeader.accept(header);
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", url)
                .put("sub", subject)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plusSeconds(3600).getEpochSecond());
        claims.putArray("aud").add("sts.amazonaws.com");
        edit.accept(claims);
        String signed = encoded(header.toString()) + "." + encoded(claims.toString());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
    }
}
