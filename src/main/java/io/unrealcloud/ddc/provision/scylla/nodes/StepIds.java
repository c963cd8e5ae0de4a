package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.provision.Step;
import java.util.Set;

/** Names of steps: what is true afterwards. */
final class StepIds {

    static final String GROUP = "security group";
    static final String ROLE = "role of the nodes";
    static final String POLICY = "policy of the role";
    static final String PROFILE = "instance profile";
    static final String PROFILE_KNOWN = "instance profile known everywhere";
    static final String SUBNETS = "subnets";
    static final String IMAGE = "image";

    private StepIds() {}

    static String joined(int ordinal) {
        return "node " + ordinal + " joined";
    }

    static Step<NodesOperation> step(String id, NodesOperation operation, String... needs) {
        return new Step<>(id, Set.of(needs), operation);
    }
}
