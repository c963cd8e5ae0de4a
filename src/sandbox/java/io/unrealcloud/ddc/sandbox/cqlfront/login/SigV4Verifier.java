package io.unrealcloud.ddc.sandbox.cqlfront.login;

import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Accepted;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Refused;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signed answer to a nonce, the way AWS's own CQL authentication plugins make it: Signature Version 4
 * over a made-up request {@code PUT /authenticate} whose body is the nonce.
 */
final class SigV4Verifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
    private static final Set<String> REQUIRED = Set.of("signature", "access_key", "amzdate");

    private final String region;
    private final KnownPrincipals principals;
    private final Clock clock;

    SigV4Verifier(String region, KnownPrincipals principals, Clock clock) {
        this.region = region;
        this.principals = principals;
        this.clock = clock;
    }

    LoginStep verify(String nonce, String answer) {
        Optional<Map<String, String>> fields = fields(answer);
        if (fields.isEmpty()) {
            return new Refused("The signed answer must be signature=…,access_key=…,amzdate=…[,session_token=…]");
        }
        String date = fields.get().get("amzdate");
        if (!DATE.matcher(date).matches() || !fresh(date)) {
            return new Refused("The date of the signature, " + printable(date) + ", is not a time within "
                    + TOLERANCE.toMinutes() + " minutes of the service's clock, " + clock.instant());
        }
        Optional<AccessKey> key = principals.accessKey(fields.get().get("access_key"));
        if (key.isEmpty()) {
            return new Refused("The security token included in the request is invalid: no such access key");
        }
        if (!sameToken(key.get().sessionToken(), fields.get().get("session_token"))) {
            return new Refused("The security token included in the request is invalid: wrong session token");
        }
        if (key.get().expiredAt(clock.instant())) {
            return new Refused("The security token included in the request is expired");
        }
        String expected = sign(key.get(), date, nonce);
        if (!Login.sameSecret(expected, fields.get().get("signature"))) {
            return new Refused("The request signature we calculated for Region " + region
                    + " does not match the signature you provided");
        }
        return new Accepted(new Caller(key.get().principalArn(), key.get().accountId()));
    }

    private static Optional<Map<String, String>> fields(String answer) {
        Map<String, String> fields = new HashMap<>();
        for (String part : answer.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || fields.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        boolean known = fields.keySet().stream().allMatch(f -> REQUIRED.contains(f) || f.equals("session_token"));
        return known && fields.keySet().containsAll(REQUIRED) ? Optional.of(fields) : Optional.empty();
    }

    private boolean fresh(String date) {
        try {
            return Duration.between(Instant.parse(date), clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean sameToken(String known, String given) {
        return known == null || given == null ? known == given : Login.sameSecret(known, given);
    }

    private String sign(AccessKey key, String date, String nonce) {
        String day = date.substring(0, 10).replace("-", "");
        String scope = day + "/" + region + "/cassandra/aws4_request";
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=" + encode(key.accessKeyId() + "/" + scope)
                + "&X-Amz-Date=" + encode(date)
                + "&X-Amz-Expires=900";
        String request = String.join("\n", "PUT", "/authenticate", query, "host:cassandra", "", "host", hash(nonce));
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", date, scope, hash(request));
        byte[] secret = ("AWS4" + key.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        byte[] signing = hmac(hmac(hmac(hmac(secret, day), region), "cassandra"), "aws4_request");
        return HexFormat.of().formatHex(hmac(signing, toSign));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String printable(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
