package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Owner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to outlive the operator and belongs to the data: kept as the comment of one table of the Region's own local
 * keyspace, so that it is made with the table in one statement and is gone when the table is.
 *
 * @param owner whose tables these are: cluster ARN, namespace and name of a resource
 * @param repaired by keyspace, how far the rows really are where its replication says
 */
record ProvisionRecord(String owner, SortedMap<String, Repaired> repaired) {

    /** In place of an owner once it has let go: whoever asks for these keyspaces next may have them. */
    static final String RELEASED = "released";

    private static final String MARK = "unreal-cloud-ddc-operator";

    ProvisionRecord {
        repaired = Collections.unmodifiableSortedMap(new TreeMap<>(repaired));
    }

    /**
     * @param factor the replication factor in this data centre that repair or rebuild has reached
     * @param round how many repairs there have been; part of the name of the next, so that none is taken for an earlier
     */
    record Repaired(int factor, int round) {}

    static String owner(Owner owner) {
        return owner.clusterArn() + "/" + owner.namespace() + "/" + owner.name();
    }

    /** Whether somebody else holds the keyspaces. */
    boolean heldByOther(Owner owner) {
        return !this.owner.equals(owner(owner)) && !this.owner.equals(RELEASED);
    }

    ProvisionRecord ownedBy(Owner next) {
        return new ProvisionRecord(owner(next), repaired);
    }

    Repaired of(String keyspace) {
        return repaired.getOrDefault(keyspace, new Repaired(0, 0));
    }

    ProvisionRecord with(String keyspace, Repaired done) {
        SortedMap<String, Repaired> changed = new TreeMap<>(repaired);
        changed.put(keyspace, done);
        return new ProvisionRecord(owner, changed);
    }

    /** {@code unreal-cloud-ddc-operator owner=… repaired=jupiter:3:2,…}. */
    String comment() {
        return MARK + " owner=" + owner + " repaired="
                + repaired.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue().factor() + ":"
                                + entry.getValue().round())
                        .collect(Collectors.joining(","));
    }

    /** Empty for a comment that is none of the operator's. */
    static Optional<ProvisionRecord> read(String comment) {
        if (!comment.startsWith(MARK + " ")) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : comment.split(" ")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        SortedMap<String, Repaired> repaired = new TreeMap<>();
        for (String entry : parts.getOrDefault("repaired", "").split(",")) {
            String[] fields = entry.split(":");
            if (fields.length == 3 && fields[1].matches("\\d{1,6}") && fields[2].matches("\\d{1,9}")) {
                repaired.put(fields[0], new Repaired(Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));
            }
        }
        return Optional.of(new ProvisionRecord(parts.getOrDefault("owner", ""), repaired));
    }
}
