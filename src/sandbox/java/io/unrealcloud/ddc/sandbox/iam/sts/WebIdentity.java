package io.unrealcloud.ddc.sandbox.iam.sts;

import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Provider;
import io.unrealcloud.ddc.sandbox.iam.RolePolicies;
import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AssumeRoleWithWebIdentity: the token's signature is checked against the issuer's keys, its issuer against IAM's
 * OIDC providers, its audience, its times, and what it says against the role's trust policy. Only then are there
 * credentials, which every emulator that shares the principals accepts.
 */
public final class WebIdentity {

    public static final String ACTION = "AssumeRoleWithWebIdentity";

    private static final Pattern ROLE = Pattern.compile(
            "arn:(?<partition>[^:]+):iam::(?<account>\\d{12}):role/(?:[!-~]+/)?(?<name>[\\w+=,.@-]{1,64})");
    private static final String SESSION_NAME = "[\\w+=,.@-]{2,64}";
    private static final int LEAST_SECONDS = 900;
    private static final int DEFAULT_SECONDS = 3600;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MotoRoles roles;
    private final Function<String, Optional<Jwks>> issuers;
    private final KnownPrincipals principals;
    private final Clock clock;

    /** @param issuers keys by issuer, {@code https://…} */
    public WebIdentity(
            MotoRoles roles, Function<String, Optional<Jwks>> issuers, KnownPrincipals principals, Clock clock) {
        this.roles = roles;
        this.issuers = issuers;
        this.principals = principals;
        this.clock = clock;
    }

    /** @return the XML reply @throws IamError when STS would refuse */
    public String assume(Map<String, String> request) {
        Matcher arn = ROLE.matcher(request.getOrDefault("RoleArn", ""));
        String session = request.getOrDefault("RoleSessionName", "");
        if (!arn.matches() || !session.matches(SESSION_NAME)) {
            throw new IamError(400, "ValidationError", "RoleArn or RoleSessionName is not valid");
        }
        if (request.containsKey("Policy") || request.containsKey("PolicyArns.member.1.arn")) {
            throw new IamError(400, "NotEmulated", "The sandbox's STS does not know session policies");
        }
        WebToken token = WebToken.parse(request.getOrDefault("WebIdentityToken", ""));
        Provider provider = roles.provider(token.issuer())
                .orElseThrow(() ->
                        WebToken.invalid("No OpenIDConnect provider found in your account for " + token.issuer()));
        token.requireSignature(key(token));
        token.requireTime(clock.instant());
        String audience = token.audiences().stream()
                .filter(provider.audiences()::contains)
                .findFirst()
                .orElseThrow(() -> WebToken.invalid("Incorrect token audience"));
        RolePolicies role = roles.role(arn.group("name"))
                .filter(found -> found.arn().equals(arn.group()))
                .filter(found -> trusts(found, provider, token, audience))
                .orElseThrow(() ->
                        new IamError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        AccessKey key = key(arn, session, seconds(request, role));
        principals.add(key);
        return reply(key, session, token, audience, provider);
    }

    private PublicKey key(WebToken token) {
        Optional<PublicKey> key;
        try {
            key = issuers.apply(token.issuer()).flatMap(keys -> keys.key(token.keyId()));
        } catch (UncheckedIOException unreadable) {
            throw WebToken.invalid("Couldn't retrieve verification key from your identity provider, please reference"
                    + " AssumeRoleWithWebIdentity documentation for requirements: " + unreadable.getMessage());
        }
        return key.orElseThrow(() -> WebToken.invalid(
                "Couldn't retrieve verification key from your identity provider for the token's key id"));
    }

    private static boolean trusts(RolePolicies role, Provider provider, WebToken token, String audience) {
        String issuer = token.issuer().replaceFirst("^https://", "");
        Context context = Context.of(Map.of(issuer + ":aud", audience, issuer + ":sub", token.subject()));
        Request request =
                new Request("sts:AssumeRoleWithWebIdentity", role.arn(), Optional.of(provider.arn()), context);
        return role.trust().answer(request) == Policy.Answer.ALLOWS;
    }

    private static int seconds(Map<String, String> request, RolePolicies role) {
        int seconds;
        try {
            seconds = Integer.parseInt(request.getOrDefault("DurationSeconds", String.valueOf(DEFAULT_SECONDS)));
        } catch (NumberFormatException e) {
            throw new IamError(400, "ValidationError", "DurationSeconds is not a number");
        }
        if (seconds < LEAST_SECONDS || seconds > role.maxSessionSeconds()) {
            throw new IamError(
                    400, "ValidationError", "The requested DurationSeconds exceeds the bounds set for this role.");
        }
        return seconds;
    }

    private AccessKey key(Matcher arn, String session, int seconds) {
        Instant expires = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds);
        byte[] secret = new byte[30];
        byte[] token = new byte[96];
        RANDOM.nextBytes(secret);
        RANDOM.nextBytes(token);
        StringBuilder id = new StringBuilder("ASIA");
        RANDOM.ints(16, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return new AccessKey(
                id.toString(),
                Base64.getEncoder().encodeToString(secret),
                Base64.getEncoder().encodeToString(token),
                "arn:%s:sts::%s:assumed-role/%s/%s"
                        .formatted(arn.group("partition"), arn.group("account"), arn.group("name"), session),
                arn.group("account"),
                expires);
    }

    private static String reply(AccessKey key, String session, WebToken token, String audience, Provider provider) {
        return """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleWithWebIdentityResult>
            <SubjectFromWebIdentityToken>%s</SubjectFromWebIdentityToken><Audience>%s</Audience>
            <AssumedRoleUser><Arn>%s</Arn><AssumedRoleId>AROASANDBOX:%s</AssumedRoleId></AssumedRoleUser>
            <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
            <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>
            <Provider>%s</Provider></AssumeRoleWithWebIdentityResult>
            <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
            """.formatted(
                        IamError.escaped(token.subject()),
                        IamError.escaped(audience),
                        key.principalArn(),
                        session,
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        key.sessionToken(),
                        key.expires(),
                        provider.arn(),
                        UUID.randomUUID());
    }
}
