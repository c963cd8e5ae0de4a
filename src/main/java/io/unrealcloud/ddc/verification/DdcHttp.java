package io.unrealcloud.ddc.verification;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Sends one request. Never throws for what the network or the other side does. */
@FunctionalInterface
public interface DdcHttp {
    /** A request with a body has its media type; one without is a GET. */
    record Request(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {}

    Reply send(Request request);
}
