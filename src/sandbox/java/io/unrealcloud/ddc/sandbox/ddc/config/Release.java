package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.Arrays;
import java.util.Set;

/**
 * What the releases of DDC differ in, as its changelog and documentation tell. A setting a release does not know is
 * silently ignored, which is why an operator must know the release.
 */
public enum Release {
    V1_2("1.2"),
    V1_3("1.3"),
    V1_4("1.4"),
    V5_8("5.8");

    private final String label;

    Release(String label) {
        this.label = label;
    }

    /** @param label a version such as {@code 1.4} or {@code 1.4.0} */
    public static Release of(String label) {
        return Arrays.stream(values())
                .filter(release -> label.equals(release.label) || label.startsWith(release.label + "."))
                .findFirst()
                .orElseThrow(() -> new StartupException(
                        "There is no release " + label + " to stand in for; there are " + Arrays.toString(values())));
    }

    /** {@code UseAWSKeyspace} exists. */
    public boolean knowsKeyspaces() {
        return this == V5_8;
    }

    /** {@code DefaultConsistencyLevel} exists; before, everything went at LOCAL_ONE. */
    public boolean knowsConsistency() {
        return this == V5_8;
    }

    public boolean knowsConsistentContentIds() {
        return compareTo(V1_4) >= 0;
    }

    public boolean hasBuilds() {
        return compareTo(V1_3) >= 0;
    }

    /** Bucket statistics, and forced copies of inline payloads, are off unless asked for. */
    public boolean frugal() {
        return compareTo(V1_4) >= 0;
    }

    /** A database that is away is answered with 503, not with 500. */
    public boolean tellsDatabaseApart() {
        return compareTo(V1_4) >= 0;
    }

    /** Access lists inside namespace policies count without being asked for. */
    public boolean namespaceAcls() {
        return compareTo(V1_4) < 0;
    }

    /** Tables this release does not have yet. */
    public Set<String> withoutTables() {
        return switch (this) {
            case V1_2 -> Set.of("builds", "build_parts", "build_appendixes", "block_index", "block_context");
            case V1_3, V1_4 -> Set.of("build_appendixes");
            case V5_8 -> Set.of();
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
