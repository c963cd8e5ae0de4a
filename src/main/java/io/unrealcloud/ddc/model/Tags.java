package io.unrealcloud.ddc.model;

/**
 * Keys of the tags the operator writes on AWS objects. Letters, digits and {@code . / -} only, which every AWS
 * service accepts.
 */
public final class Tags {

    private static final String PREFIX = "ddc.unrealcloud.io/";

    public static final String MANAGED_BY = PREFIX + "managed-by";
    public static final String MANAGER = "unreal-cloud-ddc-operator";
    public static final String CLUSTER = PREFIX + "cluster";
    public static final String NAMESPACE = PREFIX + "namespace";
    public static final String NAME = PREFIX + "name";
    public static final String UID = PREFIX + "uid";
    public static final String ORIGIN = PREFIX + "origin";

    /** When the owner let go of the object under {@code deletionPolicy: Retain}; ISO-8601, UTC. */
    public static final String RELEASED_AT = PREFIX + "released-at";

    /** On a shared keyspace, in each Region: the resource that uses the keyspace there. */
    public static final String CLAIMED_BY = PREFIX + "claimed-by";

    /**
     * On a keyspace once all keyspaces and tables of its resource have existed: schema profile, catalogue version and
     * layout. What of these is missing later was lost, and is not made again empty.
     */
    public static final String PROVISIONED = PREFIX + "provisioned";

    private Tags() {}
}
