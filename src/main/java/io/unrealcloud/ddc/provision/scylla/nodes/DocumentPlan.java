package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.CreateDocument;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.UpdateDocument;
import java.util.List;

/** The Run Command document that corrects replication, where the operator has no way over CQL. Pure. */
final class DocumentPlan {

    private static final String DOCUMENT = "SSM document";

    private DocumentPlan() {}

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts) {
        if (desired.backend().replicationFix() != ReplicationFix.SSM) {
            return List.of();
        }
        String name = NodeNames.document(desired.owner());
        String content = FixDocument.content();
        if (facts.document().isEmpty()) {
            return List.of(step(
                    DOCUMENT, new CreateDocument(name, content, desired.owner().tags(Origin.CREATED))));
        }
        Document document = facts.document().get();
        if (!(desired.owner().ownership(document.tags()) instanceof Ownership.Ours)) {
            return List.of(step(
                    DOCUMENT,
                    new Stop(
                            "SSM document " + name,
                            Reason.ForeignObjects,
                            "The SSM document %1$s is not this resource's, and is left as it is. Delete it if nobody needs it: aws ssm delete-document --name %1$s"
                                    .formatted(name))));
        }
        return NodePolicy.same(document.content(), content)
                ? List.of()
                : List.of(step(DOCUMENT, new UpdateDocument(name, content)));
    }
}
