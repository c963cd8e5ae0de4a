package io.unrealcloud.ddc.identity.policy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One statement that allows something; the operator's policies never deny.
 *
 * @param sid what the statement is for: letters and digits
 * @param federated ARN of the identity provider whose tokens may; only in trust policies
 * @param actions sorted
 * @param resources sorted; empty in trust policies
 * @param equal what keys of the request must equal (StringEquals), by key
 */
public record Statement(
        String sid,
        Optional<String> federated,
        List<String> actions,
        List<String> resources,
        SortedMap<String, String> equal) {

    public Statement {
        if (!sid.matches("[A-Za-z0-9]+") || actions.isEmpty() || federated.isPresent() != resources.isEmpty()) {
            throw new IllegalArgumentException("Not a statement: " + sid + " " + actions + " " + resources);
        }
        actions = actions.stream().distinct().sorted().toList();
        resources = resources.stream().distinct().sorted().toList();
        equal = Collections.unmodifiableSortedMap(new TreeMap<>(equal));
    }

    /** A statement of an identity's policy. */
    public static Statement allow(String sid, List<String> actions, List<String> resources) {
        return new Statement(sid, Optional.empty(), actions, resources, new TreeMap<>());
    }

    /** A statement of a trust policy: holders of tokens of a provider, as far as the token says what it must. */
    public static Statement trust(String sid, String provider, String action, SortedMap<String, String> equal) {
        if (equal.isEmpty()) {
            throw new IllegalArgumentException("A trust in every token of " + provider + " is never meant.");
        }
        return new Statement(sid, Optional.of(provider), List.of(action), List.of(), equal);
    }
}
