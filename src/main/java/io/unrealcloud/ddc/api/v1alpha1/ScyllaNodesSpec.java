package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** EC2 nodes the operator runs. */
@ApiPart
@ValidationRule(
        value = "has(self.scyllaVersion) != has(self.amiId)",
        message = "spec.database.scylla.nodes: give exactly one of scyllaVersion and amiId; scyllaVersion picks"
                + " ScyllaDB's own image, amiId names yours")
public record ScyllaNodesSpec(
        @JsonPropertyDescription("EC2 instance type with local disks, such as i4i.xlarge. A change applies to nodes"
                + " that are started later, and with replacement: Rolling to all.")
        @Required
        @Pattern("^[a-z][a-z0-9-]*\\.[a-z0-9-]+$")
        @Size(min = 4, max = 32)
        String instanceType,

        @JsonPropertyDescription("ScyllaDB version whose official image the nodes run, such as 2025.1.4. A change"
                + " applies to nodes that are started later, and with replacement: Rolling to all. Exactly one of"
                + " scyllaVersion and amiId.")
        @Pattern("^[0-9]+\\.[0-9]+(\\.[0-9]+)?([.~-][A-Za-z0-9.]+)?$")
        @Size(min = 3, max = 32)
        String scyllaVersion,

        @JsonPropertyDescription("Id of the image the nodes run. A change applies to nodes that are started later, and"
                + " with replacement: Rolling to all. Exactly one of scyllaVersion and amiId.")
        @Pattern("^ami-([0-9a-f]{8}|[0-9a-f]{17})$")
        @Size(min = 12, max = 21)
        String amiId,

        @JsonPropertyDescription("Private subnets the nodes are spread over, best one in each zone.")
        @Required
        @Size(min = 1, max = 16)
        List<@Pattern("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$") @Size(min = 15, max = 24) String> subnetIds,

        @JsonPropertyDescription("The nodes' root volume. A change applies to nodes that are started later.")
        RootVolumeSpec rootVolume,

        @JsonPropertyDescription("Security groups whose members may speak CQL with the nodes, on 9042 and 19042."
                + " Default: the group EKS made for the cluster. Can be changed.")
        @Size(max = 16)
        List<@Pattern("^sg-([0-9a-f]{8}|[0-9a-f]{17})$") @Size(min = 11, max = 20) String> clientSecurityGroupIds,

        @JsonPropertyDescription("Address ranges that may speak CQL with the nodes, on 9042 and 19042. Default: none."
                + " Can be changed.")
        @Size(max = 16)
        List<@Pattern("^[0-9A-Fa-f.:]+/[0-9]{1,3}$") @Size(min = 4, max = 49) String> clientCidrBlocks,

        @JsonPropertyDescription("Whether nodes whose instance type or image differs from this resource are replaced:"
                + " Never, or Rolling, one by one, each after its data has moved. Default: Never. Can be changed.")
        @Default("Never")
        NodeReplacement replacement) {}
