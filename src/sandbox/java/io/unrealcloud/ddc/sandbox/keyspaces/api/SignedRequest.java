package io.unrealcloud.ddc.sandbox.keyspaces.api;

import java.util.List;
import java.util.Map;

/**
 * An HTTP request as far as its signature covers it.
 *
 * @param path    still encoded
 * @param query   still encoded, null when there is none
 * @param headers by lower-case name
 */
record SignedRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    /** The header's values joined as the canonical request wants them, or null. */
    String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null
                ? null
                : String.join(
                        ",",
                        values.stream().map(v -> v.trim().replaceAll(" +", " ")).toList());
    }
}
