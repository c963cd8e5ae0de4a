package io.unrealcloud.ddc.sandbox.ddc.http;

import io.unrealcloud.ddc.sandbox.ddc.config.AccessRule;
import io.unrealcloud.ddc.sandbox.ddc.config.AccessRule.Action;
import io.unrealcloud.ddc.sandbox.ddc.config.AuthSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.service.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a caller is and what it may do. Only service accounts can be known here; a token of another scheme is answered
 * as a wrong one.
 */
final class Gatekeeper {
    private static final String SCHEME = "ServiceAccount ";

    private final AuthSettings auth;
    private final NamespacePolicy.Policies policies;

    Gatekeeper(AuthSettings auth, NamespacePolicy.Policies policies) {
        this.auth = auth;
        this.policies = policies;
    }

    /** The caller's claims; empty if nobody is known by that header. */
    Optional<Set<String>> claims(Optional<String> authorization) {
        if (!auth.enabled()) {
            return Optional.of(Set.of());
        }
        return authorization
                .filter(header -> header.startsWith(SCHEME))
                .filter(header -> auth.schemes().containsValue(AuthSettings.Scheme.ServiceAccount))
                .map(header -> auth.accounts().get(header.substring(SCHEME.length())));
    }

    /** @throws Refusal 404 for a namespace without policy, 403 for what the caller may not do there */
    NamespacePolicy require(Call call, String namespace, Action action) {
        NamespacePolicy policy =
                policies.of(namespace).orElseThrow(() -> new Refusal(404, "Namespace " + namespace + " was not found"));
        if (!policy.isPublic() && call.port() == Call.PortRole.PUBLIC) {
            throw new Refusal(403, "Namespace " + namespace + " is not served on this port");
        }
        if (!allowed(call, namespace, policy, action)) {
            throw new Refusal(403, "No rule gives this caller " + action + " in " + namespace);
        }
        return policy;
    }

    List<Action> actions(Call call, String namespace) {
        NamespacePolicy policy = require(call, namespace, Action.ReadObject);
        return Arrays.stream(Action.values())
                .filter(action -> allowed(call, namespace, policy, action))
                .toList();
    }

    boolean mayRead(Call call, String namespace) {
        return policies.of(namespace)
                .filter(policy -> policy.isPublic() || call.port() != Call.PortRole.PUBLIC)
                .map(policy -> allowed(call, namespace, policy, Action.ReadObject))
                .orElse(false);
    }

    private boolean allowed(Call call, String namespace, NamespacePolicy policy, Action action) {
        return !auth.enabled()
                || holds(auth.rules(), call, namespace, action)
                || auth.namespaceAcls() && holds(policy.acls(), call, namespace, action);
    }

    private static boolean holds(List<AccessRule> rules, Call call, String namespace, Action action) {
        return rules.stream().anyMatch(rule -> rule.allows(action, namespace, call.claims()));
    }
}
