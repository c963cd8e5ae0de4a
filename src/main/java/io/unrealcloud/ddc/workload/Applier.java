package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Makes objects be as wanted, by server-side apply: the operator owns the fields it names and no others. An object is
 * applied when what is wanted, or what is there, is not what it was after the last time; the API server writes only if
 * that changes anything.
 */
public final class Applier {

    public static final String FIELD_MANAGER = "unreal-cloud-ddc-operator";

    private final KubernetesClient client;
    private final Map<Key, Applied> applied = new ConcurrentHashMap<>();

    public Applier(KubernetesClient client) {
        this.client = client;
    }

    private record Key(String uid, String kind, String name) {
        static Key of(Owner owner, HasMetadata object) {
            return new Key(owner.uid(), object.getKind(), object.getMetadata().getName());
        }
    }

    /** @param version the object's resourceVersion after it was applied */
    private record Applied(String digest, String version) {}

    /**
     * Applies each object on its own: one that is refused holds up no other.
     *
     * @param scaled name of the Deployment whose number of pods an autoscaler decides
     * @return what was refused and why
     */
    public List<Problem> apply(Owner owner, List<HasMetadata> desired, Optional<String> scaled, LiveObjects live) {
        List<Problem> problems = new ArrayList<>();
        for (HasMetadata object : desired) {
            try {
                apply(owner, object, scaled, live).ifPresent(problems::add);
            } catch (KubernetesClientException refused) {
                applied.remove(Key.of(owner, object));
                problems.add(refusal(object, refused));
            }
        }
        return problems;
    }

    /** Removes what was made for the resource and is no longer wanted. */
    public List<Problem> prune(Owner owner, List<HasMetadata> desired, LiveObjects live) {
        Set<Key> wanted = desired.stream().map(object -> Key.of(owner, object)).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (HasMetadata object : live.of(owner)) {
            if (!wanted.contains(Key.of(owner, object)) && controlledBy(owner, object)) {
                try {
                    applied.remove(Key.of(owner, object));
                    client.resource(object).delete();
                } catch (KubernetesClientException refused) {
                    problems.add(refusal(object, refused));
                }
            }
        }
        return problems;
    }

    /** Drops what is remembered of a resource that is gone. */
    public void forget(String uid) {
        applied.keySet().removeIf(key -> key.uid().equals(uid));
    }

    private Optional<Problem> apply(Owner owner, HasMetadata object, Optional<String> scaled, LiveObjects live) {
        Key key = Key.of(owner, object);
        String digest =
                Digest.of(client.getKubernetesSerialization().asJson(object).getBytes(StandardCharsets.UTF_8));
        Applied before = applied.get(key);
        Optional<String> version = live.get(
                        object.getClass(),
                        owner.namespace(),
                        object.getMetadata().getName())
                .map(found -> found.getMetadata().getResourceVersion());
        if (before != null && before.digest().equals(digest) && version.equals(Optional.of(before.version()))) {
            return Optional.empty();
        }
        boolean handover = object instanceof Deployment
                && scaled.filter(object.getMetadata().getName()::equals).isPresent();
        HasMetadata wanted = object;
        if (before == null || handover) {
            HasMetadata found = client.resource(object).get();
            if (found != null && !mayTake(owner, found)) {
                return Optional.of(foreign(found));
            }
            if (handover && found instanceof Deployment deployment) {
                wanted = ReplicaHandover.adjust((Deployment) object, deployment);
            }
        }
        HasMetadata stored = client.resource(wanted)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
        applied.put(key, new Applied(digest, stored.getMetadata().getResourceVersion()));
        return Optional.empty();
    }

    /** Ours, or left by a resource of the same name whose objects were orphaned on purpose. */
    static boolean mayTake(Owner owner, HasMetadata found) {
        Map<String, String> labels =
                Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of());
        boolean orphan = found.getMetadata().getOwnerReferences().isEmpty()
                && Tags.MANAGER.equals(labels.get(Labels.MANAGED_BY))
                && owner.name().equals(labels.get(Labels.INSTANCE));
        return orphan || controlledBy(owner, found);
    }

    static boolean controlledBy(Owner owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .map(OwnerReference::getUid)
                .anyMatch(owner.uid()::equals);
    }

    private static Problem foreign(HasMetadata found) {
        return new Problem(
                Reason.ForeignObjects,
                "%s %s belongs to somebody else, and DDC needs the name. Rename or delete it; the operator then makes its own."
                        .formatted(found.getKind(), found.getMetadata().getName()));
    }

    static Problem refusal(HasMetadata object, KubernetesClientException refused) {
        String what = object.getKind() + " " + object.getMetadata().getName();
        return switch (refused.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Problem(
                        Reason.KubernetesRefused,
                        what + " may not be written: " + cause(refused)
                                + " If that is the operator's own right, install its roles anew.");
            case HttpURLConnection.HTTP_CONFLICT ->
                new Problem(Reason.KubernetesRefused, what + " changed meanwhile; the next pass tries again.");
            default ->
                new Problem(
                        Reason.KubernetesRefused,
                        what + " was refused by Kubernetes: " + cause(refused)
                                + " Correct spec.application, or delete the object if it cannot be changed.");
        };
    }

    private static String cause(KubernetesClientException refused) {
        return refused.getStatus() != null && refused.getStatus().getMessage() != null
                ? refused.getStatus().getMessage() + "."
                : refused.getMessage() + ".";
    }
}
