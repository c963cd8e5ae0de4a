package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.identity.policy.PolicyDocument;
import io.unrealcloud.ddc.model.DdcIdentity;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every state of a role and the plan for it, held in {@code plans.txt}. */
class IdentityPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/AB12";
    private static final String PROVIDER =
            "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB12";
    private static final String EXISTING = "arn:aws:iam::123456789012:role/studio/ddc";

    private final Managed desired = managed(Models.SETTINGS);
    private final IdentityFacts good =
            facts(role(tags()), Optional.of(desired.access().json()));

    @Test
    void plans() {
        Map<String, Plan<IdentityOperation>> plans = new LinkedHashMap<>();
        plans.put("all as it shall be", plan(desired, good));
        plans.put("nothing there", plan(desired, facts(Optional.empty(), Optional.empty())));
        plans.put(
                "nothing there, not even a provider; the operator may make one",
                plan(
                        managed(new OperatorSettings.Identity("/ddc/", Models.BOUNDARY, true, false)),
                        new IdentityFacts(
                                good.cluster(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                List.of(),
                                NOW,
                                NOW,
                                Instant.MIN,
                                Instant.MIN)));
        plans.put("no provider", plan(desired, good.withTrusted(good.cluster(), Optional.empty())));
        plans.put(
                "a provider for another audience",
                plan(
                        desired,
                        good.withTrusted(
                                good.cluster(), Optional.of(new OidcProvider(PROVIDER, List.of("sigstore"))))));
        plans.put("no cluster", plan(desired, good.withTrusted(Optional.empty(), Optional.empty())));
        plans.put(
                "a cluster without an issuer",
                plan(
                        desired,
                        good.withTrusted(
                                Optional.of(new EksCluster(
                                        "games",
                                        "arn",
                                        Optional.empty(),
                                        "CREATING",
                                        Optional.empty(),
                                        Optional.empty())),
                                Optional.empty())));
        plans.put("no boundary configured", plan(managed(new OperatorSettings.Identity(null, "", false, false)), good));
        plans.put(
                "another boundary, policy and trust",
                plan(
                        desired,
                        facts(
                                role(tags()).map(role -> role.withBoundary(Models.BOUNDARY + "-2")
                                        .withTrust("{\"Statement\":[]}")),
                                Optional.of("{\"Statement\":[]}"))));
        plans.put("the policy is gone", plan(desired, facts(role(tags()), Optional.empty())));
        plans.put(
                "made by an earlier resource of the same name",
                plan(desired, facts(role(with(tags(), Tags.UID, "earlier")), good.policy())));
        plans.put(
                "another resource's role", plan(desired, facts(role(with(tags(), Tags.NAME, "other")), good.policy())));
        plans.put("a role without tags", plan(desired, facts(role(Map.of()), good.policy())));
        plans.put("just made", plan(desired, spread(NOW.minusSeconds(3), NOW.minusSeconds(3))));
        plans.put("just set right", plan(desired, spread(Instant.MIN, NOW.minusSeconds(3))));
        plans.put("set right a while ago", plan(desired, spread(NOW.minusSeconds(11), NOW.minusSeconds(10))));
        plans.put("a policy too large", plan(tooLarge(), good));
        plans.put("no rights needed, nothing there", plan(withoutRights(), facts(Optional.empty(), Optional.empty())));
        plans.put("no rights needed, and none given", plan(withoutRights(), facts(role(tags()), Optional.empty())));
        plans.put("no rights needed any more", plan(withoutRights(), good));
        plans.put("existing: not there", plan(existing(), facts(Optional.empty(), Optional.empty())));
        plans.put(
                "existing: at another path",
                plan(existing(), facts(Optional.of(existingRole("/other/", trust())), Optional.empty())));
        plans.put(
                "existing: as it shall be",
                plan(existing(), facts(Optional.of(existingRole("/studio/", trust())), Optional.empty())));
        plans.put(
                "existing: trusts other pods",
                plan(
                        existing(),
                        facts(
                                Optional.of(existingRole("/studio/", trust().replace("games-ddc", "other"))),
                                Optional.empty())));
        plans.put(
                "existing: may not be read",
                plan(
                        existing(),
                        facts(Optional.empty(), Optional.empty())
                                .withRead(Optional.empty(), false, Optional.empty(), NOW)));
        plans.put(
                "existing: of another account",
                plan(
                        DesiredIdentity.of(
                                Models.existing("arn:aws:iam::999999999999:role/ddc"), Models.ACCOUNT, Models.SETTINGS),
                        IdentityFacts.none()));
        Golden.check(
                "plans.txt",
                plans.entrySet().stream()
                        .map(entry -> "== " + entry.getKey() + "\n" + text(entry.getValue()))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void removals() {
        Owner owner = desired.pods().owner();
        RoleRemains ours = new RoleRemains(
                role(tags()), List.of("ddc", "extra"), List.of("arn:aws:iam::aws:policy/P"), List.of("profile"));
        RoleRemains foreign = new RoleRemains(role(Map.of()), List.of("ddc"), List.of(), List.of());
        RoleRemains earlier =
                new RoleRemains(role(with(tags(), Tags.UID, "earlier")), List.of("ddc"), List.of(), List.of());
        RoleRemains none = new RoleRemains(Optional.empty(), List.of(), List.of(), List.of());
        Golden.check(
                "removals.txt",
                "== ours\n" + text(RemovalPlanner.plan(owner, ours)) + "\n== not tagged\n"
                        + text(RemovalPlanner.plan(owner, foreign)) + "\n== of an earlier resource, never claimed\n"
                        + text(RemovalPlanner.plan(owner, earlier)) + "\n== gone\n"
                        + text(RemovalPlanner.plan(owner, none)));
    }

    @Test
    void foreignRolesAreNeverPlannedToChange() {
        for (String key : List.of(Tags.CLUSTER, Tags.NAMESPACE, Tags.NAME)) {
            Optional<Role> role = role(with(tags(), key, "another"))
                    .map(found -> found.withTrust("{}").withBoundary("arn:aws:iam::123456789012:policy/weaker"));
            assertThat(plan(desired, facts(role, Optional.empty())).changesAnything())
                    .isFalse();
            assertThat(RemovalPlanner.plan(
                                    desired.pods().owner(), new RoleRemains(role, List.of("ddc"), List.of(), List.of()))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void theSpreadEnds() {
        assertThat(plan(desired, spread(NOW, NOW), NOW.plus(IdentityPlanner.SPREAD))
                        .isEmpty())
                .isTrue();
        assertThat(plan(
                                desired,
                                spread(NOW, NOW),
                                NOW.plus(IdentityPlanner.SPREAD).minus(Duration.ofMillis(1)))
                        .isEmpty())
                .isFalse();
    }

    private static Managed managed(OperatorSettings.Identity settings) {
        return (Managed) DesiredIdentity.of(Models.single(), Models.ACCOUNT, settings);
    }

    private static DesiredIdentity existing() {
        return DesiredIdentity.of(Models.existing(EXISTING), Models.ACCOUNT, Models.SETTINGS);
    }

    private static DesiredIdentity tooLarge() {
        List<String> buckets = IntStream.range(0, 90)
                .mapToObj(i -> "a-bucket-with-a-rather-long-name-for-a-pool-" + i)
                .toList();
        return DesiredIdentity.of(
                Models.model(
                        List.of(),
                        "Jupiter",
                        new DdcIdentity(Optional.empty(), "games", "games-ddc", buckets, List.of())),
                Models.ACCOUNT,
                Models.SETTINGS);
    }

    private Managed withoutRights() {
        return new Managed(
                desired.pods(),
                desired.roleName(),
                desired.path(),
                desired.boundary(),
                desired.createProvider(),
                new PolicyDocument(List.of()));
    }

    private String trust() {
        return IdentityPlanner.trust(desired.pods(), PROVIDER).document().json();
    }

    private Map<String, String> tags() {
        return desired.pods().owner().tags(Origin.CREATED);
    }

    private Optional<Role> role(Map<String, String> tags) {
        return Optional.of(new Role(
                desired.roleName(),
                "arn:aws:iam::123456789012:role/ddc/" + desired.roleName(),
                "/ddc/",
                trust(),
                Optional.of(Models.BOUNDARY),
                tags));
    }

    private static Role existingRole(String path, String trust) {
        return new Role(
                "ddc", "arn:aws:iam::123456789012:role" + path + "ddc", path, trust, Optional.empty(), Map.of());
    }

    private IdentityFacts facts(Optional<Role> role, Optional<String> policy) {
        return new IdentityFacts(
                Optional.of(new EksCluster(
                        "games", "arn", Optional.of(ISSUER), "ACTIVE", Optional.empty(), Optional.empty())),
                Optional.of(new OidcProvider(PROVIDER, List.of("other", "sts.amazonaws.com"))),
                role,
                true,
                policy,
                List.of(),
                NOW,
                NOW,
                Instant.MIN,
                Instant.MIN);
    }

    private IdentityFacts spread(Instant created, Instant changed) {
        return new IdentityFacts(
                good.cluster(),
                good.provider(),
                good.role(),
                true,
                good.policy(),
                List.of(),
                NOW,
                NOW,
                created,
                changed);
    }

    private static Map<String, String> with(Map<String, String> tags, String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(tags);
        changed.put(key, value);
        return changed;
    }

    private static Plan<IdentityOperation> plan(DesiredIdentity desired, IdentityFacts facts) {
        return plan(desired, facts, NOW);
    }

    private static Plan<IdentityOperation> plan(DesiredIdentity desired, IdentityFacts facts, Instant now) {
        return IdentityPlanner.plan(desired, facts, now);
    }

    private static String text(Plan<IdentityOperation> plan) {
        return plan.steps().stream()
                .map(step -> "%s%s: %s %s%s\n"
                        .formatted(
                                step.id(),
                                step.needs().isEmpty()
                                        ? ""
                                        : step.needs().stream().sorted().toList(),
                                step.operation().action(),
                                step.operation().target(),
                                step.operation().detail().isEmpty()
                                        ? ""
                                        : "\n    " + step.operation().detail()))
                .collect(Collectors.joining());
    }
}
