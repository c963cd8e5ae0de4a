package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.testing.ApiServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every field of status at the longest the schema lets it be, beside the largest spec. A status of that size
 * fits etcd and every watch event comfortably.
 */
@Tag("cluster")
class StatusSizeTest {

    private static final int MAX_BYTES = 32 * 1024;
    private static final Path LARGEST = Path.of("src", "test", "resources", "crd", "valid", "largest.yaml");

    /** A long plan is one of creating everything, so there is nothing else to report beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"plan", "database,intents,resources"})
    void theLargestStatusIsAcceptedAndStaysSmall(String without) {
        KubernetesClient client = ApiServer.get().client();
        GenericKubernetesResource resource = ValidationCase.read(LARGEST).resource();
        resource.getMetadata().setNamespace(ApiServer.get().newNamespace());
        GenericKubernetesResource created = client.resource(resource).create();
        try {
            JsonNode spec = client.getKubernetesSerialization()
                    .convertValue(created.getAdditionalProperties().get("spec"), JsonNode.class);
            ObjectNode status = LargestValue.of(CrdFinish.at(
                    (ObjectNode) GeneratedCrd.json().at("/spec/versions/0/schema/openAPIV3Schema"), "status"));
            status.remove(List.of(without.split(",")));
            status.set("lastValidSpec", spec);
            created.setAdditionalProperty("status", status);

            GenericKubernetesResource stored = client.resource(created).updateStatus();

            JsonNode kept = client.getKubernetesSerialization()
                    .convertValue(stored.getAdditionalProperties().get("status"), JsonNode.class);
            assertThat(kept).isEqualTo(status);
            assertThat(kept.toString().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(MAX_BYTES);
        } finally {
            client.resource(created).delete();
        }
    }
}
