package io.unrealcloud.ddc.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.Tenancy.Limits;
import java.util.List;

/** Resources and operator configurations for tests, written as a studio admin would write them. */
public final class Resources {

    public static final Account ACCOUNT = new Account("aws", "111122223333");
    public static final String NAMESPACE = "games";

    /** The least a resource says. */
    public static final String SMALLEST = """
        region: us-east-1
        cluster: {name: games}
        database: {amazonKeyspaces: {}}
        """;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Resources() {}

    public static UnrealCloudDdcSpec spec(String yaml) {
        try {
            return YAML.readValue(yaml, UnrealCloudDdcSpec.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("Not a spec: " + wrong.getMessage(), wrong);
        }
    }

    /** A resource {@code games/ddc} as the API server would hold it. */
    public static UnrealCloudDdc resource(String uid, String spec) {
        UnrealCloudDdc resource = new UnrealCloudDdc();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("ddc")
                .withUid(uid)
                .withGeneration(1L)
                .build());
        resource.setSpec(spec(spec));
        return resource;
    }

    /** The permissions boundary of every role, as the sandbox's account has it. */
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/ddc-boundary";

    /** Everything a Keyspaces resource can ask for, to the namespaces named. */
    public static OperatorSettings permissive(String... namespaces) {
        return new OperatorSettings(
                new Tenancy(java.util.Arrays.stream(namespaces)
                        .map(namespace -> new Limits(
                                namespace,
                                List.of("*"),
                                List.of("jupiter*"),
                                List.of("games*"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("arn:aws:kms:*")))
                        .toList()),
                new OperatorSettings.Identity(null, BOUNDARY, false, false),
                null);
    }

    /** @throws IllegalStateException with the reason if the spec cannot be acted on */
    public static DdcModel model(UnrealCloudDdc resource, OperatorSettings settings) {
        return switch (new Resolver(settings, ACCOUNT).resolve(resource, resource.getSpec())) {
            case Resolution.Resolved resolved -> resolved.model();
            case Resolution.Rejected rejected ->
                throw new IllegalStateException(rejected.reason() + ": " + rejected.message());
        };
    }

    /** Limits that allow everything. */
    public static Limits unlimited(String namespace) {
        List<String> all = List.of("*");
        return new Limits(namespace, all, all, all, all, all, all, all, all, all, all, all);
    }
}
