package io.unrealcloud.ddc.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who an AWS object belongs to: one resource in one Kubernetes cluster. Written as tags on every object that
 * carries tags, and read back before the object is changed or deleted.
 *
 * @param clusterArn ARN of the EKS cluster the resource lives in
 * @param namespace namespace of the resource
 * @param name name of the resource
 * @param uid uid of the resource; a resource that was deleted and made again has another one
 */
public record Owner(String clusterArn, String namespace, String name, String uid) {

    /** How an object came to be ours. Kept over release and re-claim. */
    public enum Origin {
        CREATED("created"),
        ADOPTED("adopted");

        private final String tag;

        Origin(String tag) {
            this.tag = tag;
        }

        public String tag() {
            return tag;
        }

        /** @return {@link #ADOPTED} for its own tag value, {@link #CREATED} for everything else. */
        static Origin of(String tag) {
            return ADOPTED.tag.equals(tag) ? ADOPTED : CREATED;
        }
    }

    /** The tags of an object of this owner, in a stable order. */
    public Map<String, String> tags(Origin origin) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(Tags.MANAGED_BY, Tags.MANAGER);
        tags.put(Tags.CLUSTER, clusterArn);
        tags.put(Tags.NAMESPACE, namespace);
        tags.put(Tags.NAME, name);
        tags.put(Tags.UID, uid);
        tags.put(Tags.ORIGIN, origin.tag());
        return tags;
    }

    /** What the tags read from an object say about its relation to this owner. */
    public Ownership ownership(Map<String, String> tags) {
        if (!tags.containsKey(Tags.CLUSTER) || !tags.containsKey(Tags.NAME)) {
            return new Ownership.Unclaimed();
        }
        boolean sameResource = clusterArn.equals(tags.get(Tags.CLUSTER))
                && namespace.equals(tags.get(Tags.NAMESPACE))
                && name.equals(tags.get(Tags.NAME));
        if (!sameResource) {
            return new Ownership.Foreign(
                    tags.get(Tags.NAMESPACE) + "/" + tags.get(Tags.NAME) + " of " + tags.get(Tags.CLUSTER),
                    tags.containsKey(Tags.RELEASED_AT));
        }
        Origin origin = Origin.of(tags.get(Tags.ORIGIN));
        if (tags.containsKey(Tags.RELEASED_AT)) {
            return new Ownership.Released(origin);
        }
        return uid.equals(tags.get(Tags.UID)) ? new Ownership.Ours(origin) : new Ownership.Predecessor(origin);
    }

    /** {@code namespace/name}, for messages. */
    public String reference() {
        return namespace + "/" + name;
    }
}
