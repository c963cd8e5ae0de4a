package io.unrealcloud.ddc.aws.keyspaces;

import java.util.Optional;

/**
 * One Region's replica of a keyspace.
 *
 * @param statusText the service's own word, also when it is one this operator does not know
 * @param progress how far its tables are copied while a Region is added, as the service words it ({@code 42.50%})
 */
public record KeyspaceReplica(String region, KeyspaceStatus status, String statusText, Optional<String> progress) {}
