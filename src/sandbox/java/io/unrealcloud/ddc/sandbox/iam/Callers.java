package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.SigV4Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out whose key signed a request (AWS general reference: Signature Version 4), for services in front of moto. */
final class Callers {

    /** Who called, and what the signature is for. */
    record Caller(AccessKey key, String region, String service) {}

    private static final Pattern AUTHORIZATION = Pattern.compile(SigV4Signature.ALGORITHM
            + " +Credential=(?<id>[^/,]+)/(?<day>\\d{8})/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request *,"
            + " *SignedHeaders=(?<headers>[^,]+), *Signature=(?<signature>[0-9a-f]{64})");
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KnownPrincipals principals;
    private final Clock clock;

    Callers(KnownPrincipals principals, Clock clock) {
        this.principals = principals;
        this.clock = clock;
    }

    /** @throws IamError if the request is not signed, or not by a key that is known and valid now */
    Caller of(HttpExchange exchange, byte[] body) {
        Headers headers = exchange.getRequestHeaders();
        Matcher authorization = AUTHORIZATION.matcher(first(headers, "Authorization"));
        if (!authorization.matches()) {
            throw new IamError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        String stamp = first(headers, "X-Amz-Date");
        checkTime(stamp, authorization.group("day"));
        AccessKey key = key(authorization.group("id"), headers.getFirst("X-Amz-Security-Token"));
        String wanted = signature(exchange, body, authorization, stamp, key);
        if (!MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.US_ASCII),
                authorization.group("signature").getBytes(StandardCharsets.US_ASCII))) {
            throw mismatch("The request signature we calculated does not match the signature you provided. Check your"
                    + " AWS Secret Access Key and signing method.");
        }
        return new Caller(key, authorization.group("region"), authorization.group("service"));
    }

    private void checkTime(String stamp, String day) {
        Instant signed;
        try {
            signed = STAMP.parse(stamp, Instant::from);
        } catch (DateTimeParseException e) {
            throw new IamError(400, "IncompleteSignature", "Date must be in ISO-8601 'basic format': " + stamp);
        }
        if (!stamp.startsWith(day)
                || Duration.between(signed, clock.instant()).abs().compareTo(MAX_SKEW) > 0) {
            throw mismatch("Signature expired or not yet current: " + stamp);
        }
    }

    private AccessKey key(String id, String token) {
        AccessKey key = principals
                .accessKey(id)
                .filter(known -> known.sessionToken() == null
                        ? token == null
                        : known.sessionToken().equals(token))
                .orElseThrow(() -> new IamError(
                        403, "InvalidClientTokenId", "The security token included in the request is invalid."));
        if (key.expiredAt(clock.instant())) {
            throw new IamError(403, "ExpiredToken", "The security token included in the request is expired");
        }
        return key;
    }

    private static String signature(
            HttpExchange exchange, byte[] body, Matcher authorization, String stamp, AccessKey key) {
        Headers headers = exchange.getRequestHeaders();
        List<String> names = List.of(authorization.group("headers").split(";"));
        if (!names.contains("host")
                || headers.keySet().stream()
                        .map(String::toLowerCase)
                        .anyMatch(name -> name.startsWith("x-amz-") && !names.contains(name))) {
            throw mismatch("Host and every x-amz- header must be signed.");
        }
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                SigV4Signature.canonicalQuery(exchange.getRequestURI().getRawQuery()),
                names.stream()
                        .map(name -> name + ":" + values(headers, name) + "\n")
                        .collect(Collectors.joining()),
                String.join(";", names),
                contentHash(headers, body));
        String scope = String.join(
                "/",
                authorization.group("day"),
                authorization.group("region"),
                authorization.group("service"),
                "aws4_request");
        return SigV4Signature.of(canonical, stamp, scope, key.secretAccessKey());
    }

    /** S3 lets the client say the hash, or that the body is not signed; a hash must be right. */
    private static String contentHash(Headers headers, byte[] body) {
        String real = SigV4Signature.sha256(body);
        String said = headers.getFirst("X-Amz-Content-Sha256");
        if (said != null && said.matches("[0-9a-f]{64}") && !said.equals(real)) {
            throw new IamError(
                    400,
                    "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
        return said == null ? real : said;
    }

    private static String values(Headers headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.stream().map(value -> value.trim().replaceAll(" +", " ")).collect(Collectors.joining(","));
    }

    private static String first(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static IamError mismatch(String message) {
        return new IamError(403, "SignatureDoesNotMatch", message);
    }
}
