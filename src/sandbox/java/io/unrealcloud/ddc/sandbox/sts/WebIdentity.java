package io.unrealcloud.ddc.sandbox.sts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The claims of a projected service account token.
 *
 * @param issuer the cluster's OIDC issuer
 * @param subject {@code system:serviceaccount:<namespace>:<name>}
 * @param audiences whom it is for
 * @param expires end of its validity
 */
public record WebIdentity(String issuer, String subject, List<String> audiences, Instant expires) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public WebIdentity {
        audiences = List.copyOf(audiences);
    }

    /**
     * Reads a compact JWT, without regard to its signature.
     *
     * @throws StsRefusal if it is not one, or lacks a claim
     */
    public static WebIdentity read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw invalid("The ID Token provided is not a valid JWT");
        }
        try {
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            List<String> audiences = new ArrayList<>();
            JsonNode audience = claims.path("aud");
            if (audience.isArray()) {
                audience.forEach(one -> audiences.add(one.asText()));
            } else if (audience.isTextual()) {
                audiences.add(audience.asText());
            }
            if (!claims.path("iss").isTextual()
                    || !claims.path("sub").isTextual()
                    || !claims.path("exp").isIntegralNumber()
                    || audiences.isEmpty()) {
                throw invalid("Missing a required claim: iss, sub, aud and exp are needed");
            }
            return new WebIdentity(
                    claims.get("iss").asText(),
                    claims.get("sub").asText(),
                    audiences,
                    Instant.ofEpochSecond(claims.get("exp").asLong()));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw invalid("The ID Token provided is not a valid JWT");
        }
    }

    private static StsRefusal invalid(String message) {
        return new StsRefusal("InvalidIdentityToken", 400, message);
    }
}
