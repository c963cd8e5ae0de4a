package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that can be done about nodes and what they stand on, one record per kind. */
public sealed interface NodesOperation extends Operation {

    @Override
    default boolean destructive() {
        return false;
    }

    @Override
    default boolean mutating() {
        return true;
    }

    @Override
    default String detail() {
        return "";
    }

    record CreateGroup(NewSecurityGroup group) implements NodesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "security group " + group.name();
        }
    }

    record Authorize(IngressRule rule) implements NodesOperation {
        @Override
        public String action() {
            return "let in";
        }

        @Override
        public String target() {
            return Ingress.text(rule);
        }
    }

    record Revoke(IngressRule rule) implements NodesOperation {
        @Override
        public String action() {
            return "no longer let in";
        }

        @Override
        public String target() {
            return Ingress.text(rule);
        }
    }

    record CreateRole(NewRole role) implements NodesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "role " + role.path() + role.name();
        }
    }

    record SetBoundary(String role, String policyArn) implements NodesOperation {
        @Override
        public String action() {
            return "set the permissions boundary of";
        }

        @Override
        public String target() {
            return "role " + role;
        }

        @Override
        public String detail() {
            return policyArn;
        }
    }

    record SetTrust(String role, String document) implements NodesOperation {
        @Override
        public String action() {
            return "set the trust policy of";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    record PutPolicy(String role, String policy, String document) implements NodesOperation {
        @Override
        public String action() {
            return "write";
        }

        @Override
        public String target() {
            return "inline policy " + policy + " of role " + role;
        }
    }

    record ClaimRole(String role, Map<String, String> tags) implements NodesOperation {
        @Override
        public String action() {
            return "claim";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    record CreateProfile(String name, String path, Map<String, String> tags) implements NodesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "instance profile " + name;
        }
    }

    record AddToProfile(String profile, String role) implements NodesOperation {
        @Override
        public String action() {
            return "put";
        }

        @Override
        public String target() {
            return "role " + role + " into instance profile " + profile;
        }
    }

    /**
     * Tags of EC2 objects.
     *
     * @param purpose what the tags say, for readers of the plan: {@code claim}, {@code release}
     * @param what the objects, for people
     * @param remove keys to remove
     */
    record TagObjects(String purpose, String what, List<String> ids, Map<String, String> set, Set<String> remove)
            implements NodesOperation {
        @Override
        public String action() {
            return purpose;
        }

        @Override
        public String target() {
            return what;
        }
    }

    /**
     * Something about the nodes is written down on the security group.
     *
     * @param what what it says, for people
     */
    record Record(String what, Map<String, String> set, Set<String> remove) implements NodesOperation {
        @Override
        public String action() {
            return "write down";
        }

        @Override
        public String target() {
            return what;
        }
    }

    /**
     * @param subnet where, and in {@code zone}
     * @param replaces host id of the dead member it stands in for
     * @param fresh whether it begins the cluster
     */
    record Launch(
            int ordinal,
            int launch,
            String clientToken,
            String imageId,
            String rootDevice,
            String instanceType,
            String subnet,
            String zone,
            Optional<String> replaces,
            boolean fresh,
            String userData,
            Map<String, String> tags)
            implements NodesOperation {
        @Override
        public String action() {
            return "launch";
        }

        @Override
        public String target() {
            return "node " + ordinal;
        }

        @Override
        public String detail() {
            return instanceType + " in " + zone
                    + replaces.map(host -> ", in place of " + host).orElse("")
                    + (fresh ? ", which begins the cluster" : "");
        }
    }

    /**
     * A node that is launched once something before it is true; planned anew then, for what it is launched with hangs
     * on that.
     */
    record LaunchLater(int ordinal, String why) implements NodesOperation {
        @Override
        public String action() {
            return "launch";
        }

        @Override
        public String target() {
            return "node " + ordinal;
        }

        @Override
        public String detail() {
            return why;
        }
    }

    /** @param why for people */
    record Terminate(String instance, String title, String why) implements NodesOperation {
        @Override
        public String action() {
            return "terminate";
        }

        @Override
        public String target() {
            return title;
        }

        @Override
        public String detail() {
            return why;
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    record Command(ScyllaCluster.Node node, NodeCommand command, Reason meanwhile) implements NodesOperation {
        @Override
        public String action() {
            return "run";
        }

        @Override
        public String target() {
            return command.unit() + " on node " + node.ordinal();
        }

        @Override
        public boolean destructive() {
            return command instanceof NodeCommand.Decommission || command instanceof NodeCommand.RemoveNode;
        }
    }

    record PutRecord(String zone, RecordSet record) implements NodesOperation {
        @Override
        public String action() {
            return "write";
        }

        @Override
        public String target() {
            return "DNS record " + record.type() + " " + record.name();
        }

        @Override
        public String detail() {
            return record.type().equals("A") ? String.join(", ", record.values()) : "";
        }
    }

    record DeleteRecord(String zone, RecordSet record) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "DNS record " + record.type() + " " + record.name();
        }
    }

    record CreateDocument(String name, String content, Map<String, String> tags) implements NodesOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "SSM document " + name;
        }
    }

    /** A new version, or only the choice of it, if it is there already. */
    record UpdateDocument(String name, String content) implements NodesOperation {
        @Override
        public String action() {
            return "update";
        }

        @Override
        public String target() {
            return "SSM document " + name;
        }
    }

    record DeleteDocument(String name) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "SSM document " + name;
        }
    }

    record DeleteVolume(String volume) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "volume " + volume;
        }

        @Override
        public boolean destructive() {
            return true;
        }
    }

    record DeleteGroup(String id) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "security group " + id;
        }
    }

    record LeaveProfile(String role, String profile) implements NodesOperation {
        @Override
        public String action() {
            return "remove";
        }

        @Override
        public String target() {
            return "role " + role + " from instance profile " + profile;
        }
    }

    record DeleteProfile(String profile) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "instance profile " + profile;
        }
    }

    record DeletePolicy(String role, String policy) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "inline policy " + policy + " of role " + role;
        }
    }

    record DetachPolicy(String role, String policyArn) implements NodesOperation {
        @Override
        public String action() {
            return "detach";
        }

        @Override
        public String target() {
            return "policy " + policyArn + " from role " + role;
        }
    }

    record DeleteRole(String role) implements NodesOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    /** Something is on its way; look again later. */
    record Await(String target, Waiting waiting) implements NodesOperation {
        @Override
        public String action() {
            return "wait for";
        }

        @Override
        public String detail() {
            return waiting.message();
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /** Wrong by itself, and looked at again and again: it may heal. */
    record Trouble(String target, Reason reason, String message) implements NodesOperation {
        @Override
        public String action() {
            return "watch";
        }

        @Override
        public String detail() {
            return message;
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /** Not the operator's to change; a person has to decide. */
    record Stop(String target, Reason reason, String message) implements NodesOperation {
        @Override
        public String action() {
            return "stop at";
        }

        @Override
        public String detail() {
            return message;
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }
}
