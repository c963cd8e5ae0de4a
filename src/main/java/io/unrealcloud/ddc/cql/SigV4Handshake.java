package io.unrealcloud.ddc.cql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The SASL exchange by which Amazon Keyspaces knows an IAM principal (Amazon Keyspaces developer guide: "Create
 * and configure AWS credentials for Amazon Keyspaces", and the wire form of AWS's driver plugins): the client
 * names the mechanism, the server sends a nonce, the client answers with a Signature Version 4 over it. Pure:
 * time comes from the caller.
 */
public final class SigV4Handshake {
    private static final byte[] INITIAL = {'S', 'i', 'g', 'V', '4', 0, 0};
    private static final int NONCE_LENGTH = 32;
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SigV4Handshake() {}

    /** What the client sends first: the name of the mechanism. */
    public static byte[] initialResponse() {
        return INITIAL.clone();
    }

    public static boolean isInitialResponse(byte[] response) {
        return MessageDigest.isEqual(INITIAL, response);
    }

    /**
     * The nonce of a challenge.
     *
     * @throws IllegalArgumentException if the challenge carries no nonce of 32 bytes
     */
    public static byte[] nonce(byte[] challenge) {
        String text = new String(challenge, StandardCharsets.ISO_8859_1);
        for (String field : text.split(",", -1)) {
            if (field.startsWith("nonce=") && field.length() == "nonce=".length() + NONCE_LENGTH) {
                return field.substring("nonce=".length()).getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IllegalArgumentException(
                "The server's login challenge carries no nonce; is this an Amazon Keyspaces endpoint?");
    }

    /** The answer to a challenge: signature, access key, time and, with temporary credentials, the session token. */
    public static byte[] response(byte[] nonce, SigV4Credentials credentials, String region, Instant time) {
        StringBuilder response = new StringBuilder()
                .append("signature=")
                .append(signature(nonce, credentials.accessKeyId(), credentials.secretAccessKey(), region, time))
                .append(",access_key=")
                .append(credentials.accessKeyId())
                .append(",amzdate=")
                .append(TIME.format(time));
        credentials.sessionToken().ifPresent(token -> response.append(",session_token=")
                .append(token));
        return response.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The signature as lower-case hexadecimal; also what a server computes to check one. */
    public static String signature(
            byte[] nonce, String accessKeyId, String secretAccessKey, String region, Instant time) {
        String day = DAY.format(time);
        String stamp = TIME.format(time);
        String scope = day + "/" + region.toLowerCase(Locale.ROOT) + "/cassandra/aws4_request";
        String query = "X-Amz-Algorithm=" + ALGORITHM
                + "&X-Amz-Credential=" + accessKeyId + "%2F" + scope.replace("/", "%2F")
                + "&X-Amz-Date=" + stamp.replace(":", "%3A")
                + "&X-Amz-Expires=900";
        String canonical =
                String.join("\n", "PUT", "/authenticate", query, "host:cassandra", "", "host", hex(sha256(nonce)));
        String toSign = String.join("\n", ALGORITHM, stamp, scope, hex(sha256(utf8(canonical))));
        byte[] key = hmac(utf8("AWS4" + secretAccessKey), day);
        key = hmac(key, region.toLowerCase(Locale.ROOT));
        key = hmac(key, "cassandra");
        key = hmac(key, "aws4_request");
        return hex(hmac(key, toSign));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
