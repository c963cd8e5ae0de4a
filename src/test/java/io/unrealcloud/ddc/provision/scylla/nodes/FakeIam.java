package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** IAM in memory: roles, their policies and instance profiles. */
final class FakeIam implements IamPort {

    final Map<String, Role> roles = new LinkedHashMap<>();
    final Map<String, Map<String, String>> policies = new HashMap<>();
    final Map<String, InstanceProfile> profiles = new LinkedHashMap<>();
    private final FakeEc2 ec2;

    FakeIam(FakeEc2 ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    @Override
    public Role createRole(NewRole role) {
        Role made = new Role(
                role.name(),
                "arn:aws:iam::123456789012:role" + role.path() + role.name(),
                role.path(),
                role.trust(),
                Optional.of(role.boundary()),
                role.tags());
        if (roles.putIfAbsent(role.name(), made) != null) {
            throw conflict("CreateRole");
        }
        return made;
    }

    @Override
    public void updateTrust(String role, String document) {
        roles.computeIfPresent(role, (name, is) -> is.withTrust(document));
    }

    @Override
    public void putBoundary(String role, String policyArn) {
        roles.computeIfPresent(role, (name, is) -> is.withBoundary(policyArn));
    }

    @Override
    public void deleteRole(String name) {
        if (!policies.getOrDefault(name, Map.of()).isEmpty()
                || !instanceProfiles(name).isEmpty()) {
            throw conflict("DeleteRole");
        }
        roles.remove(name);
    }

    @Override
    public void tagRole(String role, Map<String, String> tags) {
        roles.computeIfPresent(role, (name, is) -> {
            Map<String, String> all = new HashMap<>(is.tags());
            all.putAll(tags);
            return is.withTags(all);
        });
    }

    @Override
    public void untagRole(String role, Set<String> keys) {
        roles.computeIfPresent(role, (name, is) -> {
            Map<String, String> all = new HashMap<>(is.tags());
            all.keySet().removeAll(keys);
            return is.withTags(all);
        });
    }

    @Override
    public List<String> inlinePolicies(String role) {
        return List.copyOf(policies.getOrDefault(role, Map.of()).keySet());
    }

    @Override
    public Optional<String> inlinePolicy(String role, String policy) {
        return Optional.ofNullable(policies.getOrDefault(role, Map.of()).get(policy));
    }

    @Override
    public void putInlinePolicy(String role, String policy, String document) {
        if (!roles.containsKey(role)) {
            throw FakeEc2.refusal(AwsError.NOT_FOUND, "PutRolePolicy", "NoSuchEntity");
        }
        policies.computeIfAbsent(role, name -> new LinkedHashMap<>()).put(policy, document);
    }

    @Override
    public void deleteInlinePolicy(String role, String policy) {
        policies.getOrDefault(role, new HashMap<>()).remove(policy);
    }

    @Override
    public List<String> attachedPolicies(String role) {
        return List.of();
    }

    @Override
    public void detachPolicy(String role, String policyArn) {}

    @Override
    public List<String> instanceProfiles(String role) {
        return profiles.values().stream()
                .filter(profile -> profile.roles().contains(role))
                .map(InstanceProfile::name)
                .toList();
    }

    @Override
    public void removeFromInstanceProfile(String role, String profile) {
        profiles.computeIfPresent(profile, (name, is) -> new InstanceProfile(name, is.arn(), List.of(), is.tags()));
    }

    @Override
    public Optional<InstanceProfile> instanceProfile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    @Override
    public InstanceProfile createInstanceProfile(String name, String path, Map<String, String> tags) {
        InstanceProfile made = new InstanceProfile(name, "arn", List.of(), tags);
        if (profiles.putIfAbsent(name, made) != null) {
            throw conflict("CreateInstanceProfile");
        }
        return made;
    }

    @Override
    public void addToInstanceProfile(String role, String profile) {
        InstanceProfile is = profiles.get(profile);
        if (is == null || !roles.containsKey(role)) {
            throw FakeEc2.refusal(AwsError.NOT_FOUND, "AddRoleToInstanceProfile", "NoSuchEntity");
        }
        List<String> all = new ArrayList<>(is.roles());
        if (!all.isEmpty()) {
            throw FakeEc2.refusal(AwsError.QUOTA_EXCEEDED, "AddRoleToInstanceProfile", "LimitExceeded");
        }
        all.add(role);
        profiles.put(profile, new InstanceProfile(profile, is.arn(), all, is.tags()));
        ec2.profiles.add(profile);
    }

    @Override
    public void deleteInstanceProfile(String name) {
        if (!profiles.get(name).roles().isEmpty()) {
            throw conflict("DeleteInstanceProfile");
        }
        profiles.remove(name);
        ec2.profiles.remove(name);
    }

    @Override
    public List<String> oidcProviderArns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<OidcProvider> oidcProvider(String arn) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String createOidcProvider(String issuer, List<String> clientIds, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    private static RuntimeException conflict(String call) {
        return FakeEc2.refusal(AwsError.CONFLICT, call, "Conflict");
    }
}
