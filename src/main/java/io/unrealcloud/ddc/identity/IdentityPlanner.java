package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.DesiredIdentity.Existing;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.identity.DesiredIdentity.Pods;
import io.unrealcloud.ddc.identity.IdentityOperation.Await;
import io.unrealcloud.ddc.identity.IdentityOperation.ClaimRole;
import io.unrealcloud.ddc.identity.IdentityOperation.CreateRole;
import io.unrealcloud.ddc.identity.IdentityOperation.DeletePolicy;
import io.unrealcloud.ddc.identity.IdentityOperation.PutPolicy;
import io.unrealcloud.ddc.identity.IdentityOperation.SetBoundary;
import io.unrealcloud.ddc.identity.IdentityOperation.SetTrust;
import io.unrealcloud.ddc.identity.IdentityOperation.Stop;
import io.unrealcloud.ddc.identity.policy.CanonicalPolicy;
import io.unrealcloud.ddc.identity.policy.PolicyDocument;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From what shall be and what is to the steps between them. Pure. */
final class IdentityPlanner {

    /** The one inline policy the operator writes. */
    static final String POLICY = "ddc";

    /**
     * How long IAM takes to know a change everywhere: "seconds" (IAM user guide: changes that I make are not always
     * immediately visible). Pods that come up sooner would be refused once and start over.
     */
    static final Duration SPREAD = Duration.ofSeconds(10);

    private static final String ISSUER = "cluster's tokens trusted";
    private static final String ROLE = "role";

    private IdentityPlanner() {}

    static Plan<IdentityOperation> plan(DesiredIdentity desired, IdentityFacts facts, Instant now) {
        return new Plan<>(
                switch (desired) {
                    case Managed managed -> managed(managed, facts, now);
                    case Existing existing -> existing(existing, facts);
                });
    }

    private static List<Step<IdentityOperation>> managed(Managed desired, IdentityFacts facts, Instant now) {
        Optional<IdentityOperation> refusal = refusal(desired, facts);
        if (refusal.isPresent()) {
            return List.of(step(ROLE, refusal.get()));
        }
        List<Step<IdentityOperation>> steps = new ArrayList<>();
        TrustedIssuer.missing(desired.pods(), facts, desired.createProvider())
                .ifPresent(missing -> steps.add(step(ISSUER, missing)));
        Optional<String> trust = provider(desired, facts)
                .map(provider -> trust(desired.pods(), provider).document().json());
        if (facts.role().isPresent()) {
            steps.addAll(changes(desired, facts.role().get(), trust));
        } else if (trust.isPresent()) {
            steps.add(step(ROLE, create(desired, trust.get()), ISSUER));
        }
        if (facts.role().isPresent() || trust.isPresent()) {
            policy(desired, facts).ifPresent(change -> steps.add(step("policy of the role", change, ROLE)));
        }
        if (steps.isEmpty()) {
            spreading(desired, facts, now).ifPresent(await -> steps.add(step("role known everywhere", await)));
        }
        return steps;
    }

    /** IAM takes no policy without statements, so a role that needs no rights has none. */
    private static Optional<IdentityOperation> policy(Managed desired, IdentityFacts facts) {
        if (desired.access().statements().isEmpty()) {
            return facts.policy().map(is -> new DeletePolicy(desired.roleName(), POLICY));
        }
        String access = desired.access().json();
        return facts.policy().filter(is -> CanonicalPolicy.same(is, access)).isPresent()
                ? Optional.empty()
                : Optional.of(new PutPolicy(desired.roleName(), POLICY, access));
    }

    /** ARN of the provider, also of one that is still to be made. */
    private static Optional<String> provider(Managed desired, IdentityFacts facts) {
        Optional<String> found = facts.provider().map(OidcProvider::arn);
        return found.isPresent() || !desired.createProvider()
                ? found
                : TrustedIssuer.issuer(facts)
                        .map(issuer -> TrustedIssuer.arn(desired.pods().account(), issuer));
    }

    /** What no step may go past. */
    private static Optional<IdentityOperation> refusal(Managed desired, IdentityFacts facts) {
        if (desired.boundary().isEmpty()) {
            return Optional.of(new Stop(
                    "role " + desired.roleName(),
                    Reason.PermissionsBoundaryRequired,
                    "The operator makes no role without a permissions boundary. Set"
                            + " identity.permissionsBoundary in the operator's configuration to the ARN of an IAM"
                            + " policy that bounds all of its roles."));
        }
        long size = desired.access()
                .json()
                .chars()
                .filter(c -> !Character.isWhitespace(c))
                .count();
        if (size > PolicyDocument.MAX_INLINE) {
            return Optional.of(new Stop(
                    "role " + desired.roleName(),
                    Reason.PolicyTooLarge,
                    "The role's policy would have %d characters, and IAM takes at most %d. Use fewer storage pools, Regions or secrets, or give a role by spec.identity.roleArn."
                            .formatted(size, PolicyDocument.MAX_INLINE)));
        }
        return facts.role().flatMap(role -> foreign(desired, role));
    }

