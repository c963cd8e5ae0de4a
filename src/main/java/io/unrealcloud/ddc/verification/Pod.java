package io.unrealcloud.ddc.verification;

import java.net.URI;

/**
 * One DDC pod.
 *
 * @param name for messages
 * @param uri scheme, address and port of its API, for example {@code http://10.0.3.7:8080}
 */
public record Pod(String name, URI uri) {}
