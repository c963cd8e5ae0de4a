package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One Unreal Cloud DDC in one Region: its database, the identity of its pods, and the service itself. */
@Group(Annotations.GROUP)
@Version("v1alpha1")
@Kind("UnrealCloudDdc")
@Plural("unrealcloudddcs")
@Singular("unrealcloudddc")
@ShortNames("ucddc")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$')",
        message = "metadata.name: must be 1 to 52 characters of a-z, 0-9 and '-', beginning with a"
                + " letter, because Services and labels are named after it; choose a shorter or simpler"
                + " name")
@ValidationRule(
        value = "!has(self.spec.deletionConfirmation) || self.spec.deletionConfirmation == '' ||"
                + " self.spec.deletionConfirmation == self.metadata.name",
        message = "spec.deletionConfirmation: must be empty or equal to metadata.name; check which"
                + " resource you mean to delete")
@ValidationRule(
        value = "!has(self.spec.database.scylla) || !has(oldSelf.spec.database.scylla) ||"
                + " (has(self.spec.database.scylla.clusterName) ? self.spec.database.scylla.clusterName"
                + " : self.metadata.name) == (has(oldSelf.spec.database.scylla.clusterName) ?"
                + " oldSelf.spec.database.scylla.clusterName : oldSelf.metadata.name)",
        message = "spec.database.scylla.clusterName: is immutable, a cluster cannot be renamed; put the"
                + " old name back")
@ValidationRule(
        value = "!has(self.spec.database.scylla) ||"
                + " !has(self.spec.database.scylla.acknowledgeDataLoss) ||"
                + " self.spec.database.scylla.acknowledgeDataLoss == '' ||"
                + " self.spec.database.scylla.acknowledgeDataLoss =="
                + " (has(self.spec.database.scylla.clusterName) ? self.spec.database.scylla.clusterName"
                + " : self.metadata.name)",
        message = "spec.database.scylla.acknowledgeDataLoss: must be empty or equal to the cluster's"
                + " name; check which cluster you give up")
public class UnrealCloudDdc extends CustomResource<UnrealCloudDdcSpec, UnrealCloudDdcStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    @Required
    @JsonPropertyDescription("What the studio wants.")
    public UnrealCloudDdcSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What the operator found and did. Written by the operator only.")
    public UnrealCloudDdcStatus getStatus() {
        return super.getStatus();
    }
}
