package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Secrets DDC's pods use. Only those that carry the label naming the resource are read: whoever may write a
 * resource must not thereby see every Secret of its namespace. The operator makes a Secret once, where it is to make
 * it and there is none, and never changes one.
 */
final class SecretStore {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private final KubernetesClient client;

    SecretStore(KubernetesClient client) {
        this.client = client;
    }

    /** What the pods use. */
    sealed interface Read {

        /** @param digest changes with any value */
        record Complete(String digest) implements Read {}

        record Incomplete(Problem problem) implements Read {}
    }

    /** @param token whether the value goes into an HTTP header */
    record Need(String secret, String key, boolean token, boolean generate) {}

    /** @param given contents the operator has just made, by Secret: what is in the cluster may be older */
    Read read(Owner owner, List<Need> needs, Map<String, Map<String, String>> given, LiveObjects live) {
        Map<String, String> values = new TreeMap<>();
        Map<String, Optional<Secret>> secrets = new LinkedHashMap<>();
        for (Need need : needs) {
            Map<String, String> made = given.getOrDefault(need.secret(), Map.of());
            Optional<Secret> secret = made.isEmpty()
                    ? secrets.computeIfAbsent(need.secret(), name -> find(owner, need, live))
                    : Optional.empty();
            Optional<String> value = Optional.ofNullable(made.get(need.key()))
                    .or(() -> secret.flatMap(found -> value(found, need.key())));
            if (value.isEmpty()) {
                return new Read.Incomplete(missing(owner, need, secret.isPresent()));
            }
            if (need.token() && !value.get().matches("[!-~]{16,512}")) {
                return new Read.Incomplete(new Problem(
                        Reason.SecretMalformed,
                        "Key %s of Secret %s is no token: it needs 16 to 512 printable characters without spaces or line breaks. Write it anew, for example without the line break at its end."
                                .formatted(need.key(), need.secret())));
            }
            values.put(need.secret() + "/" + need.key(), value.get());
        }
        return new Read.Complete(Digest.of((owner.uid() + values).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16));
    }

    /** What reading them would make, or would miss; makes nothing. */
    List<PlannedObject> plan(Owner owner, List<Need> needs, LiveObjects live) {
        return needs.stream()
                .filter(need -> usable(owner, need, live)
                        .flatMap(secret -> value(secret, need.key()))
                        .isEmpty())
                .map(need -> need.generate()
                        ? new PlannedObject("create", "Secret", need.secret(), "with a new token")
                        : new PlannedObject("stop at", "Secret", need.secret(), "it must have the key " + need.key()))
                .toList();
    }

    private Optional<Secret> find(Owner owner, Need need, LiveObjects live) {
        Optional<Secret> found = usable(owner, need, live);
        return found.isPresent() || !need.generate() ? found : generate(owner, need);
    }

    private static Optional<Secret> usable(Owner owner, Need need, LiveObjects live) {
        return live.get(Secret.class, owner.namespace(), need.secret())
                .filter(secret -> secret.getMetadata().getLabels() != null
                        && owner.name().equals(secret.getMetadata().getLabels().get(Annotations.USE_LABEL)));
    }

    private Optional<Secret> generate(Owner owner, Need need) {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        Map<String, String> labels = Labels.of(Names.of(owner));
        labels.put(Annotations.USE_LABEL, owner.name());
        Secret secret = new SecretBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(need.secret())
                        .withNamespace(owner.namespace())
                        .withLabels(labels)
                        .build())
                .withType("Opaque")
                .addToStringData(need.key(), HexFormat.of().formatHex(token))
                .build();
        try {
            return Optional.of(client.resource(secret).create());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            // Made a moment ago and not in the cache yet, or somebody else's: the label tells.
            return Optional.ofNullable(client.secrets()
                            .inNamespace(owner.namespace())
                            .withName(need.secret())
                            .get())
                    .filter(there -> there.getMetadata().getLabels() != null
                            && owner.name()
                                    .equals(there.getMetadata().getLabels().get(Annotations.USE_LABEL)));
        }
    }

    private static Optional<String> value(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .map(data -> data.get(key))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    private static Problem missing(Owner owner, Need need, boolean found) {
        return new Problem(
                Reason.SecretMissing,
                found
                        ? "Secret %s has no key %s. Add it.".formatted(need.secret(), need.key())
                        : "There is no Secret %s that this resource may use. Make it with the key %s, or permit its use: kubectl label -n %s secret %s %s=%s"
                                .formatted(
                                        need.secret(),
                                        need.key(),
                                        owner.namespace(),
                                        need.secret(),
                                        Annotations.USE_LABEL,
                                        owner.name()));
    }
}
