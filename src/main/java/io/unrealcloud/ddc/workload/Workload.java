package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.WorkloadStatus;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import io.unrealcloud.ddc.workload.WorkloadModel.Replicas;
import io.unrealcloud.ddc.workload.objects.BindingObjects;
import io.unrealcloud.ddc.workload.objects.DesiredObjects;
import io.unrealcloud.ddc.workload.objects.ScyllaObjects;
import io.unrealcloud.ddc.workload.settings.SettingsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes DDC run, and says how it does. Pods begin once database, schema and role are there; from then on they are kept
 * up on every pass, whatever has become of those.
 */
public final class Workload {

    private static final Verdict NONE =
            Verdict.no(Reason.NoWorkload, "The resource has no spec.application: DDC's pods are run by other means.");

    private final KubernetesClient client;
    private final Platform platform;
    private final Applier applier;
    private final SecretStore secrets;
    private final ObjectPlanner planner;

    public Workload(KubernetesClient client, Platform platform) {
        this.client = client;
        this.platform = platform;
        this.applier = new Applier(client);
        this.secrets = new SecretStore(client);
        this.planner = new ObjectPlanner(client);
    }

    /** What a resource begins with now. */
    public Revision offered() {
        return new Revision(platform.gatewayImage(), SettingsTable.CURRENT_VERSION, SchemaCatalogue.CURRENT_VERSION);
    }

    /** Drops what is remembered of a resource that is gone. */
    public void forget(String uid) {
        applier.forget(uid);
    }

    public WorkloadReport pass(WorkloadRequest asked, LiveObjects live) {
        Owner owner = asked.model().owner();
        WorkloadRequest request = withRole(asked, live);
        Optional<Deployment> running =
                live.get(Deployment.class, owner.namespace(), Names.of(owner).server());
        Optional<Revision> pinned = request.pinned().flatMap(Pins::of).or(() -> running.flatMap(Pins::of));
        Optional<ApplicationSpec> application =
                Optional.ofNullable(request.spec().application());
        RevisionChoice choice = RevisionChoice.of(offered(), pinned, application.map(ApplicationSpec::revision));
        Optional<Problem> unready = unready(request, running.isPresent());
        if (unready.isPresent()) {
            return waiting(unready.get(), application.isPresent());
        }
        return application.isPresent() ? run(request, choice, running, live) : bind(request, choice, live);
    }

    /**
     * What a pass would do once database and role are there. Changes nothing.
     */
    public List<PlannedObject> plan(WorkloadRequest request, LiveObjects live) {
        WorkloadRequest asked = withRole(request, live);
        Owner owner = asked.model().owner();
        Optional<Deployment> running =
                live.get(Deployment.class, owner.namespace(), Names.of(owner).server());
        Optional<ApplicationSpec> application = Optional.ofNullable(asked.spec().application());
        RevisionChoice choice = RevisionChoice.of(
                offered(),
                asked.pinned().flatMap(Pins::of).or(() -> running.flatMap(Pins::of)),
                application.map(ApplicationSpec::revision));
        String role = asked.roleArn().orElse("");
        if (application.isEmpty()) {
            return planner.plan(owner, bound(asked, role, choice.run()), live);
        }
        if (!SettingsTable.carries(choice.run().settings())) {
            return List.of(new PlannedObject(
                    "stop at",
                    "Deployment",
                    Names.of(owner).server(),
                    choice.problem().orElse("")));
        }
        List<PlannedObject> planned = new ArrayList<>();
        List<SecretStore.Need> needs = SecretNeeds.of(asked.model(), asked.spec());
        planned.addAll(secrets.plan(owner, needs, live));
        // Contents that do not exist yet cannot be told; where a Secret is made, the pods are too.
        String digest = planned.isEmpty()
                        && secrets.read(owner, needs, made(asked), live) instanceof SecretStore.Read.Complete there
                ? there.digest()
                : "";
        planned.addAll(planner.plan(owner, serving(asked, model(asked, role, choice.run(), digest)), live));
        return planned;
    }

