package io.unrealcloud.ddc.api.v1alpha1;

/** Patterns and bounds that several fields share. */
final class Limits {
    /** An AWS Region, such as {@code us-east-1}, {@code us-gov-west-1} or {@code eusc-de-east-1}. */
    static final String REGION = "^[a-z]{2,4}(-[a-z]+){1,2}-[1-9][0-9]?$";

    static final int REGION_MAX = 25;

    /** More Regions than any studio has asked for; it bounds the cost of rules and the size of status. */
    static final int PEERS_MAX = 8;

    /** Unquoted CQL folds names to lower case, so only lower case can mean the same thing everywhere. */
    static final String CQL_NAME = "^[a-z][a-z0-9_]*$";

    static final String CQL_SUFFIX = "^[a-z0-9][a-z0-9_]*$";

    /** 48 characters for the local keyspace, less {@code _local_} and a name or suffix of one character. */
    static final int CQL_NAME_MAX = 40;

    static final int KEYSPACE_NAME_MAX = 48;
    static final String KUBERNETES_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
    static final int KUBERNETES_NAME_MAX = 253;
    static final String DATACENTER = "^[A-Za-z0-9][A-Za-z0-9_.-]*$";
    static final int DATACENTER_MAX = 48;

    /** A Kubernetes quantity: whole or decimal, with an SI or binary suffix. */
    static final String QUANTITY = "^(0|[1-9][0-9]{0,11}([.][0-9]{1,3})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$";

    static final int QUANTITY_MAX = 18;

    /** Far above every quota AWS grants, low enough to catch a slip of the keyboard. */
    static final long UNITS_MAX = 10_000_000;

    private Limits() {}
}
