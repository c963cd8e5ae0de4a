package io.unrealcloud.ddc.sandbox.iam.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A JSON Web Token (RFC 7519), taken apart and not yet believed.
 *
 * @param signed the part the signature is over
 */
record WebToken(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static WebToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw invalid(
                    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
        try {
            return new WebToken(
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[0])),
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])),
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    Base64.getUrlDecoder().decode(parts[2]));
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("The ID Token provided is not a valid JWT");
        }
    }

    String issuer() {
        return claims.path("iss").asText();
    }

    String subject() {
        return claims.path("sub").asText();
    }

    String keyId() {
        return header.path("kid").asText();
    }

    List<String> audiences() {
        List<String> audiences = new ArrayList<>();
        JsonNode claim = claims.path("aud");
        if (claim.isArray()) {
            claim.forEach(one -> audiences.add(one.asText()));
        } else {
            audiences.add(claim.asText());
        }
        return audiences;
    }

    /** Only RS256: a token must not choose how it is checked. */
    void requireSignature(PublicKey key) {
        if (!header.path("alg").asText().equals("RS256")) {
            throw invalid("Couldn't verify the token: its algorithm is not RS256");
        }
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(signed);
            if (!check.verify(signature)) {
                throw invalid("Couldn't verify the token's signature");
            }
        } catch (GeneralSecurityException e) {
            throw invalid("Couldn't verify the token's signature: " + e.getMessage());
        }
    }

    void requireTime(Instant now) {
        if (!claims.path("exp").isNumber() || !claims.path("iat").isNumber()) {
            throw invalid("Missing a required claim: exp or iat");
        }
        if (!now.isBefore(Instant.ofEpochSecond(claims.path("exp").asLong()))) {
            throw new IamError(
                    400,
                    "ExpiredTokenException",
                    "Token expired: current date/time must be before the" + " expiration date/time");
        }
        if (now.isBefore(Instant.ofEpochSecond(claims.path("nbf").asLong(0)))) {
            throw invalid("Token is not valid yet");
        }
    }

    static IamError invalid(String message) {
        return new IamError(400, "InvalidIdentityToken", message);
    }
}
