package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.testing.ApiServer;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever the definition of the resource and the refusals let through gives objects that Kubernetes takes. */
@Tag("cluster")
class AnyApplicationTest {

    /** Each is one line of an application, and any of them may stand beside any other of another field. */
    private static final List<List<String>> FIELDS = List.of(
            List.of("replicas: 1", "replicas: 100", "autoscaling: {minReplicas: 1, maxReplicas: 100}"),
            List.of("version: 0.1", "version: 1.1.1", "version: 1.3.0", "version: 999.999.999"),
            List.of("image: a", "image: 'localhost:5000/x/y@sha256:%s'".formatted("0".repeat(64))),
            List.of("worker: {enabled: true}", "worker: {enabled: true, resources: {}}", "worker: {enabled: false}"),
            List.of(
                    "resources: {}",
                    "resources: {requests: {}, limits: {}}",
                    "resources: {requests: {cpu: '0'}, limits: {memory: 1.5Gi}}",
                    "resources: {requests: {cpu: 100m, memory: '123456789'}, limits: {cpu: '1', memory: 1P}}"),
            List.of(
                    "scheduling: {}",
                    "scheduling: {nodeSelector: {a: ''}, tolerations: [{operator: Exists}, {key: x, value: y}]}"),
            List.of("podAnnotations: {a: '', x.y/z: \"line\\nbreak\"}"),
            List.of(
                    "namespaces: []",
                    "namespaces: [{name: '*', gcMethod: Always}, {name: 0.a_b-c, storagePool: p, ttlDays: 3650}]"),
            List.of("gc: {}", "gc: {refs: false, blobs: false, lastAccessDays: 3650}"),
            List.of("sites: [{name: B, internalUrl: 'https://b:1', replicate: [x, y]}]", "sites: []"),
            List.of(
                    "settings: [{name: 'A:b:0', value: \"- : # \\t\\u00e9 'x'\"}, {name: 'A:b:2', value: ''}]",
                    "settings: [{name: 'Serilog:MinimumLevel:Override:Jupiter.X', value: 'null'}]"),
            List.of("env: [{name: a.b-c, value: '$(HOME)'}, {name: x__y, secretKeyRef: {name: s, key: k.1}}]"),
            List.of(
                    "service: {}",
                    "service: {type: NodePort}",
                    "service: {type: LoadBalancer, loadBalancerClass: a, sourceRanges: [0.0.0.0/0]}"),
            List.of("ingress: {host: a}", "ingress: {host: a.b, tlsSecretName: t, className: c}"),
            List.of("networkPolicy: {}", "networkPolicy: {cidrBlocks: ['::/0'], namespaces: [n]}"),
            List.of("imagePullSecrets: [{name: a}, {name: b}]"));

    private static final List<String> CACHES =
            List.of("", "cache: {size: 1Gi}", "cache: {size: 0.5Ti, storageClassName: s}");

    private final KubernetesClient client = ApiServer.get().client();
    private final String namespace = ApiServer.get().newNamespace();

    @Property(tries = 60)
    void givesObjectsThatKubernetesTakes(@ForAll("resources") UnrealCloudDdc resource, @ForAll Hold hold) {
        assertThat(Refusals.of(resource.getSpec().application())).isEmpty();
        List<HasMetadata> objects = Workbench.objects(resource, Workbench.EVERYTHING, hold);
        assertThat(objects)
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.substring(name.indexOf('/') + 1).length() <= 63);
        assertThat(Workbench.objects(resource, Workbench.EVERYTHING, hold)).isEqualTo(objects);
        for (HasMetadata object : objects) {
            object.getMetadata().setNamespace(namespace);
            client.resource(object)
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .fieldManager("test")
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    @Provide
    Arbitrary<UnrealCloudDdc> resources() {
        return Arbitraries.randomValue(AnyApplicationTest::resource);
    }

    private static UnrealCloudDdc resource(Random random) {
        List<String> lines = new ArrayList<>();
        for (List<String> field : FIELDS) {
            int choice = random.nextInt(field.size() + 1);
            if (choice < field.size()) {
                lines.add(field.get(choice));
            }
        }
        String name = "n".repeat(1 + random.nextInt(52));
        String application = lines.isEmpty() ? " {}" : "\n    " + String.join("\n    ", lines);
        return Serialization.unmarshal(
                """
                apiVersion: ddc.unrealcloud.io/v1alpha1
                kind: UnrealCloudDdc
                metadata: {name: %s, namespace: any, uid: 7c1d2a4e-0000-4000-8000-1234567890ab}
                spec:
                  region: us-east-1
                  cluster: {name: games}
                  database: {amazonKeyspaces: {}}
                  storage:
                    s3: {bucketName: games-ddc}
                    %s
                  application:%s
                """.formatted(name, CACHES.get(random.nextInt(CACHES.size())), application), UnrealCloudDdc.class);
    }
}
