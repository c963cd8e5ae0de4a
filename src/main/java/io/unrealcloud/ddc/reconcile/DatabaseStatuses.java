package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.AuthType;
import io.unrealcloud.ddc.api.v1alpha1.BackendRole;
import io.unrealcloud.ddc.api.v1alpha1.BackendStatus;
import io.unrealcloud.ddc.api.v1alpha1.BackendType;
import io.unrealcloud.ddc.api.v1alpha1.ConnectionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConnectionType;
import io.unrealcloud.ddc.api.v1alpha1.DatabaseStatus;
import io.unrealcloud.ddc.api.v1alpha1.KeyspaceKind;
import io.unrealcloud.ddc.api.v1alpha1.KeyspaceRegionStatus;
import io.unrealcloud.ddc.api.v1alpha1.KeyspaceStatus;
import io.unrealcloud.ddc.api.v1alpha1.NodesStatus;
import io.unrealcloud.ddc.api.v1alpha1.TablesStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.model.Binding;
import io.unrealcloud.ddc.model.DatabaseBackend;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.provision.BackendReport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The database part of status, from the model and what the provisioner reports. */
final class DatabaseStatuses {

    private DatabaseStatuses() {}

    /** Says that work on a backend has begun; written before the first call that changes anything. */
    static DatabaseStatus begun(DatabaseBackend backend) {
        return new DatabaseStatus(
                type(backend),
                null,
                List.of(new BackendStatus(type(backend), BackendRole.ACTIVE, null, null, null, null, null)));
    }

    static DatabaseStatus of(DatabaseBackend backend, Binding binding, BackendReport report) {
        ConnectionStatus connection = connection(binding);
        return new DatabaseStatus(
                type(backend),
                connection,
                List.of(new BackendStatus(
                        type(backend),
                        BackendRole.ACTIVE,
                        connection,
                        report.keyspaces().stream()
                                .map(DatabaseStatuses::keyspace)
                                .toList(),
                        new TablesStatus(report.tablesReady(), report.tablesTotal()),
                        report.nodes()
                                .map(nodes -> new NodesStatus(nodes.ready(), nodes.total()))
                                .orElse(null),
                        report.provisioned().orElse(null))));
    }

    /** What an earlier pass saw of a backend in full. */
    static Optional<String> provisioned(UnrealCloudDdcStatus before, BackendType type) {
        return Optional.ofNullable(before.database()).map(DatabaseStatus::backends).stream()
                .flatMap(List::stream)
                .filter(backend -> backend.type() == type)
                .map(BackendStatus::provisioned)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static KeyspaceStatus keyspace(BackendReport.Keyspace keyspace) {
        List<KeyspaceRegionStatus> regions = keyspace.replicas().stream()
                .map(replica -> new KeyspaceRegionStatus(
                        replica.region(), replica.status(), replica.progress().orElse(null)))
                .toList();
        return new KeyspaceStatus(
                keyspace.name(),
                switch (keyspace.kind()) {
                    case REPLICATED -> KeyspaceKind.REPLICATED;
                    case LOCAL -> KeyspaceKind.LOCAL;
                    case GLOBAL -> KeyspaceKind.GLOBAL;
                },
                keyspace.status(),
                regions.isEmpty() ? null : regions);
    }

    private static BackendType type(DatabaseBackend backend) {
        return switch (backend) {
            case KeyspacesBackend keyspaces -> BackendType.AMAZON_KEYSPACES;
            case ScyllaBackend scylla -> BackendType.SCYLLA;
        };
    }

    private static ConnectionStatus connection(Binding binding) {
        return new ConnectionStatus(
                switch (binding.type()) {
                    case KEYSPACES -> ConnectionType.KEYSPACES;
                    case SCYLLA -> ConnectionType.SCYLLA;
                },
                binding.host(),
                binding.port(),
                switch (binding.auth()) {
                    case IAM -> AuthType.IAM;
                    case CREDENTIALS -> AuthType.CREDENTIALS;
                },
                binding.keyspaceName(),
                binding.multiRegion());
    }
}
