package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.Nodes;
import java.util.List;
import java.util.Optional;

/**
 * The nodes one resource shall have.
 *
 * @param eksCluster name of the EKS cluster, whose security group may speak CQL where the resource names none
 * @param nodes the backend's source
 * @param rolePath IAM path of the nodes' role, with a slash at both ends
 * @param boundary ARN of the permissions boundary; without one no role is made
 */
public record DesiredNodes(
        Owner owner,
        Account account,
        String eksCluster,
        ScyllaBackend backend,
        Nodes nodes,
        String rolePath,
        Optional<String> boundary) {

    /** @throws IllegalArgumentException for a cluster the operator does not own */
    public static DesiredNodes of(
            DdcModel model, ScyllaBackend backend, Account account, OperatorSettings.Identity settings) {
        if (!(backend.source() instanceof Nodes nodes)) {
            throw new IllegalArgumentException("These nodes are not the operator's");
        }
        return new DesiredNodes(
                model.owner(),
                account,
                model.identity().cluster(),
                backend,
                nodes,
                settings.rolePath(),
                Optional.ofNullable(settings.permissionsBoundary()).filter(arn -> !arn.isBlank()));
    }

    public String region() {
        return backend.region();
    }

    /** Name of the data centre; nodes the operator runs always have one by the model. */
    String datacenter() {
        return backend.datacenter().orElse(backend.region());
    }

    /** Nodes in other Regions, for first contact. */
    List<String> peerSeeds() {
        return backend.peers().values().stream()
                .flatMap(peer -> peer.seeds().stream())
                .toList();
    }

    /** The same, with seeds in the primary Region. */
    DesiredNodes withSeeds(List<String> seeds) {
        return new DesiredNodes(owner, account, eksCluster, backend.withPrimarySeeds(seeds), nodes, rolePath, boundary);
    }
}
