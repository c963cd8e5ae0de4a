package io.unrealcloud.ddc.sandbox.scylla;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of ScyllaDB, and what differs between releases as far as it can be seen from outside (ScyllaDB manual and
 * {@code conf/scylla.yaml} by branch, August 2026: tablets, "Creating a Superuser", "Maintenance socket"). All of them
 * give a new keyspace with NetworkTopologyStrategy tablets unless it says otherwise.
 */
public record ScyllaVersion(int major, int minor, int patch) {
    private static final Pattern IMAGE =
            Pattern.compile("(?:ScyllaDB(?: Enterprise)? )?(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /**
     * @param name of the machine image, such as {@code ScyllaDB 2025.1.4 x86_64 2025-08-01}, or a bare version
     * @throws IllegalArgumentException if it names no release that this stands in for
     */
    public static ScyllaVersion of(String name) {
        Matcher matcher = IMAGE.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an image of ScyllaDB: " + name);
        }
        String patch = matcher.group(3);
        ScyllaVersion version = new ScyllaVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
        if (!version.isAtLeast(6, 0) || version.major > 6 && version.major < 2025) {
            throw new IllegalArgumentException(
                    "Nothing stands in for ScyllaDB " + version + ": there are 6.x, 2025.x and 2026.x");
        }
        return version;
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /** Whether a new cluster has the superuser {@code cassandra} with that password. */
    public boolean defaultSuperuser() {
        return !isAtLeast(2026, 2);
    }

    /** Whether the maintenance socket is there unless the configuration says otherwise. */
    public boolean maintenanceSocketByDefault() {
        return isAtLeast(2026, 2);
    }

    /** When a keyspace with tablets may have views and indexes. */
    public enum ViewsOnTablets {
        NEVER,
        /** If {@code rf_rack_valid_keyspaces} is on, with which every keyspace is as the next one asks. */
        WITH_OPTION,
        /** If the keyspace has as many copies in a data centre as that has racks, or one, or none. */
        IF_RACK_VALID
    }

    public ViewsOnTablets viewsOnTablets() {
        return isAtLeast(2026, 1)
                ? ViewsOnTablets.IF_RACK_VALID
                : isAtLeast(2025, 4) ? ViewsOnTablets.WITH_OPTION : ViewsOnTablets.NEVER;
    }

    /** Whether conditional writes work on tablets. */
    public boolean conditionalWritesOnTablets() {
        return isAtLeast(2025, 4);
    }

    public boolean countersOnTablets() {
        return isAtLeast(2026, 1);
    }

    /** Whether {@code CREATE ROLE … WITH HASHED PASSWORD} is known. */
    public boolean hashedPassword() {
        return isAtLeast(2025, 1);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
