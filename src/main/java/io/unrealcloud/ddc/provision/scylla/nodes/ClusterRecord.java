package io.unrealcloud.ddc.provision.scylla.nodes;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is written down of a data centre, as tags of its security group.
 *
 * @param bootstrapped name of the cluster once its first node was a member; a second one is never begun
 * @param nodes by ordinal
 * @param complete how many nodes there were when last all were there; empty before the first time
 * @param lossUsed whether the consent to an empty database was used up
 * @param malformed a tag that cannot be read
 */
record ClusterRecord(
        Optional<String> bootstrapped,
        SortedMap<Integer, NodeRecord> nodes,
        OptionalInt complete,
        boolean lossUsed,
        Optional<String> malformed) {

    static final String PREFIX = "ddc.unrealcloud.io/";
    static final String BOOTSTRAPPED = PREFIX + "bootstrapped";
    static final String COMPLETE = PREFIX + "nodes";
    static final String LOSS_USED = PREFIX + "loss-acknowledged";

    /** On instances. */
    static final String ORDINAL = PREFIX + "ordinal";

    /** On instances. */
    static final String LAUNCH = PREFIX + "launch";

    private static final String NODE = PREFIX + "node-";

    static ClusterRecord of(Map<String, String> tags) {
        TreeMap<Integer, NodeRecord> nodes = new TreeMap<>();
        Optional<String> malformed = Optional.empty();
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            if (!tag.getKey().startsWith(NODE)) {
                continue;
            }
            OptionalInt ordinal = number(tag.getKey().substring(NODE.length()));
            Optional<NodeRecord> record = NodeRecord.parse(tag.getValue());
            if (ordinal.isPresent() && record.isPresent()) {
                nodes.put(ordinal.getAsInt(), record.get());
            } else {
                malformed = Optional.of(tag.getKey() + "=" + tag.getValue());
            }
        }
        OptionalInt complete = tags.containsKey(COMPLETE) ? number(tags.get(COMPLETE)) : OptionalInt.empty();
        if (tags.containsKey(COMPLETE) && complete.isEmpty()) {
            malformed = Optional.of(COMPLETE + "=" + tags.get(COMPLETE));
        }
        boolean lossUsed = tags.containsKey(LOSS_USED);
        // Giving a lost cluster up takes two calls: after the first no member is left, and the name goes with the
        // second.
        boolean givenUp = lossUsed
                && nodes.values().stream().allMatch(node -> node.hostId().isEmpty());
        return new ClusterRecord(
                Optional.ofNullable(tags.get(BOOTSTRAPPED)).filter(name -> !givenUp),
                nodes,
                complete,
                lossUsed,
                malformed);
    }

    NodeRecord node(int ordinal) {
        return nodes.getOrDefault(ordinal, NodeRecord.NONE);
    }

    static String key(int ordinal) {
        return NODE + ordinal;
    }

    /** A number of at most nine digits; empty for any other text. */
    static OptionalInt number(String text) {
        return text != null && text.matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
