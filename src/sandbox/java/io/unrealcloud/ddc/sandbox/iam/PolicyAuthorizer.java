package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import java.util.HashMap;
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
        if (administrators.contains(principalArn)) {
            return true;
        }
        Matcher session = SESSION.matcher(principalArn);
        if (!session.matches()) {
            throw new NotEmulated("policies of " + principalArn + ", which is no session of a role");
        }
        return roles.apply(session.group("role"))
                .map(role -> role.allows(
                        Request.of(action, resourceArn, context(role, session.group("account"), resourceArn))))
                .orElse(false);
    }

    private static Context context(RolePolicies role, String account, String resourceArn) {
        Map<String, String> values =
                new HashMap<>(Map.of("aws:PrincipalArn", role.arn(), "aws:PrincipalAccount", account));
        Matcher regional = REGIONAL.matcher(resourceArn);
        if (regional.matches()) {
            values.put("aws:RequestedRegion", regional.group("region"));
        }
        return Context.of(values);
    }
}
