package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.SiteSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.verification.DatabaseRows;
import io.unrealcloud.ddc.verification.Schedule.Asked;
import io.unrealcloud.ddc.verification.Target;
import io.unrealcloud.ddc.verification.Verifications;
import io.unrealcloud.ddc.verification.Verifications.Standing;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.LiveObjects;
import io.unrealcloud.ddc.workload.WorkloadReport;
import io.unrealcloud.ddc.workload.settings.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The proof's part of a pass: what is known of it goes into the draft, and a check that is due is begun. */
final class VerificationPart {

    /** The port inside the cluster; DDC asks for the token there too. */
    private static final int PORT = 8080;

    /** The settings for Amazon Keyspaces keep objects up to this size in their rows. */
    private static final int INLINE_LIMIT = 2048;

    private static final Verdict NOT_ASKED =
            Verdict.unknown(Reason.NotVerified, "No proof is asked for: spec.verification.enabled is false.");
    private static final Verdict NOTHING_TO_VERIFY =
            Verdict.unknown(Reason.NotVerified, "There is no spec.application, so there is nothing to verify.");
    private static final Verdict NO_POD =
            Verdict.unknown(Reason.NotVerified, "A check is made as soon as a pod serves.");

    private final Verifications verifications;
    private final KubernetesClient client;
    private final LiveObjects live;

    VerificationPart(Verifications verifications, KubernetesClient client, LiveObjects live) {
        this.verifications = verifications;
        this.client = client;
        this.live = live;
    }

    /**
     * @param verified the condition {@code Verified}
     * @param needed whether Ready waits for it
     * @param next when to look again; empty where nothing is due
     */
    record Proof(Verdict verified, boolean needed, Optional<Instant> next) {}

    /** @param rows opens the database for reading past DDC; empty while nobody can log in */
    Proof pass(
            UnrealCloudDdc resource,
            StatusDraft draft,
            DdcModel model,
            UnrealCloudDdcSpec spec,
            Optional<Supplier<DatabaseRows>> rows,
            WorkloadReport pods,
            Instant now) {
        boolean needed = spec.verification() == null
                || !Boolean.FALSE.equals(spec.verification().enabled());
        Proof proof;
        if (spec.application() == null) {
            proof = new Proof(NOTHING_TO_VERIFY, needed, Optional.empty());
        } else if (!needed) {
            proof = new Proof(NOT_ASKED, false, Optional.empty());
        } else if (!pods.available().isYes()) {
            proof = new Proof(unserved(model), true, Optional.empty());
        } else {
            proof = standing(resource, draft, model, spec, rows, pods);
        }
        draft.conditions().set(ConditionType.VERIFIED, proof.verified());
        return proof;
    }

    void forget(DdcModel model) {
        verifications.forget(model.owner().reference());
    }

    /** What was wrong when a pod last served is still the best that is known of why none does. */
    private Verdict unserved(DdcModel model) {
        return verifications
                .last(model.owner().reference())
                .filter(verdict -> verdict.answer() == Verdict.Answer.NO)
                .orElse(NO_POD);
    }

    private Proof standing(
            UnrealCloudDdc resource,
            StatusDraft draft,
            DdcModel model,
            UnrealCloudDdcSpec spec,
            Optional<Supplier<DatabaseRows>> rows,
            WorkloadReport pods) {
        Optional<String> token = token(model);
        if (token.isEmpty()) {
            return new Proof(NO_POD, true, Optional.empty());
        }
        Asked asked =
                new Asked(pods.configuration().orElse(""), StatusDraft.annotation(resource, Annotations.VERIFY_AT));
        Standing standing =
                verifications.standing(model.owner().reference(), target(model, spec, rows, token.get()), asked);
        standing.crossRegion()
                .ifPresentOrElse(
                        verdict -> draft.conditions().set(ConditionType.CROSS_REGION_VERIFIED, verdict),
                        () -> draft.conditions().remove(ConditionType.CROSS_REGION_VERIFIED));
        return new Proof(standing.verified(), true, Optional.of(standing.next()));
    }

    private Target target(
            DdcModel model, UnrealCloudDdcSpec spec, Optional<Supplier<DatabaseRows>> rows, String token) {
        return new Target(
                model.siteName(),
                Names.VERIFICATION_NAMESPACE,
                token,
                ready(model),
                INLINE_LIMIT,
                rows,
                peers(model, spec));
    }

    private List<io.unrealcloud.ddc.verification.Pod> ready(DdcModel model) {
        return client
                .pods()
                .inNamespace(model.owner().namespace())
                .withLabels(Labels.selecting(Names.of(model.owner()), Role.SERVER))
                .list()
                .getItems()
                .stream()
                .filter(VerificationPart::ready)
                .map(pod -> new io.unrealcloud.ddc.verification.Pod(
                        pod.getMetadata().getName(),
                        URI.create("http://%s:%d".formatted(pod.getStatus().getPodIP(), PORT))))
                .toList();
    }

    private static boolean ready(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private Optional<String> token(DdcModel model) {
        Names names = Names.of(model.owner());
        return live.get(Secret.class, names.namespace(), names.verificationToken())
                .map(Secret::getData)
                .map(data -> data.get(Names.VERIFICATION_TOKEN_KEY))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    private static Set<String> peers(DdcModel model, UnrealCloudDdcSpec spec) {
        return Optional.ofNullable(spec.application().sites()).orElse(List.of()).stream()
                .map(SiteSpec::name)
                .filter(site -> !site.equals(model.siteName()))
                .collect(Collectors.toSet());
    }

    /** How long until then; at least a second. */
    static Duration until(Instant next, Instant now) {
        Duration wait = Duration.between(now, next);
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }
}
