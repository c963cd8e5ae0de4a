package io.unrealcloud.ddc.sandbox.ddc.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request whose caller is known.
 *
 * @param path parts of the path, decoded
 * @param port which kind of port it came in by
 * @param claims what the caller is, {@code type=value}
 */
record Call(
        String method,
        List<String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        PortRole port,
        Set<String> claims) {

    /** @param name in lower case */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    /** Whom a port is open to. */
    enum PortRole {
        PUBLIC,
        CORPORATE,
        INTERNAL
    }
}
