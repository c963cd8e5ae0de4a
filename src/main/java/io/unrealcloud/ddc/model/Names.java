package io.unrealcloud.ddc.model;

/**
 * Names of the Kubernetes objects made for one resource, all in its namespace. A resource's name has at most 52
 * characters, so none of these is longer than the 63 a Service or a label may have.
 *
 * @param namespace namespace of the resource
 * @param resource name of the resource
 */
public record Names(String namespace, String resource) {

    /** DDC's own namespace for verification; clients have no business there. */
    public static final String VERIFICATION_NAMESPACE = "unreal-cloud-ddc-verification";

    /** Key in the token Secret with what clients send. */
    public static final String TOKEN_KEY = "token";

    /** Key in the verification Secret with what the operator sends. */
    public static final String VERIFICATION_TOKEN_KEY = "token";

    /** Key in the Secret of ScyllaDB's login with what DDC's driver is told. */
    public static final String CONNECTION_STRING_KEY = "connectionString";

    public static Names of(Owner owner) {
        return new Names(owner.namespace(), owner.name());
    }

    /** Of the pods that serve and what surrounds them: Deployment, Service, ConfigMap, Role, disruption budget. */
    public String server() {
        return resource + "-ddc";
    }

    /** The service account of all of DDC's pods, the subject the role's trust policy names. */
    public String serviceAccount() {
        return serviceAccount(resource);
    }

    /**
     * The service account of DDC's pods. Never {@code default}, which every other pod of the namespace runs under.
     *
     * @param resource name of the resource, at most 52 characters
     */
    public static String serviceAccount(String resource) {
        return resource + "-ddc";
    }

    public String worker() {
        return resource + "-ddc-worker";
    }

    /** The Service through which other sites read. */
    public String internal() {
        return resource + "-ddc-sites";
    }

    /** The Service that names ScyllaDB's nodes, and the Secret with the login to it. */
    public String scylla() {
        return scylla(resource);
    }

    /** @param resource name of the resource, at most 52 characters */
    public static String scylla(String resource) {
        return resource + "-scylla";
    }

    /** The Secret with the token clients send, where the resource names none. */
    public String token() {
        return resource + "-ddc-token";
    }

    /** The Secret with the token the operator verifies with. */
    public String verificationToken() {
        return resource + "-ddc-verify";
    }

    /** The ConfigMap in which DDC's pods elect a leader; DDC makes it. */
    public String leader() {
        return resource + "-ddc-leader";
    }

    /** The ConfigMap with the last application that was valid. */
    public String lastValid() {
        return resource + "-ddc-spec";
    }

    /** The ConfigMap that says how to reach the database. */
    public String binding() {
        return resource + "-binding";
    }

    /** DNS name of {@link #scylla()} inside the Kubernetes cluster. */
    public String scyllaHost() {
        return scylla() + "." + namespace + ".svc";
    }

    /** The subject of the service account's tokens. */
    public String subject() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount();
    }
}