    private static Optional<IdentityOperation> foreign(Managed desired, Role role) {
        return switch (desired.pods().owner().ownership(role.tags())) {
            case Ownership.Ours ours -> Optional.empty();
            case Ownership.Released released -> Optional.empty();
            case Ownership.Predecessor predecessor -> Optional.empty();
            case Ownership.Foreign foreign -> Optional.of(notOurs(role, "belongs to " + foreign.owner()));
            case Ownership.Unclaimed unclaimed ->
                Optional.of(notOurs(role, "was not made by this operator, or its tags were removed"));
        };
    }

    private static Stop notOurs(Role role, String whose) {
        return new Stop(
                "role " + role.name(),
                Reason.ForeignRole,
                ("The role %s %s, and is left as it is. Delete it if nobody needs it (aws iam delete-role --role-name"
                                + " %s, after its policies), or give DDC another role by spec.identity.roleArn.")
                        .formatted(role.arn(), whose, role.name()));
    }

    private static IdentityOperation create(Managed desired, String trust) {
        Owner owner = desired.pods().owner();
        return new CreateRole(new NewRole(
                desired.roleName(),
                desired.path(),
                "Unreal Cloud DDC " + owner.reference(),
                trust,
                desired.boundary().orElseThrow(),
                owner.tags(Origin.CREATED)));
    }

    /** A role holds no data: one of the same cluster, namespace and name is claimed and set right, not asked about. */
    private static List<Step<IdentityOperation>> changes(Managed desired, Role role, Optional<String> trust) {
        List<Step<IdentityOperation>> steps = new ArrayList<>();
        Owner owner = desired.pods().owner();
        if (!(owner.ownership(role.tags()) instanceof Ownership.Ours)) {
            steps.add(step(ROLE, new ClaimRole(role.name(), owner.tags(Origin.CREATED))));
        }
        if (!role.boundary().equals(desired.boundary())) {
            steps.add(step(
                    "boundary of the role",
                    new SetBoundary(role.name(), desired.boundary().orElseThrow()),
                    ROLE));
        }
        trust.filter(document -> !CanonicalPolicy.same(document, role.trust()))
                .ifPresent(document ->
                        steps.add(step("trust of the role", new SetTrust(role.name(), document), ROLE, ISSUER)));
        return steps;
    }

    private static Optional<IdentityOperation> spreading(Managed desired, IdentityFacts facts, Instant now) {
        String target = "role " + desired.roleName();
        if (within(facts.createdAt(), now)) {
            return Optional.of(new Await(
                    target,
                    new Waiting(
                            Reason.CreatingRole,
                            "The role %s is made; IAM takes some seconds to know it everywhere."
                                    .formatted(desired.roleName()))));
        }
        return within(facts.changedAt(), now)
                ? Optional.of(new Await(
                        target,
                        new Waiting(
                                Reason.RoleSpreading,
                                "The role %s was set right; IAM takes some seconds to know it everywhere."
                                        .formatted(desired.roleName()))))
                : Optional.empty();
    }

    private static boolean within(Instant at, Instant now) {
        return at.isAfter(now.minus(SPREAD));
    }

    private static List<Step<IdentityOperation>> existing(Existing desired, IdentityFacts facts) {
        if (!desired.ofThisAccount()) {
            return List.of();
        }
        Optional<IdentityOperation> issuer = TrustedIssuer.missing(desired.pods(), facts, false);
        if (issuer.isPresent()) {
            return List.of(step(ISSUER, issuer.get()));
        }
        if (!facts.readable()) {
            return List.of();
        }
        if (facts.role().isEmpty()) {
            return List.of(step(
                    ROLE,
                    new Stop(
                            "role " + desired.roleArn(),
                            Reason.RoleNotFound,
                            "There is no role %s. Make it, or correct spec.identity.roleArn."
                                    .formatted(desired.roleArn()))));
        }
        if (!facts.role().get().arn().equals(desired.roleArn())) {
            return List.of(step(
                    ROLE,
                    new Stop(
                            "role " + desired.roleArn(),
                            Reason.RoleNotFound,
                            "There is no role %s; the role of that name is %s. Correct the path in spec.identity.roleArn."
                                    .formatted(
                                            desired.roleArn(),
                                            facts.role().get().arn()))));
        }
        TrustPolicy trust = trust(desired.pods(), facts.provider().orElseThrow().arn());
        return switch (TrustCheck.of(facts.role().get().trust(), trust)) {
            case ADMITS, UNDECIDED -> List.of();
            case REFUSES ->
                List.of(step(
                        ROLE,
                        new Stop(
                                "role " + desired.roleArn(),
                                Reason.TrustDiffers,
                                "The trust policy of %s does not admit DDC's pods. Add this statement to it: %s"
                                        .formatted(
                                                desired.roleArn(),
                                                trust.document().statementJson()))));
        };
    }

    static TrustPolicy trust(Pods pods, String provider) {
        return new TrustPolicy(provider, pods.owner().namespace(), pods.serviceAccount());
    }

    private static Step<IdentityOperation> step(String id, IdentityOperation operation, String... needs) {
        return new Step<>(id, Set.of(needs), operation);
    }
}
