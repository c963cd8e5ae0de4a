package io.unrealcloud.ddc.sandbox.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of AWS Signature Version 4 (AWS general reference: Signature Version 4). */
public final class SigV4Signature {
    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private SigV4Signature() {}

    /**
     * The signature in hexadecimal digits.
     *
     * @param canonical the canonical request
     * @param stamp date and time it was signed at, as in {@code X-Amz-Date}
     * @param scope day, Region, service and {@code aws4_request}, with slashes between
     */
    public static String of(String canonical, String stamp, String scope, String secretAccessKey) {
        String toSign = String.join("\n", ALGORITHM, stamp, scope, sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** @param query still encoded, null when there is none */
    public static String canonicalQuery(String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.isEmpty() || pair.contains("=") ? pair : pair + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    /** The SHA-256 of the bytes in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacSHA256", e);
        }
    }
}
