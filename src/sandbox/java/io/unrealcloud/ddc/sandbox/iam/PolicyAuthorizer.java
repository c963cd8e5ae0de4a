package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides by the policies of the caller's role, and its permissions boundary. */
public final class PolicyAuthorizer implements Authorizer {

    private static final Pattern SESSION =
            Pattern.compile("arn:[^:]+:sts::(?<account>\\d{12}):assumed-role/(?<role>[^/]+)/[^/]+");
    private static final Pattern REGIONAL = Pattern.compile("arn:[^:]+:[^:]+:(?<region>[^:]+):.*");

    /** Keys that operations bring along where their request has them. */
    private static final Set<String> OF_SERVICES =
            Set.of("iam:PermissionsBoundary", "iam:PolicyARN", "iam:PassedToService");

    private final Function<String, Optional<RolePolicies>> roles;
    private final Set<String> administrators;

    /**
     * @param roles roles by name
     * @param administrators ARNs of callers who may do everything: the people and tools that set the sandbox up
     */
    public PolicyAuthorizer(Function<String, Optional<RolePolicies>> roles, Set<String> administrators) {
        this.roles = roles;
        this.administrators = Set.copyOf(administrators);
    }

    /** @throws NotEmulated for callers other than administrators and sessions of roles */
    @Override
    public boolean allowed(String principalArn, String action, String resourceArn) {
        return allowed(principalArn, new Operation(action, resourceArn, Map.of()));
    }

    /** @throws NotEmulated for callers other than administrators and sessions of roles */
    boolean allowed(String principalArn, Operation operation) {
        if (administrator(principalArn)) {
            return true;
        }
        Matcher session = SESSION.matcher(principalArn);
        if (!session.matches()) {
            throw new NotEmulated("policies of " + principalArn + ", which is no session of a role");
        }
        return roles.apply(session.group("role"))
                .map(role -> role.allows(Request.of(
                        operation.action(), operation.resource(), context(role, session.group("account"), operation))))
                .orElse(false);
    }

    boolean administrator(String principalArn) {
        return administrators.contains(principalArn);
    }

    private static Context context(RolePolicies role, String account, Operation operation) {
        Map<String, String> values =
                new HashMap<>(Map.of("aws:PrincipalArn", role.arn(), "aws:PrincipalAccount", account));
        values.putAll(operation.context());
        Matcher regional = REGIONAL.matcher(operation.resource());
        if (regional.matches()) {
            values.put("aws:RequestedRegion", regional.group("region"));
        }
        Set<String> absent = new HashSet<>(OF_SERVICES);
        absent.addAll(operation.known());
        absent.removeAll(operation.context().keySet());
        return new Context(values, absent);
    }
}
