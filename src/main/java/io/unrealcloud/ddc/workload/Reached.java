package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.model.Binding;
import java.util.Optional;

/**
 * How the database is reached, as far as it is known now.
 *
 * @param scylla what pods need to reach ScyllaDB beside the binding; empty for other backends, and before it is known
 */
public record Reached(Binding binding, Optional<ScyllaConnection> scylla) {

    public static Reached by(Binding binding) {
        return new Reached(binding, Optional.empty());
    }

    /** The data centre drivers stay in, as its nodes report it. */
    Optional<String> datacenter() {
        return scylla.map(ScyllaConnection::datacenter);
    }
}
