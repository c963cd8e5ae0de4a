package io.unrealcloud.ddc.verification;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The DDC to verify.
 *
 * @param site its globally unique name
 * @param namespace DDC namespace that is the operator's own
 * @param token of a service account that may read and write there
 * @param pods that Kubernetes calls ready
 * @param inlineLimit bytes up to which DDC keeps an object in its row; what is put is also larger than 32 KiB, which
 *     is the limit of a DDC that was not told
 * @param rows opens the database to look at what DDC wrote; absent where the operator has no way to it
 * @param peers names of the sites whose refs must be readable here
 */
public record Target(
        String site,
        String namespace,
        String token,
        List<Pod> pods,
        int inlineLimit,
        Optional<Supplier<DatabaseRows>> rows,
        Set<String> peers) {
    public Target {
        pods = List.copyOf(pods);
        peers = Set.copyOf(peers);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Target[" + site + ", " + namespace + ", " + pods + "]";
    }
}
