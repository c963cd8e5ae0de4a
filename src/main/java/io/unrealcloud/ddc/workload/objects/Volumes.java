package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.unrealcloud.ddc.api.v1alpha1.CacheSpec;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The volumes of DDC's pods, and where containers see them. */
final class Volumes {

    static final String AWS_TOKEN_FILE = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
    static final String TRUST_FILE = "/etc/ddc-gateway/" + ConfigMaps.TRUST;
    static final String LOGIN_DIRECTORY = "/var/run/secrets/ddc-gateway";

    /** The name the EKS webhook gives it: where the webhook runs as well, it finds its work done. */
    private static final String AWS_TOKEN = "aws-iam-token";

    /** The audience AWS STS asks for, and the lifetime the EKS webhook asks for. */
    private static final String AUDIENCE = "sts.amazonaws.com";

    private static final long AWS_TOKEN_SECONDS = 86_400;

    private static final String KUBERNETES = "kubernetes-api";
    private static final long KUBERNETES_TOKEN_SECONDS = 3_607;
    private static final String CONFIG = "config";
    private static final String DATA = "data";
    private static final String TEMPORARY = "tmp";
    private static final String LOGIN = "gateway-login";
    private static final int READABLE = 0444;

    private Volumes() {}

    static List<Volume> of(WorkloadModel model, Role role) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName(AWS_TOKEN)
                .withNewProjected()
                .withDefaultMode(READABLE)
                .addNewSource()
                .withNewServiceAccountToken(AUDIENCE, AWS_TOKEN_SECONDS, "token")
                .endSource()
                .endProjected()
                .build());
        volumes.add(kubernetes());
        volumes.add(new VolumeBuilder()
                .withName(CONFIG)
                .withConfigMap(new ConfigMapVolumeSourceBuilder()
                        .withName(Workloads.name(model, role))
                        .withDefaultMode(READABLE)
                        .build())
                .build());
        volumes.add(data(model));
        volumes.add(new VolumeBuilder()
                .withName(TEMPORARY)
                .withEmptyDir(new EmptyDirVolumeSource())
                .build());
        model.database()
                .gatewayLogin()
                .ifPresent(secret -> volumes.add(new VolumeBuilder()
                        .withName(LOGIN)
                        .withSecret(new SecretVolumeSourceBuilder()
                                .withSecretName(secret)
                                .withDefaultMode(READABLE)
                                .build())
                        .build()));
        return volumes;
    }

    /** What is otherwise mounted into every container, the gateway included. */
    private static Volume kubernetes() {
        return new VolumeBuilder()
                .withName(KUBERNETES)
                .withNewProjected()
                .withDefaultMode(READABLE)
                .addNewSource()
                .withNewServiceAccountToken(null, KUBERNETES_TOKEN_SECONDS, "token")
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("kube-root-ca.crt")
                .withItems(new KeyToPathBuilder()
                        .withKey("ca.crt")
                        .withPath("ca.crt")
                        .build())
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("namespace")
                .withNewFieldRef("v1", "metadata.namespace")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();
    }

    private static Volume data(WorkloadModel model) {
        VolumeBuilder volume = new VolumeBuilder().withName(DATA);
        CacheSpec cache = model.storage().cache().orElse(null);
        if (cache == null) {
            return volume.withEmptyDir(new EmptyDirVolumeSource()).build();
        }
        if (cache.storageClassName() == null) {
            return volume.withEmptyDir(new EmptyDirVolumeSourceBuilder()
                            .withSizeLimit(new Quantity(cache.size()))
                            .build())
                    .build();
        }
        return volume.withNewEphemeral()
                .withNewVolumeClaimTemplate()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(cache.storageClassName())
                .withVolumeMode("Filesystem")
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(cache.size())))
                .endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .endEphemeral()
                .build();
    }

    static List<VolumeMount> ofDdc() {
        return List.of(
                readOnly(AWS_TOKEN, "/var/run/secrets/eks.amazonaws.com/serviceaccount"),
                readOnly(KUBERNETES, "/var/run/secrets/kubernetes.io/serviceaccount"),
                readOnly(CONFIG, "/config"),
                writable(DATA, "/data"),
                writable(TEMPORARY, "/tmp"));
    }

    static List<VolumeMount> ofGateway(WorkloadModel model) {
        List<VolumeMount> mounts = new ArrayList<>();
        if (model.database().gatewayLogin().isPresent()) {
            mounts.add(readOnly(LOGIN, LOGIN_DIRECTORY));
        } else {
            mounts.add(readOnly(AWS_TOKEN, "/var/run/secrets/eks.amazonaws.com/serviceaccount"));
        }
        if (model.platform().trust().isPresent()) {
            mounts.add(new VolumeMountBuilder(readOnly(CONFIG, TRUST_FILE))
                    .withSubPath(ConfigMaps.TRUST)
                    .build());
        }
        return mounts;
    }

    private static VolumeMount readOnly(String name, String path) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }

    private static VolumeMount writable(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }
}
