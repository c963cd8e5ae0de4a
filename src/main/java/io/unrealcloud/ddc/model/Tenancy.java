package io.unrealcloud.ddc.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the authors of resources in each namespace may ask for. Lives in the operator's configuration and never
 * in a resource, so that creating a resource gives nobody AWS rights they did not have.
 *
 * @param namespaces one entry per namespace; a namespace without an entry may do nothing
 */
public record Tenancy(List<Limits> namespaces) {

    public Tenancy {
        namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    }

    /**
     * The limits of one namespace. In the lists {@code *} stands for any run of characters; an absent list allows
     * nothing of its kind.
     *
     * @param namespace name of the Kubernetes namespace, exact
     * @param regions AWS Regions
     * @param keyspaces names of keyspaces, the local and global ones included
     * @param buckets S3 bucket names
     * @param roles ARNs of existing IAM roles
     * @param subnets EC2 subnet ids
     * @param amiOwners account ids whose images may be launched
     * @param contactPoints hosts of existing clusters
     * @param secrets ARNs of secrets in AWS Secrets Manager
     * @param zones ids of Route 53 hosted zones
     * @param securityGroups EC2 security group ids whose members may be let in
     * @param kmsKeys ARNs of KMS keys
     */
    public record Limits(
            String namespace,
            List<String> regions,
            List<String> keyspaces,
            List<String> buckets,
            List<String> roles,
            List<String> subnets,
            List<String> amiOwners,
            List<String> contactPoints,
            List<String> secrets,
            List<String> zones,
            List<String> securityGroups,
            List<String> kmsKeys) {

        public Limits {
            regions = copy(regions);
            keyspaces = copy(keyspaces);
            buckets = copy(buckets);
            roles = copy(roles);
            secrets = copy(secrets);
            subnets = copy(subnets);
            amiOwners = copy(amiOwners);
            contactPoints = copy(contactPoints);
            zones = copy(zones);
            securityGroups = copy(securityGroups);
            kmsKeys = copy(kmsKeys);
        }

        private static List<String> copy(List<String> list) {
            return list == null ? List.of() : List.copyOf(list);
        }
    }

    /** One kind of thing a resource can ask for: the name of its list in the configuration, and the list. */
    public enum Kind {
        REGION("regions") {
            @Override
            List<String> of(Limits limits) {
                return limits.regions();
            }
        },
        KEYSPACE("keyspaces") {
            @Override
            List<String> of(Limits limits) {
                return limits.keyspaces();
            }
        },
        BUCKET("buckets") {
            @Override
            List<String> of(Limits limits) {
                return limits.buckets();
            }
        },
        ROLE("roles") {
            @Override
            List<String> of(Limits limits) {
                return limits.roles();
            }
        },
        SECRET("secrets") {
            @Override
            List<String> of(Limits limits) {
                return limits.secrets();
            }
        },
        SUBNET("subnets") {
            @Override
            List<String> of(Limits limits) {
                return limits.subnets();
            }
        },
        AMI_OWNER("amiOwners") {
            @Override
            List<String> of(Limits limits) {
                return limits.amiOwners();
            }
        },
        CONTACT_POINT("contactPoints") {
            @Override
            List<String> of(Limits limits) {
                return limits.contactPoints();
            }
        },
        ZONE("zones") {
            @Override
            List<String> of(Limits limits) {
                return limits.zones();
            }
        },
        SECURITY_GROUP("securityGroups") {
            @Override
            List<String> of(Limits limits) {
                return limits.securityGroups();
            }
        },
        KMS_KEY("kmsKeys") {
            @Override
            List<String> of(Limits limits) {
                return limits.kmsKeys();
            }
        };

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        abstract List<String> of(Limits limits);
    }

    /** One thing a resource asks for. */
    public record Request(Kind kind, String value) {}

    /**
     * Checks everything a resource of a namespace asks for.
     *
     * @return the first thing that is not allowed, as a sentence that names the line to add; empty when all is
     */
    public Optional<String> refusal(String namespace, List<Request> requests) {
        Optional<Limits> limits = namespaces.stream()
                .filter(entry -> namespace.equals(entry.namespace()))
                .findFirst();
        if (limits.isEmpty()) {
            return Optional.of("Namespace %s may not use this operator: its configuration has no entry for it. Add to"
                            .formatted(namespace)
                    + " tenancy.namespaces: {namespace: %s, %s}"
                            .formatted(namespace, String.join(", ", lines(requests))));
        }
        return requests.stream()
                .filter(request -> request.kind().of(limits.get()).stream()
                        .noneMatch(pattern -> matches(pattern, request.value())))
                .findFirst()
                .map(request -> "Namespace %s may not use %s: add it to tenancy.namespaces[namespace=%s].%s"
                                .formatted(namespace, request.value(), namespace, request.kind().field)
                        + " in the operator's configuration");
    }

    /** What a namespace may use of a kind that only AWS can judge; patterns, empty for a namespace without an entry. */
    List<String> allowed(String namespace, Kind kind) {
        return namespaces.stream()
                .filter(entry -> namespace.equals(entry.namespace()))
                .findFirst()
                .map(kind::of)
                .orElse(List.of());
    }

    private static List<String> lines(List<Request> requests) {
        return requests.stream()
                .map(Request::kind)
                .distinct()
                .map(kind -> kind.field + ": ["
                        + String.join(
                                ", ",
                                requests.stream()
                                        .filter(request -> request.kind() == kind)
                                        .map(Request::value)
                                        .distinct()
                                        .toList())
                        + "]")
                .toList();
    }

    static boolean matches(String pattern, String value) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.matches(regex, value);
    }
}
