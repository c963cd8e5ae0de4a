package io.unrealcloud.ddc.sandbox.keyspaces.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;

/** The emulator's model of requests against the one compiled into the AWS SDK, member by member. */
class ModelMatchesSdkTest {

    private static final ServiceModel MODEL = ServiceModel.load();

    /** In the service's newer model, not yet in this SDK. */
    private static final Set<String> NEWER = Set.of("warmThroughputSpecification");

    @Test
    void hasTheSdksOperations() {
        Set<String> sdk = Arrays.stream(KeyspacesClient.class.getMethods())
                .filter(m -> m.getParameterCount() == 1
                        && m.getParameterTypes()[0].getSimpleName().endsWith("Request")
                        && !m.getName().endsWith("Paginator"))
                .map(m -> m.getParameterTypes()[0].getSimpleName().replaceAll("Request$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(MODEL.operationNames()).hasSize(19).containsExactlyInAnyOrderElementsOf(sdk);
    }

    static Set<String> operations() {
        return MODEL.operationNames();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void hasTheSdksMembers(String operation) throws ReflectiveOperationException {
        Class<?> type = Class.forName("software.amazon.awssdk.services.keyspaces.model." + operation + "Request");
        SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
        List<String> differences = new ArrayList<>();
        compare(MODEL.operation(operation).orElseThrow().request(), builder, operation, differences);
        assertThat(differences).isEmpty();
    }

    private static void compare(Shape.Structure ours, SdkPojo sdk, String at, List<String> differences) {
        Set<String> theirs =
                sdk.sdkFields().stream().map(SdkField::locationName).collect(Collectors.toSet());
        ours.members().keySet().stream()
                .filter(m -> !theirs.contains(m) && !NEWER.contains(m))
                .forEach(m -> differences.add(at + "." + m + " is not in the SDK"));
        for (SdkField<?> field : sdk.sdkFields()) {
            String path = at + "." + field.locationName();
            Shape.Member member = ours.members().get(field.locationName());
            if (member == null) {
                differences.add(path + " is not in the model");
                continue;
            }
            kind(MODEL.shape(member.shape()), field, path, differences);
        }
    }

    private static void kind(Shape shape, SdkField<?> field, String path, List<String> differences) {
        boolean same =
                switch (shape) {
                    case Shape.Text t -> field.marshallingType() == MarshallingType.STRING;
                    case Shape.Whole w ->
                        field.marshallingType() == MarshallingType.INTEGER
                                || field.marshallingType() == MarshallingType.LONG;
                    case Shape.Number n ->
                        field.marshallingType() == MarshallingType.DOUBLE
                                || field.marshallingType() == MarshallingType.INSTANT;
                    case Shape.Flag f -> field.marshallingType() == MarshallingType.BOOLEAN;
                    case Shape.Many m -> field.marshallingType() == MarshallingType.LIST;
                    case Shape.Structure s -> field.marshallingType() == MarshallingType.SDK_POJO;
                };
        if (!same) {
            differences.add(path + " is " + shape + " here and " + field.marshallingType() + " in the SDK");
        } else if (shape instanceof Shape.Structure structure) {
            compare(structure, field.constructor().get(), path, differences);
        } else if (shape instanceof Shape.Many many) {
            SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
            kind(MODEL.shape(many.of()), element, path + "[]", differences);
        }
    }
}
