package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Resolution;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import io.unrealcloud.ddc.workload.objects.BindingObjects;
import io.unrealcloud.ddc.workload.objects.DesiredObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a resource is given in tests beside itself, and the way from it to its objects. */
public final class Workbench {

    public static final String ROLE_ARN = "arn:aws:iam::111122223333:role/unreal-cloud-ddc/games-0123456789ab";

    public static final Revision REVISION = new Revision(
            "registry.example.com/unreal-cloud-ddc-operator@sha256:"
                    + "1111111111111111111111111111111111111111111111111111111111111111",
            1,
            1);

    public static final Platform PLATFORM =
            new Platform(REVISION.gatewayImage(), Optional.empty(), Map.of(), Optional.empty());

    static final Platform EVERYTHING = new Platform(
            REVISION.gatewayImage(),
            Optional.of("unreal-cloud-ddc-operator"),
            Map.of("AWS_ENDPOINT_URL_STS", "https://sts.example.com", "AWS_ENDPOINT_URL_S3", "https://s3.example.com"),
            Optional.of("-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n"));

    private Workbench() {}

    public static DdcModel model(UnrealCloudDdc resource) {
        Tenancy tenancy =
                new Tenancy(List.of(Resources.unlimited(resource.getMetadata().getNamespace())));
        Resolution resolution = new Resolver(
                        new OperatorSettings(tenancy, null, null), new Account("aws", "111122223333"))
                .resolve(resource, resource.getSpec());
        return switch (resolution) {
            case Resolution.Resolved good -> good.model();
            case Resolution.Rejected bad -> throw new AssertionError(bad.message());
        };
    }

    static List<HasMetadata> objects(UnrealCloudDdc resource) {
        return objects(resource, PLATFORM, Hold.NO);
    }

    static List<HasMetadata> objects(UnrealCloudDdc resource, Platform platform, Hold hold) {
        return resource.getSpec().application() == null
                ? BindingObjects.of(WorkloadResolver.binding(
                        model(resource), resource.getSpec(), reached(resource), ROLE_ARN, REVISION))
                : DesiredObjects.of(workload(resource, platform, hold));
    }

    static WorkloadModel workload(UnrealCloudDdc resource, Platform platform, Hold hold) {
        return new WorkloadResolver(model(resource), resource.getSpec())
                .model(ROLE_ARN, REVISION, platform, "0123456789abcdef", hold, reached(resource));
    }

    static Reached reached(UnrealCloudDdc resource) {
        return Reached.by(model(resource).database().binding());
    }
}
