package io.unrealcloud.ddc.provision.scylla.nodes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written down of one ordinal, on the security group: it outlives instances. As text {@code <host
 * id>/<joined>}, with {@code /<latest>} while a later launch is under way, and {@code -} where no host id is.
 *
 * @param hostId the member of the ring this ordinal is; empty before it joined and after it left
 * @param joined number of the launch that has the host id; 0 for none
 * @param latest number of the last launch that was begun
 */
record NodeRecord(Optional<String> hostId, int joined, int latest) {

    static final NodeRecord NONE = new NodeRecord(Optional.empty(), 0, 0);

    private static final String NOBODY = "-";
    private static final Pattern TEXT = Pattern.compile("(-|[0-9a-f-]{36})/([0-9]{1,9})(?:/([0-9]{1,9}))?");

    /** Empty if it is no such text. */
    static Optional<NodeRecord> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int joined = Integer.parseInt(parts.group(2));
        return Optional.of(new NodeRecord(
                Optional.of(parts.group(1)).filter(host -> !host.equals(NOBODY)),
                joined,
                parts.group(3) == null ? joined : Integer.parseInt(parts.group(3))));
    }

    String text() {
        return hostId.orElse(NOBODY) + "/" + joined + (latest == joined ? "" : "/" + latest);
    }

    /** A launch is about to be asked for. */
    NodeRecord launching(int launch) {
        return new NodeRecord(hostId, joined, launch);
    }

    /** The instance of a launch is a member of the ring. */
    NodeRecord joined(String host, int launch) {
        return new NodeRecord(Optional.of(host), launch, Math.max(launch, latest));
    }

    /** No longer a member; launches are still counted on, so that none is repeated. */
    NodeRecord left() {
        return new NodeRecord(Optional.empty(), 0, latest);
    }
}
