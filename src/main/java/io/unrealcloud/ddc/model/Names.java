package io.unrealcloud.ddc.model;

/** Names of Kubernetes objects that more than one room has to agree on. */
public final class Names {

    private static final String SERVICE_ACCOUNT = "-ddc";

    private Names() {}

    /**
     * The service account of DDC's pods: the trust policy of their role names it, and the workload makes it. Never
     * {@code default}, which every other pod of the namespace runs under.
     *
     * @param resource name of the resource, at most 52 characters
     */
    public static String serviceAccount(String resource) {
        return resource + SERVICE_ACCOUNT;
    }
}
