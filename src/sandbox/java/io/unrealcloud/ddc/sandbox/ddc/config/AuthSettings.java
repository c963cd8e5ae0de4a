package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * DDC's sections {@code Auth} and {@code ServiceAccounts}. Claims of an account are written {@code type:value},
 * claims of rules {@code type=value}; here all have the second form.
 *
 * @param schemes authentication schemes by name, and what implements them
 * @param accounts claims by token
 */
public record AuthSettings(
        boolean enabled,
        Map<String, Scheme> schemes,
        List<AccessRule> rules,
        boolean namespaceAcls,
        Map<String, Set<String>> accounts) {

    public enum Scheme {
        JWTBearer,
        Okta,
        ServiceAccount
    }

    static AuthSettings of(Settings all, Release release) {
        Settings auth = all.section("Auth");
        boolean enabled = auth.flag("Enabled", true);
        Map<String, Scheme> schemes = new LinkedHashMap<>();
        auth.sections("Schemes").forEach((name, scheme) -> {
            scheme.required("Implementation");
            schemes.put(name, scheme.choice("Implementation", Scheme.class, Scheme.JWTBearer));
        });
        if (enabled) {
            String first = auth.text("DefaultScheme", "Bearer");
            if (schemes.isEmpty()) {
                throw new StartupException("Auth is enabled but Auth:Schemes names no scheme.");
            }
            if (!schemes.containsKey(first)) {
                throw new StartupException(
                        "Auth:DefaultScheme is '" + first + "', which is not in Auth:Schemes " + schemes.keySet());
            }
        }
        boolean namespaceAcls = auth.flag("UseLegacyConfiguration", release.namespaceAcls());
        List<AccessRule> rules = Stream.concat(
                        auth.sections("Acls").values().stream().map(AccessRule::acl),
                        auth.sections("Policies").values().stream().map(AccessRule::policy))
                .toList();
        Map<String, Set<String>> accounts = new LinkedHashMap<>();
        all.section("ServiceAccounts")
                .sections("Accounts")
                .values()
                .forEach(account -> accounts.put(account.required("Token"), claims(account)));
        return new AuthSettings(enabled, schemes, rules, namespaceAcls, accounts);
    }

    private static Set<String> claims(Settings account) {
        return account.list("Claims").stream()
                .map(claim -> {
                    int colon = claim.indexOf(':');
                    if (colon < 0) {
                        throw new StartupException("A claim of a service account is 'type:value', not '" + claim + "'");
                    }
                    return claim.substring(0, colon) + "=" + claim.substring(colon + 1);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
