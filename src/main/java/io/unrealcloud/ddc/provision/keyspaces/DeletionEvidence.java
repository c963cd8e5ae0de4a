package io.unrealcloud.ddc.provision.keyspaces;

import java.util.List;
import java.util.Map;

/**
 * What deletion must know beyond the usual facts.
 *
 * @param tableTags tags of every table in the resource's keyspaces, by {@code keyspace.table}
 * @param claims by shared keyspace: who still uses it in another Region, as {@code Region: resource}
 */
public record DeletionEvidence(Map<String, Map<String, String>> tableTags, Map<String, List<String>> claims) {
    public DeletionEvidence {
        tableTags = Map.copyOf(tableTags);
        claims = Map.copyOf(claims);
    }
}
