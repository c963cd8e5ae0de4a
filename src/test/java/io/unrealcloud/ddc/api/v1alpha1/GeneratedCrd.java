package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The custom resource definition as the Java types give it, and the file it is committed as. */
final class GeneratedCrd {

    static final Path FILE = Path.of("crds", "unrealcloudddcs.ddc.unrealcloud.io.yaml");
    static final String COMMAND = "mvn -q test -Dtest=CrdFileTest -Dcrd.write";

    private static final String HEADER = "# Generated from the Java types in package io.unrealcloud.ddc.api.v1alpha1."
            + " Do not edit; change the types and run:\n# " + COMMAND + "\n";

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private GeneratedCrd() {}

    /** A copy that may be changed. */
    static ObjectNode json() {
        return Once.CRD.deepCopy();
    }

    /** Of the resource's one version. */
    static JsonNode schema() {
        return json().at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static final class Once {
        private static final ObjectNode CRD = generate();
    }

    private static ObjectNode generate() {
        AtomicReference<HasMetadata> generated = new AtomicReference<>();
        new CRDGenerator()
                .customResourceClasses(List.of(UnrealCloudDdc.class))
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata crd, String version) {
                        generated.set(crd);
                        return crd;
                    }
                })
                .withOutput(new Discard())
                .detailedGenerate();
        ObjectNode crd = YAML.valueToTree(generated.get());
        return CrdFinish.apply(crd);
    }

    static String yaml() {
        try {
            return HEADER + YAML.writeValueAsString(json());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) YAML.readTree(Files.readString(file));
    }

    /** The generator insists on writing somewhere. */
    private static final class Discard implements CRDGenerator.CRDOutput<OutputStream> {
        @Override
        public OutputStream outputFor(String crdName) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public URI crdURI(String crdName) {
            return Path.of(crdName).toUri();
        }

        @Override
        public void close() {}
    }
}
