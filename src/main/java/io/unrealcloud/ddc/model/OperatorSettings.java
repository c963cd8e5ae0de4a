package io.unrealcloud.ddc.model;

import java.util.Map;

/**
 * The operator's own configuration: what the people who run the operator decide, as opposed to what authors of
 * resources write.
 *
 * @param tenancy what each namespace may ask for
 * @param identity how IAM roles are made
 * @param cql where CQL endpoints are, if not at AWS's public names
 */
public record OperatorSettings(Tenancy tenancy, Identity identity, Cql cql) {

    public OperatorSettings {
        tenancy = tenancy == null ? new Tenancy(null) : tenancy;
        identity = identity == null ? new Identity(null, null, false, false) : identity;
        cql = cql == null ? new Cql(null, null) : cql;
    }

    /**
     * @param rolePath IAM path of the roles the operator makes, with a slash at both ends
     * @param permissionsBoundary ARN of the policy that bounds every role the operator makes; required to make any
     * @param createOidcProvider whether the operator may register a cluster's OIDC issuer with IAM. It makes whoever
     *     controls that cluster able to sign in to every role that trusts the issuer, so it is off by default
     * @param keyspacesVpcEndpoint whether pods reach Amazon Keyspaces through an interface VPC endpoint. Its nodes are
     *     shown only to a role that may describe network interfaces and endpoints (Amazon Keyspaces developer guide:
     *     interface VPC endpoints)
     */
    public record Identity(
            String rolePath, String permissionsBoundary, boolean createOidcProvider, boolean keyspacesVpcEndpoint) {
        public Identity {
            rolePath = rolePath == null ? "/unreal-cloud-ddc/" : rolePath;
        }
    }

    /**
     * @param endpoints by Region: FIPS, China and VPC endpoints have other names than the public ones
     * @param trustStore PEM file of further certificate authorities to trust; null for none
     */
    public record Cql(Map<String, Endpoint> endpoints, String trustStore) {

        /** Amazon Keyspaces serves CQL on this port, TLS only (Amazon Keyspaces developer guide: endpoints). */
        public static final int KEYSPACES_PORT = 9142;

        public Cql {
            endpoints = endpoints == null ? Map.of() : Map.copyOf(endpoints);
        }

        /** The CQL endpoint of Amazon Keyspaces in a Region. */
        public Endpoint keyspaces(String region) {
            Endpoint override = endpoints.get(region);
            if (override != null) {
                return override;
            }
            String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
            return new Endpoint("cassandra." + region + suffix, KEYSPACES_PORT);
        }
    }

    /** A host name or address and a port. */
    public record Endpoint(String host, int port) {
        public Endpoint {
            port = port == 0 ? Cql.KEYSPACES_PORT : port;
        }
    }
}
