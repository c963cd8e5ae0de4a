package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.Provisioned;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.util.List;
import java.util.Optional;

/**
 * Everything a ScyllaDB cluster shall hold for one resource.
 *
 * @param catalogue profile and catalogue version
 * @param keyspaces in the order of {@link KeyspaceRole}
 * @param remembered what the resource's status says has once been there in full
 * @param given how to log in to a cluster the operator does not own; empty where it makes the logins itself
 */
public record DesiredDatabase(
        Owner owner,
        ScyllaBackend backend,
        String catalogue,
        List<DesiredKeyspace> keyspaces,
        Optional<String> remembered,
        Optional<CqlLogin> given) {

    public DesiredDatabase {
        keyspaces = List.copyOf(keyspaces);
    }

    /** Of a resource whose nodes the operator runs. */
    public static DesiredDatabase of(Owner owner, ScyllaBackend backend, SchemaCatalogue catalogue) {
        List<DesiredKeyspace> keyspaces =
                catalogue
                        .profile(backend.profile())
                        .keyspaces(KeyspaceLayout.STANDARD, ColumnMode.NATIVE)
                        .entrySet()
                        .stream()
                        .map(entry -> new DesiredKeyspace(
                                entry.getKey(),
                                backend.names().of(entry.getKey()),
                                entry.getKey() == KeyspaceRole.LOCAL || backend.primary(),
                                entry.getValue()))
                        .toList();
        return new DesiredDatabase(
                owner,
                backend,
                backend.profile() + "/" + catalogue.version(),
                keyspaces,
                Optional.empty(),
                Optional.empty());
    }

    /** The same, of a resource whose status remembers what has been there. */
    public DesiredDatabase remembering(Optional<String> evidence) {
        return new DesiredDatabase(owner, backend, catalogue, keyspaces, evidence, given);
    }

    /** The same, in a cluster the operator does not own. */
    public DesiredDatabase with(CqlLogin login) {
        return new DesiredDatabase(owner, backend, catalogue, keyspaces, remembered, Optional.of(login));
    }

    /** Whether the operator runs the nodes, and so makes the logins and may run commands on nodes. */
    boolean ownNodes() {
        return backend.source() instanceof ScyllaBackend.Nodes;
    }

    /** What is recorded once everything has existed. */
    String evidence() {
        return Provisioned.evidence(catalogue, KeyspaceLayout.STANDARD);
    }

    /** Whether the resource's author consents to an empty database in place of a lost one. */
    boolean lossAcknowledged() {
        return backend.acknowledgedLoss().filter(backend.clusterName()::equals).isPresent();
    }

    DesiredKeyspace local() {
        return keyspaces.stream()
                .filter(keyspace -> keyspace.role() == KeyspaceRole.LOCAL)
                .findFirst()
                .orElseThrow();
    }

    public List<String> keyspaceNames() {
        return keyspaces.stream().map(DesiredKeyspace::name).toList();
    }

    /** How many tables there shall be in all. */
    public int tableCount() {
        return keyspaces.stream()
                .mapToInt(keyspace -> keyspace.schema().tables().size())
                .sum();
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "DesiredDatabase[" + owner.reference() + ", " + catalogue + ", " + keyspaceNames() + "]";
    }
}
