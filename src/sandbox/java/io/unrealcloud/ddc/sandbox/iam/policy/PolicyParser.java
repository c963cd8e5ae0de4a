package io.unrealcloud.ddc.sandbox.iam.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads policy documents by IAM's grammar (IAM user guide: grammar of the IAM JSON policy language). */
public final class PolicyParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> PARTS =
            Set.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition");
    private static final Set<String> PRINCIPALS = Set.of("AWS", "Federated", "Service", "CanonicalUser");
    private static final String ACTION = "\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+";
    private static final String SID = "[A-Za-z0-9]*";

    private final boolean trust;

    private PolicyParser(boolean trust) {
        this.trust = trust;
    }

    /** A policy of an identity, or a permissions boundary. @throws MalformedPolicy @throws NotEmulated */
    public static Policy identity(String document) {
        return new PolicyParser(false).policy(document);
    }

    /** A role's trust policy. @throws MalformedPolicy @throws NotEmulated */
    public static Policy trust(String document) {
        return new PolicyParser(true).policy(document);
    }

    private Policy policy(String document) {
        JsonNode root = read(document);
        check(root.isObject(), "Syntax errors in policy.");
        root.fieldNames().forEachRemaining(name -> check(MEMBERS.contains(name), "Syntax error at " + name + "."));
        String version = root.path("Version").asText("2012-10-17");
        check(version.equals("2012-10-17") || version.equals("2008-10-17"), "The policy has a wrong version.");
        List<JsonNode> statements = list(root.path("Statement"));
        check(!statements.isEmpty(), "Syntax errors in policy.");
        Set<String> sids = new HashSet<>();
        List<Statement> parsed = statements.stream().map(this::statement).toList();
        parsed.stream()
                .map(Statement::sid)
                .filter(sid -> !sid.isEmpty())
                .forEach(sid -> check(sids.add(sid), "Statement IDs (SID) in a single policy must be unique."));
        return new Policy(parsed);
    }

    private Statement statement(JsonNode node) {
        check(node.isObject(), "Syntax errors in policy.");
        node.fieldNames().forEachRemaining(name -> {
            if (name.equals("NotPrincipal")) {
                throw new NotEmulated("NotPrincipal in a policy");
            }
            check(PARTS.contains(name), "Syntax error at " + name + ".");
        });
        String sid = node.path("Sid").asText("");
        check(sid.matches(SID), "Statement IDs (SID) must be alpha-numeric.");
        String effect = node.path("Effect").asText("");
        check(effect.equals("Allow") || effect.equals("Deny"), "Syntax errors in policy: Effect.");
        check(node.has("Action") != node.has("NotAction"), "Policy statement must contain actions.");
        List<String> actions = texts(node.has("Action") ? node.get("Action") : node.get("NotAction"));
        actions.forEach(action -> check(action.matches(ACTION), "Actions/Conditions must be prefaced by a vendor."));
        return new Statement(
                sid,
                effect.equals("Allow"),
                principals(node),
                actions,
                node.has("NotAction"),
                resources(node),
                node.has("NotResource"),
                conditions(node.path("Condition")));
    }

    private Map<String, List<String>> principals(JsonNode node) {
        check(
                node.has("Principal") == trust,
                trust ? "Missing required field Principal." : "Policy document should not specify a principal.");
        if (!trust) {
            return Map.of();
        }
        JsonNode principal = node.get("Principal");
        if (principal.isTextual()) {
            check(principal.asText().equals("*"), "Invalid principal in policy.");
            return Map.of("AWS", List.of("*"));
        }
        Map<String, List<String>> principals = new LinkedHashMap<>();
        principal.properties().forEach(kind -> {
            check(PRINCIPALS.contains(kind.getKey()), "Invalid principal in policy: " + kind.getKey() + ".");
            List<String> names = texts(kind.getValue());
            names.forEach(name -> check(
                    name.equals("*") ? kind.getKey().equals("AWS") : !name.contains("*"),
                    "Invalid principal in policy: " + name + "."));
            principals.put(kind.getKey(), names);
        });
        check(!principals.isEmpty(), "Invalid principal in policy.");
        return principals;
    }

    private Optional<List<String>> resources(JsonNode node) {
        boolean has = node.has("Resource") || node.has("NotResource");
        if (trust) {
            check(!has, "Has prohibited field Resource.");
            return Optional.empty();
        }
        check(node.has("Resource") != node.has("NotResource"), "Policy statement must contain resources.");
        List<String> resources = texts(node.has("Resource") ? node.get("Resource") : node.get("NotResource"));
        resources.forEach(arn -> check(
                arn.equals("*") || arn.matches("arn:[^:]*:[^:]*:[^:]*:[^:]*:.+"),
                "Resource " + arn + " must be in ARN format or \"*\"."));
        return Optional.of(resources);
    }

    private static List<Condition> conditions(JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        node.properties().forEach(operator -> {
            check(operator.getValue().isObject(), "Syntax errors in policy: Condition.");
            operator.getValue()
                    .properties()
                    .forEach(key ->
                            conditions.add(new Condition(operator.getKey(), key.getKey(), texts(key.getValue()))));
        });
        return conditions;
    }

    private static List<String> texts(JsonNode node) {
        List<JsonNode> values = list(node);
        check(!values.isEmpty(), "Syntax errors in policy: an empty list.");
        return values.stream()
                .map(value -> {
                    check(value.isValueNode() && !value.isNull(), "Syntax errors in policy.");
                    if (value.asText().contains("${")) {
                        throw new NotEmulated("policy variables: " + value.asText());
                    }
                    return value.asText();
                })
                .toList();
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(list::add);
        } else if (!node.isMissingNode()) {
            list.add(node);
        }
        return list;
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new MalformedPolicy("This policy contains invalid Json");
        }
    }

    private static void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new MalformedPolicy(otherwise);
        }
    }
}
