package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.policy.Policy;
import io.unrealcloud.ddc.sandbox.iam.policy.PolicyParser;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.Role;

/** Roles, policies and identity providers as moto's IAM holds them. */
public final class MotoRoles implements AutoCloseable {

    private record Known(Optional<RolePolicies> role, Instant at) {}

    private final IamClient iam;
    private final Clock clock;
    private final Duration age;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param age how long an answer is used again; stands for the time IAM takes to know a change everywhere */
    public MotoRoles(URI moto, Clock clock, Duration age) {
        this.iam = IamClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(moto)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox")))
                .build();
        this.clock = clock;
        this.age = age;
    }

    /** The role of that name, whatever its path. */
    public Optional<RolePolicies> role(String name) {
        Known before = known.get(name);
        if (before != null && before.at().plus(age).isAfter(clock.instant())) {
            return before.role();
        }
        Known now = new Known(read(name), clock.instant());
        known.put(name, now);
        return now.role();
    }

    /** The audiences a provider accepts; empty if there is no provider for this issuer. */
    public Optional<Provider> provider(String issuer) {
        String end = ":oidc-provider/" + issuer.replaceFirst("^https://", "");
        return iam.listOpenIDConnectProviders().openIDConnectProviderList().stream()
                .map(OpenIDConnectProviderListEntry::arn)
                .filter(arn -> arn.endsWith(end))
                .findFirst()
                .map(arn -> new Provider(
                        arn,
                        iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn))
                                .clientIDList()));
    }

    /** The role of that name as it is at this moment, for IAM itself. */
    Optional<Named> named(String name) {
        try {
            Role role = iam.getRole(request -> request.roleName(name)).role();
            return Optional.of(new Named(role.arn(), boundaryArn(role)));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    /** @param boundary ARN of its permissions boundary */
    record Named(String arn, Optional<String> boundary) {}

    private static Optional<String> boundaryArn(Role role) {
        return Optional.ofNullable(role.permissionsBoundary())
                .map(boundary -> boundary.permissionsBoundaryArn())
                .filter(arn -> !arn.isEmpty());
    }

    /**
     * An instance profile.
     *
     * @param role ARN of its role
     */
    public record Profile(String arn, Instant created, Optional<String> role) {}

    /** The instance profile of that name as it is at this moment, whatever its path. */
    public Optional<Profile> profile(String name) {
        try {
            InstanceProfile profile = iam.getInstanceProfile(request -> request.instanceProfileName(name))
                    .instanceProfile();
            return Optional.of(new Profile(
                    profile.arn(),
                    profile.createDate(),
                    profile.roles().stream().findFirst().map(Role::arn)));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    /** An OIDC identity provider of the account. */
    public record Provider(String arn, List<String> audiences) {}

    /** Names of all roles. */
    List<String> roleNames() {
        return iam.listRolesPaginator().roles().stream().map(Role::roleName).toList();
    }

    boolean policyExists(String arn) {
        try {
            iam.getPolicy(request -> request.policyArn(arn));
            return true;
        } catch (NoSuchEntityException e) {
            return false;
        }
    }

    /** Documents of a role's inline policies, by name; empty if there is no such role. */
    Map<String, String> inlinePolicies(String role) {
        Map<String, String> documents = new ConcurrentHashMap<>();
        try {
            iam.listRolePoliciesPaginator(request -> request.roleName(role)).policyNames().stream()
                    .forEach(policy -> documents.put(policy, inline(role, policy)));
        } catch (NoSuchEntityException e) {
            return Map.of();
        }
        return documents;
    }

    @Override
    public void close() {
        iam.close();
    }

    private Optional<RolePolicies> read(String name) {
        Role role;
        try {
            role = iam.getRole(request -> request.roleName(name)).role();
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
        Stream<Policy> inline = inlinePolicies(name).values().stream().map(PolicyParser::identity);
        Stream<Policy> attached =
                iam.listAttachedRolePoliciesPaginator(request -> request.roleName(name)).attachedPolicies().stream()
                        .map(policy -> managed(policy.policyArn()));
        return Optional.of(new RolePolicies(
                role.arn(),
                role.maxSessionDuration() == null ? 3600 : role.maxSessionDuration(),
                PolicyParser.trust(decoded(role.assumeRolePolicyDocument())),
                Stream.concat(inline, attached).toList(),
                boundaryArn(role).map(this::managed)));
    }

    private Policy managed(String arn) {
        try {
            String version =
                    iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId();
            return PolicyParser.identity(decoded(
                    iam.getPolicyVersion(request -> request.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document()));
        } catch (NoSuchEntityException e) {
            throw new NotEmulated("the managed policy " + arn + ", which a role refers to");
        }
    }

    private String inline(String role, String policy) {
        return decoded(iam.getRolePolicy(request -> request.roleName(role).policyName(policy))
                .policyDocument());
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
