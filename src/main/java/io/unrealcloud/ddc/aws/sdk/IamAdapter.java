package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.Tag;

/** IAM over the SDK. Pages are followed here; policy documents arrive URL-encoded (RFC 3986) and leave decoded. */
final class IamAdapter implements IamPort {
    private final IamClient client;
    private final Calls calls;

    IamAdapter(IamClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public List<String> oidcProviderArns() {
        return calls
                .run(
                        "ListOpenIDConnectProviders",
                        "",
                        config -> client.listOpenIDConnectProviders(
                                request -> request.overrideConfiguration(config.build())))
                .openIDConnectProviderList()
                .stream()
                .map(OpenIDConnectProviderListEntry::arn)
                .toList();
    }

    @Override
    public Optional<OidcProvider> oidcProvider(String arn) {
        return calls.find(
                        "GetOpenIDConnectProvider",
                        arn,
                        config -> client.getOpenIDConnectProvider(
                                request -> request.openIDConnectProviderArn(arn).overrideConfiguration(config.build())))
                .map(found -> new OidcProvider(arn, found.clientIDList()));
    }

    @Override
    public String createOidcProvider(String issuer, List<String> clientIds, Map<String, String> tags) {
        return calls.run(
                        "CreateOpenIDConnectProvider",
                        issuer,
                        config -> client.createOpenIDConnectProvider(request -> request.url(issuer)
                                .clientIDList(clientIds)
                                .tags(tags(tags))
                                .overrideConfiguration(config.build())))
                .openIDConnectProviderArn();
    }

    @Override
    public Optional<Role> role(String name) {
        return calls.find(
                        "GetRole",
                        target(name),
                        config ->
                                client.getRole(request -> request.roleName(name).overrideConfiguration(config.build())))
                .map(found -> role(found.role()));
    }

    @Override
    public Role createRole(NewRole role) {
        var made = calls.run(
                        "CreateRole",
                        target(role.name()),
                        config -> client.createRole(request -> request.roleName(role.name())
                                .path(role.path())
                                .description(role.description())
                                .assumeRolePolicyDocument(role.trust())
                                .permissionsBoundary(role.boundary())
                                .tags(tags(role.tags()))
                                .overrideConfiguration(config.build())))
                .role();
        return new Role(
                made.roleName(), made.arn(), made.path(), role.trust(), Optional.of(role.boundary()), role.tags());
    }

    @Override
    public void updateTrust(String role, String document) {
        calls.run(
                "UpdateAssumeRolePolicy",
                target(role),
                config -> client.updateAssumeRolePolicy(request ->
                        request.roleName(role).policyDocument(document).overrideConfiguration(config.build())));
    }

    @Override
    public void putBoundary(String role, String policyArn) {
        calls.run(
                "PutRolePermissionsBoundary",
                target(role),
                config -> client.putRolePermissionsBoundary(request ->
                        request.roleName(role).permissionsBoundary(policyArn).overrideConfiguration(config.build())));
    }

    @Override
    public void deleteRole(String name) {
        calls.run(
                "DeleteRole",
                target(name),
                config -> client.deleteRole(request -> request.roleName(name).overrideConfiguration(config.build())));
    }

    @Override
    public void tagRole(String role, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            calls.run(
                    "TagRole",
                    target(role),
                    config -> client.tagRole(
                            request -> request.roleName(role).tags(tags(tags)).overrideConfiguration(config.build())));
        }
    }

    @Override
    public void untagRole(String role, Set<String> keys) {
        if (!keys.isEmpty()) {
            calls.run(
                    "UntagRole",
                    target(role),
                    config -> client.untagRole(
                            request -> request.roleName(role).tagKeys(keys).overrideConfiguration(config.build())));
        }
    }

    @Override
    public List<String> inlinePolicies(String role) {
        return pages(marker -> calls.find("ListRolePolicies", target(role), config -> {
            var reply = client.listRolePolicies(
                    request -> request.roleName(role).marker(marker).overrideConfiguration(config.build()));
            return new Page<>(reply.policyNames(), reply.marker());
        }));
    }

    @Override
    public Optional<String> inlinePolicy(String role, String policy) {
        return calls.find(
                        "GetRolePolicy",
                        target(role) + " " + policy,
                        config -> client.getRolePolicy(request ->
                                request.roleName(role).policyName(policy).overrideConfiguration(config.build())))
                .map(GetRolePolicyResponse::policyDocument)
                .map(IamAdapter::decoded);
    }

    @Override
    public void putInlinePolicy(String role, String policy, String document) {
        calls.run(
                "PutRolePolicy",
                target(role) + " " + policy,
                config -> client.putRolePolicy(request -> request.roleName(role)
                        .policyName(policy)
                        .policyDocument(document)
                        .overrideConfiguration(config.build())));
    }

