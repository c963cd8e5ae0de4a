package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.SigV4Signature;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError.Type;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Regions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks AWS Signature Version 4 in the Authorization header (AWS general reference: Signature Version 4). */
final class SigV4 {

    /** Who called, and the Region the signature is for. */
    record Caller(AccessKey key, String region) {}

    private static final String SERVICE = "cassandra";
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KnownPrincipals principals;

    SigV4(KnownPrincipals principals) {
        this.principals = principals;
    }

    Caller verify(SignedRequest request, Instant now) {
        Authorization authorization = Authorization.parse(request.header("authorization"));
        String stamp = request.header("x-amz-date");
        if (stamp == null) {
            throw new ServiceError(
                    Type.IncompleteSignatureException,
                    "Authorization header requires existence of 'X-Amz-Date' header");
        }
        checkTime(stamp, now);
        checkScope(authorization, stamp);
        AccessKey key = key(authorization, request.header("x-amz-security-token"), now);
        byte[] wanted = sign(request, authorization, stamp, key).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, authorization.signature().getBytes(StandardCharsets.US_ASCII))) {
            throw invalid("The request signature we calculated does not match the signature you provided. Check your"
                    + " AWS Secret Access Key and signing method.");
        }
        return new Caller(key, authorization.region());
    }

    private static void checkTime(String stamp, Instant now) {
        Instant signed;
        try {
            signed = STAMP.parse(stamp, Instant::from);
        } catch (DateTimeParseException e) {
            throw new ServiceError(
                    Type.IncompleteSignatureException, "Date must be in ISO-8601 'basic format': " + stamp);
        }
        if (signed.isBefore(now.minus(MAX_SKEW))) {
            throw invalid("Signature expired: " + stamp + " is now earlier than " + STAMP.format(now.minus(MAX_SKEW)));
        }
        if (signed.isAfter(now.plus(MAX_SKEW))) {
            throw invalid(
                    "Signature not yet current: " + stamp + " is still later than " + STAMP.format(now.plus(MAX_SKEW)));
        }
    }

    private static void checkScope(Authorization authorization, String stamp) {
        if (!authorization.service().equals(SERVICE)) {
            throw invalid("Credential should be scoped to correct service: '" + SERVICE + "'.");
        }
        if (!authorization.terminator().equals("aws4_request")) {
            throw invalid("Credential should be scoped with a valid terminator: 'aws4_request'.");
        }
        if (!stamp.startsWith(authorization.day())) {
            throw invalid("Date in Credential scope does not match the date of X-Amz-Date.");
        }
        if (!Regions.served(authorization.region())) {
            throw invalid("Credential should be scoped to a valid Region.");
        }
    }

    private AccessKey key(Authorization authorization, String token, Instant now) {
        AccessKey key = principals
                .accessKey(authorization.accessKeyId())
                .filter(k -> k.sessionToken() == null
                        ? token == null
                        : k.sessionToken().equals(token))
                .orElseThrow(() -> new ServiceError(
                        Type.UnrecognizedClientException, "The security token included in the request is invalid."));
        if (key.expiredAt(now)) {
            throw new ServiceError(Type.ExpiredTokenException, "The security token included in the request is expired");
        }
        return key;
    }

    private static String sign(SignedRequest request, Authorization authorization, String stamp, AccessKey key) {
        List<String> names = authorization.signedHeaders();
        for (String required : requiredHeaders(request)) {
            if (!names.contains(required)) {
                throw invalid("'" + required + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
        String headers = names.stream()
                .map(n -> n + ":" + (request.header(n) == null ? "" : request.header(n)) + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                request.method(),
                request.path(),
                SigV4Signature.canonicalQuery(request.query()),
                headers,
                String.join(";", names),
                SigV4Signature.sha256(request.body()));
        String scope = String.join("/", authorization.day(), authorization.region(), SERVICE, "aws4_request");
        return SigV4Signature.of(canonical, stamp, scope, key.secretAccessKey());
    }

    private static TreeSet<String> requiredHeaders(SignedRequest request) {
        TreeSet<String> required = request.headers().keySet().stream()
                .filter(n -> n.startsWith("x-amz-"))
                .collect(Collectors.toCollection(TreeSet::new));
        required.add("host");
        return required;
    }

    private static ServiceError invalid(String message) {
        return new ServiceError(Type.InvalidSignatureException, message);
    }
}
