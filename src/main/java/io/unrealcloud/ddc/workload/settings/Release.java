package io.unrealcloud.ddc.workload.settings;

import java.util.Arrays;

/** A release of DDC, such as 1.4.0. A part that is not given counts as 0. */
public record Release(int major, int minor, int patch) implements Comparable<Release> {

    /** @throws IllegalArgumentException if it is not two or three numbers with dots between */
    public static Release of(String text) {
        if (!text.matches("[0-9]{1,3}([.][0-9]{1,3}){1,2}")) {
            throw new IllegalArgumentException("'" + text + "' is not a release of DDC, such as 1.4.0.");
        }
        int[] parts = Arrays.copyOf(
                Arrays.stream(text.split("[.]")).mapToInt(Integer::parseInt).toArray(), 3);
        return new Release(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(Release other) {
        return Arrays.compare(new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
    }
}
