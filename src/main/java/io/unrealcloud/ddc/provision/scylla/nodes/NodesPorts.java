package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import java.util.Map;
import java.util.Optional;

/** The services the nodes of one Region need. */
public record NodesPorts(
        Ec2Port ec2, SsmPort ssm, Route53Port route53, IamPort iam, Profiles profiles, Clusters clusters) {

    /** Instance profiles, which are IAM's. */
    public interface Profiles {
        Optional<InstanceProfile> profile(String name);

        /** {@code CONFLICT} if there is one of that name. */
        void create(String name, String path, Map<String, String> tags);

        void addRole(String profile, String role);

        /** {@code CONFLICT} while a role is in it. */
        void delete(String name);
    }

    /** The EKS cluster's own security group, whose members its pods are. */
    @FunctionalInterface
    public interface Clusters {
        /** Empty if there is no such cluster, or it has none yet. */
        Optional<String> securityGroup(String cluster);
    }
}
