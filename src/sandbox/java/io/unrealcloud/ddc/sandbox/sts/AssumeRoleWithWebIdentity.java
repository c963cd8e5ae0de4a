package io.unrealcloud.ddc.sandbox.sts;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one operation (AWS STS API reference: AssumeRoleWithWebIdentity), with its parameter rules. */
final class AssumeRoleWithWebIdentity {
    private static final Set<String> PARAMETERS =
            Set.of("Action", "Version", "RoleArn", "RoleSessionName", "WebIdentityToken", "DurationSeconds");
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):role/(?:[!-~]+/)?([\\w+=,.@-]{1,64})");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final KnownPrincipals principals;
    private final TrustCheck trust;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AssumeRoleWithWebIdentity(KnownPrincipals principals, TrustCheck trust, Clock clock) {
        this.principals = principals;
        this.trust = trust;
        this.clock = clock;
    }

    /** The elements of the result, in order; a value is a text or again such a map. */
    Map<String, Object> run(Map<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw invalid("This emulator does not know the parameter " + name);
            }
        }
        Matcher role = ROLE.matcher(required(parameters, "RoleArn", 20, 2048));
        if (!role.matches()) {
            throw invalid("Invalid value for roleArn: " + parameters.get("RoleArn"));
        }
        String session = required(parameters, "RoleSessionName", 2, 64);
        if (!session.matches("[\\w+=,.@-]*")) {
            throw invalid("1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member"
                    + " must satisfy regular expression pattern: [\\w+=,.@-]*");
        }
        String token = required(parameters, "WebIdentityToken", 4, 20_000);
        WebIdentity identity = WebIdentity.read(token);
        Instant now = clock.instant();
        if (!now.isBefore(identity.expires())) {
            throw new StsRefusal(
                    "ExpiredTokenException",
                    400,
                    "Token expired: current date/time must be before the" + " expiration date/time "
                            + identity.expires());
        }
        trust.check(parameters.get("RoleArn"), token, identity);
        Instant expires = now.plusSeconds(duration(parameters)).truncatedTo(ChronoUnit.SECONDS);
        String account = role.group(1);
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + role.group(2) + "/" + session;
        AccessKey key = new AccessKey("ASIA" + letters(16), secret(30), secret(240), arn, account, expires);
        principals.add(key);
        return result(key, identity, session, expires);
    }

    private Map<String, Object> result(AccessKey key, WebIdentity identity, String session, Instant expires) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("Arn", key.principalArn());
        user.put("AssumedRoleId", "AROA" + letters(16) + ":" + session);
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("AccessKeyId", key.accessKeyId());
        credentials.put("SecretAccessKey", key.secretAccessKey());
        credentials.put("SessionToken", key.sessionToken());
        credentials.put("Expiration", expires.toString());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("SubjectFromWebIdentityToken", identity.subject());
        result.put("Audience", identity.audiences().get(0));
        result.put("Provider", identity.issuer());
        result.put("AssumedRoleUser", user);
        result.put("Credentials", credentials);
        return result;
    }

    private static int duration(Map<String, String> parameters) {
        String text = parameters.getOrDefault("DurationSeconds", "3600");
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 900 || Integer.parseInt(text) > 43_200) {
            throw invalid("Value at 'durationSeconds' must be from 900 to 43200");
        }
        return Integer.parseInt(text);
    }

    private static String required(Map<String, String> parameters, String name, int least, int most) {
        String value = parameters.get(name);
        if (value == null || value.length() < least || value.length() > most) {
            throw invalid("The parameter " + name + " must be given with " + least + " to " + most + " characters");
        }
        return value;
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    private static StsRefusal invalid(String message) {
        return new StsRefusal("ValidationError", 400, message);
    }
}
