package io.unrealcloud.ddc.sandbox.iam.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One statement.
 *
 * @param sid may be empty
 * @param principals by kind ({@code AWS}, {@code Federated}, {@code Service}); empty in policies of identities
 * @param actions patterns; with {@code notActions}, what the statement is not about
 * @param resources patterns of ARNs; absent in trust policies
 */
public record Statement(
        String sid,
        boolean allow,
        Map<String, List<String>> principals,
        List<String> actions,
        boolean notActions,
        Optional<List<String>> resources,
        boolean notResources,
        List<Condition> conditions) {

    /** Whether it is about this request. */
    boolean applies(Request request) {
        return (resources.isEmpty() || names(resources.get(), request.resource(), true) != notResources)
                && names(actions, request.action(), false) != notActions
                && (principals.isEmpty() || trusts(request))
                && conditions.stream().allMatch(condition -> condition.holds(request.context()));
    }

    private boolean trusts(Request request) {
        return request.federated().isPresent()
                && principals.getOrDefault("Federated", List.of()).stream()
                        .anyMatch(
                                provider -> provider.equals(request.federated().get()));
    }

    private static boolean names(List<String> patterns, String value, boolean arn) {
        return patterns.stream()
                .anyMatch(pattern -> arn
                        ? Pattern.matchesArn(pattern, value) || pattern.equals(value)
                        : Pattern.matches(pattern.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT)));
    }
}
