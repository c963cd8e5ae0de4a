package io.unrealcloud.ddc.ops;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * The subcommand {@code check-uninstall}, which the chart runs before it removes the operator: a resource that
 * outlives the operator can no longer be deleted, because nobody is left to take its finalizer off.
 */
public final class UninstallCheck {

    public static final String COMMAND = "check-uninstall";

    private static final int NAMED = 10;
    private static final int ENOUGH = NAMED + 1;
    private static final int NOT_FOUND = 404;

    private UninstallCheck() {}

    /** @return why the operator must stay, as a sentence that names the resources; empty if it may go */
    public static Optional<String> refusal(KubernetesClient client, Watched watched) {
        List<String> left;
        try {
            left = watched.list(client, ENOUGH).stream()
                    .map(resource -> resource.getMetadata().getNamespace() + "/"
                            + resource.getMetadata().getName())
                    .toList();
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == NOT_FOUND) {
                return Optional.empty(); // the definition has gone, and every resource with it
            }
            throw failure;
        }
        if (left.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", left.subList(0, Math.min(NAMED, left.size())));
        return Optional.of("The operator cannot go while it has resources to look after: " + named
                + (left.size() > NAMED ? " and more" : "")
                + ". Delete them first (kubectl delete ucddc NAME -n NAMESPACE; their data stays unless they say"
                + " otherwise), or leave them unattended with helm uninstall --no-hooks.");
    }
}
