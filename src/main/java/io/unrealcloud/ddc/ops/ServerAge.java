package io.unrealcloud.ddc.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether cluster and definition are new enough for this operator. Both can be read without any right. */
final class ServerAge {

    /** The oldest Kubernetes supported, 1.31, as the chart says too. */
    static final int OLDEST_MINOR = 31;

    private static final String DEFINITION = "/openapi/v3/apis/ddc.unrealcloud.io/v1alpha1";
    private static final String NAME = "unrealcloudddcs.ddc.unrealcloud.io";
    private static final int NAMED = 3;
    private static final int PAUSE_MILLIS = 250;

    private ServerAge() {}

    static Optional<String> tooOld(VersionInfo version) {
        int major = number(version.getMajor());
        int minor = number(version.getMinor());
        return major > 1 || minor >= OLDEST_MINOR
                ? Optional.empty()
                : Optional.of("Kubernetes %d.%d is too old for this operator. Upgrade the cluster to 1.%d or newer."
                        .formatted(major, minor, OLDEST_MINOR));
    }

    /** Managed clusters write such as "31+". */
    private static int number(String text) {
        return Integer.parseInt(text.replaceAll("\\D.*", ""));
    }

    /**
     * A field the server does not know would be dropped from a resource, or make each status be refused. A server
     * publishes a definition some moments after it has taken it, so the answer may take as long as {@code patience}.
     */
    static Optional<String> definitionTooOld(KubernetesClient client, Duration patience) {
        List<String> wanted = DefinitionFields.ours();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<String> refusal = published(client)
                    .map(openApi -> lacking(openApi, wanted))
                    .orElse(Optional.of("The API server publishes no schema of UnrealCloudDdc at " + DEFINITION
                            + ". Look whether the definition is established: kubectl describe crd " + NAME));
            if (refusal.isEmpty() || System.nanoTime() > deadline) {
                return refusal;
            }
            pause();
        }
    }

    /** The client answers null where the server has nothing. */
    private static Optional<String> published(KubernetesClient client) {
        return Optional.ofNullable(client.raw(DEFINITION));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartupException("Stopped while waiting for the definition of UnrealCloudDdc.");
        }
    }

    /** @param openApi of the group and version, as the server publishes it */
    static Optional<String> lacking(String openApi, List<String> wanted) {
        Set<String> known = DefinitionFields.of(schema(openApi));
        List<String> lacking =
                wanted.stream().filter(field -> !known.contains(field)).toList();
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        String more = lacking.size() > NAMED ? " and " + (lacking.size() - NAMED) + " more" : "";
        return Optional.of("The cluster's definition of UnrealCloudDdc is older than this operator: it lacks "
                + String.join(", ", lacking.subList(0, Math.min(NAMED, lacking.size()))) + more
                + ". Apply the newer one: kubectl apply --server-side --force-conflicts -f crds/");
    }

    private static JsonNode schema(String openApi) {
        try {
            for (JsonNode schema : new ObjectMapper()
                    .readTree(openApi).at("/components/schemas").properties().stream()
                            .map(entry -> entry.getValue())
                            .toList()) {
                if (schema.at("/x-kubernetes-group-version-kind/0/kind")
                        .asText()
                        .equals("UnrealCloudDdc")) {
                    return schema;
                }
            }
            throw new StartupException("The API server's answer at " + DEFINITION + " has no UnrealCloudDdc.");
        } catch (IOException noJson) {
            throw new UncheckedIOException("The API server's answer at " + DEFINITION + " is no JSON", noJson);
        }
    }
}
