package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.MalformedPolicy;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.policy.PolicyParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What IAM refuses and moto lets pass (IAM user guide: names and quotas; IAM API reference). Operations that are not
 * named here are refused: nobody has looked at how moto answers them.
 */
final class IamRules {

    private static final Set<String> FINE = Set.of(
            "GetRole",
            "ListRoles",
            "ListRoleTags",
            "DeleteRole",
            "ListRolePolicies",
            "GetRolePolicy",
            "DeleteRolePolicy",
            "ListAttachedRolePolicies",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "UntagRole",
            "GetPolicy",
            "GetPolicyVersion",
            "ListPolicies",
            "DeletePolicy",
            "ListInstanceProfilesForRole",
            "GetInstanceProfile",
            "DeleteInstanceProfile",
            "ListInstanceProfileTags",
            "UntagInstanceProfile",
            "AddRoleToInstanceProfile",
            "RemoveRoleFromInstanceProfile",
            "DeleteRolePermissionsBoundary",
            "ListOpenIDConnectProviders",
            "GetOpenIDConnectProvider",
            "CreateOpenIDConnectProvider",
            "DeleteOpenIDConnectProvider",
            "AddClientIDToOpenIDConnectProvider",
            "RemoveClientIDFromOpenIDConnectProvider");

    private static final String ROLE_NAME = "[\\w+=,.@-]{1,64}";
    private static final String PROFILE_NAME = "[\\w+=,.@-]{1,128}";
    private static final String POLICY_NAME = "[\\w+=,.@-]{1,128}";
    private static final String PATH = "/|/[!-~]{1,510}/";
    private static final String TAG_KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}";
    private static final String TAG_VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}";
    private static final int TAGS_MAX = 50;
    private static final int TRUST_MAX = 2_048;
    private static final int INLINE_MAX = 10_240;
    private static final int MANAGED_MAX = 6_144;
    private static final int DESCRIPTION_MAX = 1_000;

    private final MotoRoles moto;

    IamRules(MotoRoles moto) {
        this.moto = moto;
    }

    /** @throws IamError for what IAM refuses @throws NotEmulated for what is not known here */
    void check(Map<String, String> request) {
        switch (request.get("Action")) {
            case "CreateRole" -> createRole(request);
            case "UpdateAssumeRolePolicy" -> trust(request.get("PolicyDocument"));
            case "PutRolePermissionsBoundary" -> boundary(request.get("PermissionsBoundary"));
            case "PutRolePolicy" -> inlinePolicy(request);
            case "CreatePolicy" -> managedPolicy(request.get("PolicyDocument"));
            case "TagRole", "TagInstanceProfile" -> tags(request);
            case "CreateInstanceProfile" -> createInstanceProfile(request);
            case String action when FINE.contains(action) -> {}
            case String action -> throw new NotEmulated("the operation " + action);
        }
    }

    private void createRole(Map<String, String> request) {
        String name = request.getOrDefault("RoleName", "");
        valid(name.matches(ROLE_NAME), "roleName", name);
        valid(request.getOrDefault("Path", "/").matches(PATH), "path", request.get("Path"));
        valid(request.getOrDefault("Description", "").length() <= DESCRIPTION_MAX, "description", "too long");
        tags(request);
        trust(request.get("AssumeRolePolicyDocument"));
        moto.roleNames().stream().filter(name::equalsIgnoreCase).findFirst().ifPresent(taken -> {
            throw new IamError(409, "EntityAlreadyExists", "Role with name " + taken + " already exists.");
        });
        if (request.containsKey("PermissionsBoundary")) {
            boundary(request.get("PermissionsBoundary"));
        }
    }

    private static void createInstanceProfile(Map<String, String> request) {
        String name = request.getOrDefault("InstanceProfileName", "");
        valid(name.matches(PROFILE_NAME), "instanceProfileName", name);
        valid(request.getOrDefault("Path", "/").matches(PATH), "path", request.get("Path"));
        tags(request);
    }

    /** A trust in an OIDC provider needs a condition on its tokens; without one it would trust all of them. */
    private static void trust(String document) {
        well(document, PolicyParser::trust);
        if (size(document) > TRUST_MAX) {
            throw new IamError(409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: " + TRUST_MAX);
        }
        PolicyParser.trust(document).statements().stream()
                .filter(statement -> statement.allow()
                        && statement.principals().containsKey("Federated")
                        && statement.conditions().isEmpty())
                .findFirst()
                .ifPresent(statement -> {
                    throw malformed("A trust in a web identity provider needs a condition on its tokens");
                });
    }

    private void boundary(String arn) {
        if (arn == null || !moto.policyExists(arn)) {
            throw new IamError(404, "NoSuchEntity", "Scope ARN: " + arn + " does not exist or is not attachable.");
        }
    }

    private void inlinePolicy(Map<String, String> request) {
        String name = request.getOrDefault("PolicyName", "");
        valid(name.matches(POLICY_NAME), "policyName", name);
        String document = request.get("PolicyDocument");
        well(document, PolicyParser::identity);
        Map<String, String> all = new HashMap<>(moto.inlinePolicies(request.getOrDefault("RoleName", "")));
        all.put(name, document);
        if (all.values().stream().mapToLong(IamRules::size).sum() > INLINE_MAX) {
            throw new IamError(
                    409,
                    "LimitExceeded",
                    "Maximum policy size of %d bytes exceeded for role %s"
                            .formatted(INLINE_MAX, request.get("RoleName")));
        }
    }

    private static void managedPolicy(String document) {
        well(document, PolicyParser::identity);
        if (size(document) > MANAGED_MAX) {
            throw new IamError(409, "LimitExceeded", "Cannot exceed quota for PolicySize: " + MANAGED_MAX);
        }
    }

    private static void tags(Map<String, String> request) {
        Map<String, String> tags = new HashMap<>();
        for (int i = 1; request.containsKey("Tags.member." + i + ".Key"); i++) {
            String key = request.get("Tags.member." + i + ".Key");
            String value = request.getOrDefault("Tags.member." + i + ".Value", "");
            valid(key.matches(TAG_KEY) && !key.startsWith("aws:"), "tags." + i + ".member.key", key);
            valid(value.matches(TAG_VALUE), "tags." + i + ".member.value", value);
            if (tags.put(key, value) != null) {
                throw new IamError(400, "InvalidInput", "Duplicate tag keys found.");
            }
        }
        valid(tags.size() <= TAGS_MAX, "tags", "more than " + TAGS_MAX);
    }

    private static void well(String document, Consumer<String> parser) {
        try {
            parser.accept(document == null ? "" : document);
        } catch (MalformedPolicy malformed) {
            throw malformed(malformed.getMessage());
        }
    }

    /** White space is not counted (IAM user guide: quotas). */
    private static long size(String document) {
        return document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static void valid(boolean fine, String member, String value) {
        if (!fine) {
            throw new IamError(
                    400,
                    "ValidationError",
                    "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint"
                            .formatted(value, member));
        }
    }

    private static IamError malformed(String message) {
        return new IamError(400, "MalformedPolicyDocument", message);
    }
}
