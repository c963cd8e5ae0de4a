package io.unrealcloud.ddc.aws.iam;

import io.unrealcloud.ddc.aws.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * IAM of one partition; it has no Regions.
 *
 * <p>All calls are synchronous, but their effect spreads over seconds (IAM user guide: changes that I make are not
 * always immediately visible): a role just made may still read as absent and not yet be assumable. Creates are not
 * idempotent by name: a second one throws {@code CONFLICT}, also when the names differ in case or path only.
 *
 * <p>Policy documents are JSON text, already decoded; IAM returns them as they were given, except that it may write
 * principals of trust policies in another way. Compare their meaning, not their bytes.
 *
 * <p>Reads give empty for what is not there and never throw {@code NOT_FOUND}; deletes and changes do. Every method
 * throws {@link AwsException} for AWS's part.
 */
public interface IamPort {
    /** ARNs of the account's OIDC identity providers: {@code arn:…:oidc-provider/<issuer without https://>}. */
    List<String> oidcProviderArns();

    Optional<OidcProvider> oidcProvider(String arn);

    /**
     * @param issuer URL of the issuer, {@code https://…}
     * @param clientIds audiences to accept
     * @return the ARN of the new provider
     */
    String createOidcProvider(String issuer, List<String> clientIds, Map<String, String> tags);

    Optional<Role> role(String name);

    Role createRole(NewRole role);

    /** Replaces the trust policy. */
    void updateTrust(String role, String document);

    /** Sets or replaces the permissions boundary. */
    void putBoundary(String role, String policyArn);

    /** {@code CONFLICT} while the role has policies or instance profiles. */
    void deleteRole(String name);

    /** Sets tags and leaves the others. Nothing is sent for an empty map. */
    void tagRole(String role, Map<String, String> tags);

    /** Removes tags by key. Nothing is sent for an empty set. */
    void untagRole(String role, Set<String> keys);

    /** Names of the role's inline policies; empty if there is no such role. */
    List<String> inlinePolicies(String role);

    /** An inline policy's document; empty if there is no such role or policy. */
    Optional<String> inlinePolicy(String role, String policy);

    /** Sets or replaces an inline policy. */
    void putInlinePolicy(String role, String policy, String document);

    void deleteInlinePolicy(String role, String policy);

    /** ARNs of the managed policies attached to the role; empty if there is no such role. */
    List<String> attachedPolicies(String role);

    void detachPolicy(String role, String policyArn);

    /** Names of the instance profiles the role is in; empty if there is no such role. */
    List<String> instanceProfiles(String role);

    Optional<InstanceProfile> instanceProfile(String name);

    /**
     * Makes a profile without a role.
     *
     * @param path with a slash at both ends
     */
    InstanceProfile createInstanceProfile(String name, String path, Map<String, String> tags);

    /** {@code QUOTA_EXCEEDED} if the profile has a role: it takes one. */
    void addToInstanceProfile(String role, String profile);

    void removeFromInstanceProfile(String role, String profile);

    /** {@code CONFLICT} while it has a role. */
    void deleteInstanceProfile(String name);
}
