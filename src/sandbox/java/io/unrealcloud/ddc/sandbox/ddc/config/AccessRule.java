package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what: one entry of {@code Auth:Acls}, {@code Auth:Policies} or a namespace's {@code Acls}.
 *
 * @param claims {@code type=value}, or {@code *}; all of them must be the caller's
 * @param namespaces where it holds; everywhere if absent
 */
public record AccessRule(List<String> claims, Set<Action> actions, Optional<List<NamespaceMatch>> namespaces) {

    /** What a caller can be allowed. */
    public enum Action {
        ReadObject,
        WriteObject,
        DeleteObject,
        DeleteBucket,
        DeleteNamespace,
        ReadTransactionLog,
        WriteTransactionLog,
        AdminAction,
        EnumerateBucket,
        ReadBuildPart,
        WriteBuildPart
    }

    /** Part of a policy's scope: namespaces by name, or all but those. */
    public record NamespaceMatch(List<String> values, boolean not) {
        boolean holds(String namespace) {
            return (values.contains("*") || values.contains(namespace)) != not;
        }
    }

    static AccessRule acl(Settings entry) {
        return new AccessRule(entry.list("Claims"), actions(entry), Optional.empty());
    }

    static AccessRule policy(Settings entry) {
        Settings scope = entry.section("Scope");
        if (scope.isEmpty()) {
            throw new StartupException(
                    "The policy '" + entry.text("Name", "") + "' of Auth:Policies is invalid: it has no Scope.");
        }
        if (!scope.section("Buckets").isEmpty() || !scope.section("Resources").isEmpty()) {
            throw new StartupException("The stand-in knows policies by namespace only, not by bucket or resource.");
        }
        return new AccessRule(
                entry.list("Claims"),
                actions(entry),
                Optional.of(scope.sections("Namespaces").values().stream()
                        .map(AccessRule::match)
                        .toList()));
    }

    private static NamespaceMatch match(Settings entry) {
        if (entry.text("Match").isPresent()) {
            throw new StartupException("The stand-in does not know what Match means in a policy's scope.");
        }
        return new NamespaceMatch(entry.list("Values"), entry.flag("Not", false));
    }

    private static Set<Action> actions(Settings entry) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        actions.addAll(entry.choices("Actions", Action.class, List.of()));
        return actions;
    }

    public boolean allows(Action action, String namespace, Set<String> callersClaims) {
        return actions.contains(action)
                && !claims.isEmpty()
                && claims.stream().allMatch(claim -> claim.equals("*") || callersClaims.contains(claim))
                && namespaces
                        .map(scope -> scope.stream().anyMatch(match -> match.holds(namespace)))
                        .orElse(true);
    }
}
