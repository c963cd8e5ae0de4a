package io.unrealcloud.ddc.verification;

import java.util.Map;
import java.util.Optional;

/** What DDC's database answered to a pod, as seen from beside DDC, which tells its callers only that it failed. */
@FunctionalInterface
public interface DatabaseErrors {

    /** Nothing stands between DDC and its database. */
    DatabaseErrors UNSEEN = pod -> Optional.empty();

    /** The database refused a statement: the caller's role does not allow it. */
    String UNAUTHORIZED = "0x2100";

    /** No connection to the database could be opened: no credentials, a refused login, or nobody there. */
    String LOGIN = "login";

    /**
     * How many errors of each kind there have been: error codes of the CQL protocol, and {@link #LOGIN}.
     *
     * @return empty where that cannot be seen
     */
    Optional<Map<String, Double>> of(Pod pod);
}