    /** Pods that run keep the role they have while nobody knows it better. */
    private static WorkloadRequest withRole(WorkloadRequest request, LiveObjects live) {
        Owner owner = request.model().owner();
        return request.roleArn().isPresent()
                ? request
                : request.withRole(live.get(
                                ServiceAccount.class,
                                owner.namespace(),
                                Names.of(owner).serviceAccount())
                        .filter(account -> Applier.controlledBy(owner, account))
                        .map(account -> account.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(Pins.ROLE_ARN)));
    }

    /** What the first rollout waits for. */
    private Optional<Problem> unready(WorkloadRequest request, boolean running) {
        if (platform.gatewayImage().isBlank()) {
            return Optional.of(new Problem(
                    Reason.NotPermitted,
                    "The operator was not told which gateway image to use. Set DDC_OPERATOR_IMAGE on its Deployment."));
        }
        if (request.roleArn().isEmpty()) {
            return Optional.of(new Problem(
                    Reason.WaitingForBinding,
                    "DDC waits for its role: " + request.identity().message()));
        }
        if (running) {
            return Optional.empty();
        }
        return List.of(request.database(), request.schema(), request.identity()).stream()
                .filter(verdict -> !verdict.isYes())
                .findFirst()
                .map(verdict -> new Problem(Reason.WaitingForBinding, "DDC waits: " + verdict.message()));
    }

