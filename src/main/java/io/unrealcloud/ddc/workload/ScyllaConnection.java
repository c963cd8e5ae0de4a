package io.unrealcloud.ddc.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pods need to reach ScyllaDB beside its binding.
 *
 * @param datacenter the data centre drivers stay in, as the nodes report it
 * @param addresses IP addresses of the nodes that are up, where the operator publishes them in a Service of its own;
 *     empty where the cluster has a name already
 * @param secret content of the Secret with login and connection string; empty while the logins are not known
 */
public record ScyllaConnection(String datacenter, List<String> addresses, Optional<Map<String, String>> secret) {
    public ScyllaConnection {
        addresses = addresses.stream().sorted().toList();
        secret = secret.map(Map::copyOf);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "ScyllaConnection[" + datacenter + ", " + addresses + "]";
    }
}
