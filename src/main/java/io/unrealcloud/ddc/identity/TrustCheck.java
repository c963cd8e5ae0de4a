package io.unrealcloud.ddc.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Whether a trust policy that somebody else wrote admits DDC's pods, as far as that can be told: conditions other
 * than on the token's audience and subject are not judged.
 */
enum TrustCheck {
    ADMITS,
    REFUSES,
    UNDECIDED;

    private static final ObjectMapper JSON = new ObjectMapper();

    static TrustCheck of(String document, TrustPolicy pods) {
        try {
            return statements(JSON.readTree(document).path("Statement"))
                    .map(statement -> of(statement, pods))
                    .reduce(REFUSES, TrustCheck::both);
        } catch (JsonProcessingException unreadable) {
            return UNDECIDED;
        }
    }

    /** One statement that admits is enough, unless another one leaves doubt, as a Deny does. */
    private static TrustCheck both(TrustCheck one, TrustCheck other) {
        return one == UNDECIDED || other == UNDECIDED ? UNDECIDED : one == ADMITS ? ADMITS : other;
    }

    private static TrustCheck of(JsonNode statement, TrustPolicy pods) {
        if (statement.has("NotPrincipal") || statement.has("NotAction")) {
            return UNDECIDED;
        }
        boolean about = values(statement.path("Action"))
                        .anyMatch(action ->
                                like(action.toLowerCase(Locale.ROOT), TrustPolicy.ACTION.toLowerCase(Locale.ROOT)))
                && (statement.path("Principal").asText().equals("*")
                        || values(statement.path("Principal").path("Federated"))
                                .anyMatch(provider -> provider.equals("*") || provider.equals(pods.provider())));
        if (!about) {
            return REFUSES;
        }
        TrustCheck conditions = conditions(statement.path("Condition"), pods);
        if ("Allow".equals(statement.path("Effect").asText())) {
            return conditions;
        }
        return conditions == REFUSES ? REFUSES : UNDECIDED;
    }

    private static TrustCheck conditions(JsonNode condition, TrustPolicy pods) {
        Map<String, String> token = Map.of(
                (pods.issuer() + ":aud").toLowerCase(Locale.ROOT),
                TrustPolicy.AUDIENCE,
                (pods.issuer() + ":sub").toLowerCase(Locale.ROOT),
                pods.subject());
        TrustCheck all = ADMITS;
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                String value = token.get(key.getKey().toLowerCase(Locale.ROOT));
                TrustCheck one = value == null ? UNDECIDED : compare(operator.getKey(), key.getValue(), value);
                all = one == REFUSES || all == REFUSES ? REFUSES : one == UNDECIDED ? UNDECIDED : all;
            }
        }
        return all;
    }

    private static TrustCheck compare(String operator, JsonNode wanted, String value) {
        return switch (operator) {
            case "StringEquals" -> values(wanted).anyMatch(value::equals) ? ADMITS : REFUSES;
            case "StringLike" -> values(wanted).anyMatch(pattern -> like(pattern, value)) ? ADMITS : REFUSES;
            default -> UNDECIDED;
        };
    }

    private static boolean like(String pattern, String value) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, value);
    }

    private static Stream<JsonNode> statements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }

    private static Stream<String> values(JsonNode node) {
        return statements(node).map(JsonNode::asText);
    }
}