    private static WorkloadReport waiting(Problem problem, boolean application) {
        boolean wrong = problem.reason().kind() != Reason.Kind.WAITING;
        return new WorkloadReport(
                application ? Verdict.no(problem.reason(), problem.message()) : NONE,
                Optional.empty(),
                wrong ? Optional.of(Verdict.yes(problem.reason(), problem.message())) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private WorkloadReport bind(WorkloadRequest request, RevisionChoice choice, LiveObjects live) {
        Owner owner = request.model().owner();
        List<HasMetadata> objects = bound(request, request.roleArn().orElseThrow(), choice.run());
        List<Problem> problems = new ArrayList<>(applier.apply(owner, objects, Optional.empty(), live));
        problems.addAll(applier.prune(owner, objects, live));
        return new WorkloadReport(
                NONE,
                Optional.empty(),
                degraded(problems),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                problems.isEmpty(),
                Optional.empty());
    }

    private WorkloadReport run(
            WorkloadRequest request, RevisionChoice choice, Optional<Deployment> before, LiveObjects live) {
        Owner owner = request.model().owner();
        List<Problem> problems = new ArrayList<>();
        choice.problem().ifPresent(problem -> problems.add(new Problem(Reason.UnknownRevision, problem)));
        if (SettingsTable.carries(choice.run().settings())) {
            switch (secrets.read(owner, SecretNeeds.of(request.model(), request.spec()), made(request), live)) {
                case SecretStore.Read.Complete complete ->
                    problems.addAll(apply(request, choice.run(), complete.digest(), live));
                // Pods that run go on; new ones could not start, so nothing is changed.
                case SecretStore.Read.Incomplete incomplete -> problems.add(incomplete.problem());
            }
        }
        return report(request, choice, before, problems, live);
    }

    private List<Problem> apply(WorkloadRequest request, Revision revision, String digest, LiveObjects live) {
        Owner owner = request.model().owner();
        WorkloadModel model = model(request, request.roleArn().orElseThrow(), revision, digest);
        List<HasMetadata> objects = serving(request, model);
        List<Problem> problems = new ArrayList<>(applier.prune(owner, objects, live));
        problems.addAll(applier.apply(
                owner,
                objects,
                model.replicas() instanceof Replicas.Scaled
                        ? Optional.of(model.names().server())
                        : Optional.empty(),
                live));
        return problems;
    }

    private WorkloadModel model(WorkloadRequest request, String role, Revision revision, String digest) {
        return new WorkloadResolver(request.model(), request.spec())
                .model(role, revision, platform, digest, hold(request.database()), request.reached());
    }

    private static List<HasMetadata> serving(WorkloadRequest request, WorkloadModel model) {
        List<HasMetadata> objects = new ArrayList<>(scylla(request));
        objects.addAll(DesiredObjects.of(model));
        return objects;
    }

    private static List<HasMetadata> bound(WorkloadRequest request, String role, Revision revision) {
        List<HasMetadata> objects = new ArrayList<>(scylla(request));
        objects.addAll(BindingObjects.of(
                WorkloadResolver.binding(request.model(), request.spec(), request.reached(), role, revision)));
        return objects;
    }

    private static Map<String, Map<String, String>> made(WorkloadRequest request) {
        return request.reached()
                .scylla()
                .flatMap(ScyllaConnection::secret)
                .map(content -> Map.of(Names.of(request.model().owner()).scylla(), content))
                .orElse(Map.of());
    }

    /** The name and the login of a ScyllaDB; nothing for other databases. */
    private static List<HasMetadata> scylla(WorkloadRequest request) {
        return request.reached()
                .scylla()
                .map(connection -> ScyllaObjects.of(request.model().owner(), connection))
                .orElse(List.of());
    }

    /** A doubt is not enough to restart every pod for. */
    static Hold hold(Verdict database) {
        return switch (database.answer()) {
            case YES -> Hold.NO;
            case UNKNOWN -> Hold.DOUBT;
            case NO -> Hold.FIRM;
        };
    }

    private WorkloadReport report(
            WorkloadRequest request,
            RevisionChoice choice,
            Optional<Deployment> before,
            List<Problem> problems,
            LiveObjects live) {
        Owner owner = request.model().owner();
        Names names = Names.of(owner);
        Optional<Deployment> server =
                live.get(Deployment.class, owner.namespace(), names.server()).or(() -> before);
        Optional<Rollout> rollout = server.map(Rollout::of);
        Optional<Rollout> worker =
                live.get(Deployment.class, owner.namespace(), names.worker()).map(Rollout::of);
        boolean complete = rollout.filter(Rollout::complete).isPresent()
                && worker.map(Rollout::complete).orElse(true);
        Optional<Problem> trouble = rollout.isEmpty() || complete ? Optional.empty() : PodTrouble.of(pods(owner));
        trouble.ifPresent(problems::add);
        return new WorkloadReport(
                rollout.map(progress -> progress.available(trouble)).orElseGet(() -> problems.stream()
                        .findFirst()
                        .map(problem -> Verdict.no(problem.reason(), problem.message()))
                        .orElseGet(() -> Verdict.no(Reason.RollingOut, "Kubernetes is making the pods."))),
                rollout.flatMap(Rollout::progressing).or(() -> worker.flatMap(Rollout::progressing)),
                degraded(problems),
                choice.next().map(next -> update(request, next)),
                Optional.of(new WorkloadStatus(
                        rollout.map(Rollout::available).orElse(0),
                        rollout.map(Rollout::desired).orElse(0),
                        choice.run().name(),
                        Pins.status(choice.run()))),
                live.get(Service.class, owner.namespace(), names.server())
                        .map(service ->
                                Endpoint.url(request.spec().application().ingress(), service)),
                false,
                server.filter(deployment -> complete).flatMap(Workload::configuration));
    }

    private static Optional<String> configuration(Deployment deployment) {
        return Optional.ofNullable(deployment
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(Pins.CONFIGURATION));
    }

    private List<Pod> pods(Owner owner) {
        return client.pods()
                .inNamespace(owner.namespace())
                .withLabels(Labels.selecting(Names.of(owner)))
                .list()
                .getItems();
    }

    private static Optional<Verdict> degraded(List<Problem> problems) {
        return problems.stream().findFirst().map(problem -> Verdict.yes(problem.reason(), problem.message()));
    }

    private static Verdict update(WorkloadRequest request, Revision next) {
        Owner owner = request.model().owner();
        return Verdict.yes(
                Reason.RevisionAvailable,
                "This operator brings revision %s; pods stay as they are until it is asked for: kubectl patch -n %s ucddc %s --type merge -p '{\"spec\":{\"application\":{\"revision\":\"%s\"}}}'"
                        .formatted(next.name(), owner.namespace(), owner.name(), next.name()));
    }
}