    @Override
    public void deleteInlinePolicy(String role, String policy) {
        calls.run(
                "DeleteRolePolicy",
                target(role) + " " + policy,
                config -> client.deleteRolePolicy(
                        request -> request.roleName(role).policyName(policy).overrideConfiguration(config.build())));
    }

    @Override
    public List<String> attachedPolicies(String role) {
        return pages(marker -> calls.find("ListAttachedRolePolicies", target(role), config -> {
            var reply = client.listAttachedRolePolicies(
                    request -> request.roleName(role).marker(marker).overrideConfiguration(config.build()));
            return new Page<>(
                    reply.attachedPolicies().stream()
                            .map(AttachedPolicy::policyArn)
                            .toList(),
                    reply.marker());
        }));
    }

    @Override
    public void detachPolicy(String role, String policyArn) {
        calls.run(
                "DetachRolePolicy",
                target(role) + " " + policyArn,
                config -> client.detachRolePolicy(
                        request -> request.roleName(role).policyArn(policyArn).overrideConfiguration(config.build())));
    }

    @Override
    public List<String> instanceProfiles(String role) {
        return pages(marker -> calls.find("ListInstanceProfilesForRole", target(role), config -> {
            var reply = client.listInstanceProfilesForRole(
                    request -> request.roleName(role).marker(marker).overrideConfiguration(config.build()));
            return new Page<>(
                    reply.instanceProfiles().stream()
                            .map(software.amazon.awssdk.services.iam.model.InstanceProfile::instanceProfileName)
                            .toList(),
                    reply.marker());
        }));
    }

    @Override
    public Optional<InstanceProfile> instanceProfile(String name) {
        return calls.find(
                        "GetInstanceProfile",
                        profileTarget(name),
                        config -> client.getInstanceProfile(
                                request -> request.instanceProfileName(name).overrideConfiguration(config.build())))
                .map(found -> profile(found.instanceProfile()));
    }

    @Override
    public InstanceProfile createInstanceProfile(String name, String path, Map<String, String> tags) {
        var made = calls.run(
                        "CreateInstanceProfile",
                        profileTarget(name),
                        config -> client.createInstanceProfile(request -> request.instanceProfileName(name)
                                .path(path)
                                .tags(tags(tags))
                                .overrideConfiguration(config.build())))
                .instanceProfile();
        return new InstanceProfile(made.instanceProfileName(), made.arn(), List.of(), tags);
    }

    @Override
    public void addToInstanceProfile(String role, String profile) {
        calls.run(
                "AddRoleToInstanceProfile",
                target(role) + " " + profile,
                config -> client.addRoleToInstanceProfile(request ->
                        request.roleName(role).instanceProfileName(profile).overrideConfiguration(config.build())));
    }

    @Override
    public void deleteInstanceProfile(String name) {
        calls.run(
                "DeleteInstanceProfile",
                profileTarget(name),
                config -> client.deleteInstanceProfile(
                        request -> request.instanceProfileName(name).overrideConfiguration(config.build())));
    }

    private static InstanceProfile profile(software.amazon.awssdk.services.iam.model.InstanceProfile found) {
        return new InstanceProfile(
                found.instanceProfileName(),
                found.arn(),
                found.roles().stream()
                        .map(software.amazon.awssdk.services.iam.model.Role::roleName)
                        .toList(),
                found.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)));
    }

    private static String profileTarget(String name) {
        return "instance profile " + name;
    }

    @Override
    public void removeFromInstanceProfile(String role, String profile) {
        calls.run(
                "RemoveRoleFromInstanceProfile",
                target(role) + " " + profile,
                config -> client.removeRoleFromInstanceProfile(request ->
                        request.roleName(role).instanceProfileName(profile).overrideConfiguration(config.build())));
    }

    private static Role role(software.amazon.awssdk.services.iam.model.Role found) {
        return new Role(
                found.roleName(),
                found.arn(),
                found.path(),
                decoded(found.assumeRolePolicyDocument()),
                Optional.ofNullable(found.permissionsBoundary())
                        .map(AttachedPermissionsBoundary::permissionsBoundaryArn)
                        .filter(arn -> !arn.isEmpty()),
                found.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)));
    }

    private static String target(String role) {
        return "role " + role;
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** A plus is a plus here, and only {@code %20} is a space: IAM encodes by RFC 3986, Java decodes forms. */
    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private record Page<T>(List<T> items, String marker) {}

    private static <T> List<T> pages(Function<String, Optional<Page<T>>> read) {
        List<T> all = new ArrayList<>();
        String marker = null;
        do {
            Optional<Page<T>> page = read.apply(marker);
            if (page.isEmpty()) {
                return List.of();
            }
            all.addAll(page.get().items());
            marker = page.get().marker();
        } while (marker != null);
        return List.copyOf(all);
    }
}
