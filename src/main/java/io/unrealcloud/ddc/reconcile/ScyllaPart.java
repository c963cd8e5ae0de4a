package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.BackendType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.Binding;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.Existing;
import io.unrealcloud.ddc.model.ScyllaBackend.Nodes;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Operation;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.ScyllaReport;
import io.unrealcloud.ddc.provision.scylla.database.DatabasePass;
import io.unrealcloud.ddc.provision.scylla.database.DatabaseReport;
import io.unrealcloud.ddc.provision.scylla.database.DesiredDatabase;
import io.unrealcloud.ddc.provision.scylla.database.GivenLogin;
import io.unrealcloud.ddc.provision.scylla.database.NodeAccess;
import io.unrealcloud.ddc.provision.scylla.database.PodCredentials;
import io.unrealcloud.ddc.provision.scylla.database.ScyllaDatabaseProvisioner;
import io.unrealcloud.ddc.provision.scylla.nodes.DesiredNodes;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesPass;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesProvisioner;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesReport;
import io.unrealcloud.ddc.verification.CqlRows;
import io.unrealcloud.ddc.verification.DatabaseRows;
import io.unrealcloud.ddc.workload.LiveObjects;
import io.unrealcloud.ddc.workload.Reached;
import io.unrealcloud.ddc.workload.ScyllaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** ScyllaDB as part of a pass: its nodes, where the operator runs them, and what is in them. */
final class ScyllaPart implements DatabasePart {

    /** While something waits for a Secret: its label leads to a pass, this is for when that was missed. */
    private static final Duration RECHECK = Duration.ofMinutes(10);

    private final NodesProvisioner nodes;
    private final ScyllaDatabaseProvisioner databases;
    private final Account account;
    private final OperatorSettings.Identity settings;
    private final LiveObjects live;
    private final Clock clock;

    ScyllaPart(
            ScyllaProvisioners provisioners,
            Account account,
            OperatorSettings.Identity settings,
            LiveObjects live,
            Clock clock) {
        this.nodes = provisioners.nodes();
        this.databases = provisioners.databases();
        this.account = account;
        this.settings = settings;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public DatabaseState pass(UnrealCloudDdc resource, DdcModel model, boolean readAll, Runnable begin) {
        ScyllaBackend backend = backend(model);
        DesiredDatabase desired = desired(resource, model, backend);
        return switch (backend.source()) {
            case Nodes own -> own(model, backend, desired, readAll, begin);
            case Existing existing -> existing(model, backend, existing, desired, readAll, begin);
        };
    }

    @Override
    public DatabaseState delete(UnrealCloudDdc resource, DdcModel model) {
        return takeDown(resource, model, true);
    }

    @Override
    public DatabaseState release(UnrealCloudDdc resource, DdcModel model) {
        return takeDown(resource, model, false);
    }

    @Override
    public String remains(UnrealCloudDdc resource, DdcModel model) {
        ScyllaBackend backend = backend(model);
        return "cluster " + backend.clusterName() + " with "
                + String.join(", ", desired(resource, model, backend).keyspaceNames());
    }

    @Override
    public void forget(String uid) {
        nodes.forget(uid);
        databases.forget(uid);
    }

    private DatabaseState own(
            DdcModel model, ScyllaBackend backend, DesiredDatabase desired, boolean readAll, Runnable begin) {
        DesiredNodes machines = DesiredNodes.of(model, backend, account, settings);
        databases.prime(desired);
        NodesPass found = nodes.pass(machines, readAll, model.planOnly(), begin);
        var inside = databases.pass(desired, access(machines, found), readAll, model.planOnly(), begin);
        return new DatabaseState(
                ScyllaReport.of(
                        NodesReport.of(machines, found, desired.remembered().isPresent()),
                        DatabaseReport.of(desired, inside)),
                reached(backend, found.cluster(), found.address(), inside, desired),
                rows(desired, found.cluster(), inside),
                joined(found.plan(), inside.plan()),
                null,
                found.failure().isPresent() || inside.failure().isPresent(),
                min(found.next(), inside.next()));
    }

    private DatabaseState existing(
            DdcModel model,
            ScyllaBackend backend,
            Existing existing,
            DesiredDatabase desired,
            boolean readAll,
            Runnable begin) {
        return switch (login(model.owner(), existing)) {
            case GivenLogin.Problem problem ->
                new DatabaseState(
                        unusable(desired, problem),
                        Reached.by(backend.binding()),
                        Optional.empty(),
                        new Plan<>(List.of()),
                        null,
                        true,
                        RECHECK);
            case GivenLogin.Usable usable -> {
                DesiredDatabase with = desired.with(usable.login());
                NodeAccess access = NodeAccess.existing(existing.contactPoints());
                var inside = databases.pass(with, access, readAll, model.planOnly(), begin);
                yield new DatabaseState(
                        DatabaseReport.of(with, inside),
                        reached(backend, access.cluster(), Optional.empty(), inside, with),
                        rows(with, access.cluster(), inside),
                        inside.plan(),
                        null,
                        inside.failure().isPresent(),
                        inside.next());
            }
        };
    }

    private DatabaseState takeDown(UnrealCloudDdc resource, DdcModel model, boolean delete) {
        ScyllaBackend backend = backend(model);
        DesiredDatabase desired = desired(resource, model, backend);
        return switch (backend.source()) {
            case Existing existing ->
                switch (login(model.owner(), existing)) {
                    case GivenLogin.Problem problem ->
                        new DatabaseState(
                                unusable(desired, problem),
                                Reached.by(backend.binding()),
                                Optional.empty(),
                                new Plan<>(List.of()),
                                null,
                                true,
                                RECHECK);
                    case GivenLogin.Usable usable -> {
                        DesiredDatabase with = desired.with(usable.login());
                        yield inside(
                                backend, with, takeDown(with, NodeAccess.existing(existing.contactPoints()), delete));
                    }
                };
            case Nodes own -> {
                DesiredNodes machines = DesiredNodes.of(model, backend, account, settings);
                databases.prime(desired);
                NodesPass seen = nodes.pass(machines, false, true, () -> {});
                var inside = takeDown(desired, access(machines, seen), delete);
                if (inside.failure().isPresent() || !inside.plan().isEmpty()) {
                    yield inside(backend, desired, inside);
                }
                NodesPass gone = delete ? nodes.delete(machines) : nodes.release(machines);
                yield new DatabaseState(
                        ScyllaReport.of(NodesReport.of(machines, gone, true), DatabaseReport.of(desired, inside)),
                        Reached.by(backend.binding()),
                        Optional.empty(),
                        gone.plan(),
                        null,
                        gone.failure().isPresent(),
                        gone.next());
            }
        };
    }

    private DatabasePass takeDown(DesiredDatabase desired, NodeAccess access, boolean delete) {
        return delete ? databases.delete(desired, access) : databases.release(desired, access);
    }

    private static DatabaseState inside(ScyllaBackend backend, DesiredDatabase desired, DatabasePass pass) {
        return new DatabaseState(
                DatabaseReport.of(desired, pass),
                Reached.by(backend.binding()),
                Optional.empty(),
                pass.plan(),
                null,
                pass.failure().isPresent(),
                pass.next());
    }

    /** The cluster cannot even be asked. */
    private static BackendReport unusable(DesiredDatabase desired, GivenLogin.Problem problem) {
        Verdict no = Verdict.no(problem.reason(), problem.message());
        return new BackendReport(
                no,
                Verdict.unknown(problem.reason(), problem.message()),
                Verdict.no(Reason.Reconciled, "Nothing is under way."),
                Verdict.yes(problem.reason(), problem.message()),
                List.of(),
                0,
                desired.tableCount(),
                desired.remembered(),
                Optional.empty());
    }

    private NodeAccess access(DesiredNodes machines, NodesPass found) {
        return new NodeAccess(
                found.cluster(),
                Optional.of(nodes.commands(machines)),
                switch (machines.backend().replicationFix()) {
                    case SSM -> Optional.of(nodes.document(machines));
                    case CQL -> Optional.empty();
                });
    }

    private Optional<Supplier<DatabaseRows>> rows(DesiredDatabase desired, ScyllaCluster cluster, DatabasePass inside) {
        return databases
                .rows(desired, cluster, inside)
                .map(sessions -> () -> CqlRows.open(sessions, desired.backend().names(), clock));
    }

    /** DDC is told of the cluster by one name where there is one, so that its pods need not change when nodes do. */
    private static Reached reached(
            ScyllaBackend backend,
            ScyllaCluster cluster,
            Optional<String> name,
            DatabasePass inside,
            DesiredDatabase desired) {
        Binding binding = backend.binding();
        boolean own = backend.source() instanceof Nodes;
        Binding named = name.map(host -> new Binding(
                        binding.type(),
                        host,
                        binding.port(),
                        binding.auth(),
                        binding.keyspaceName(),
                        binding.multiRegion()))
                .orElse(binding);
        List<String> hosts = own ? List.of(named.host()) : cluster.contactPoints();
        boolean published = own && name.isEmpty() && !zoned(backend);
        return new Reached(
                named,
                inside.dataCenter()
                        .or(backend::datacenter)
                        .map(datacenter -> new ScyllaConnection(
                                datacenter,
                                published ? cluster.contactPoints() : List.of(),
                                inside.ddcLogin(desired)
                                        .map(login -> PodCredentials.data(
                                                hosts, backend.names().keyspace(), login)))));
    }

    private static boolean zoned(ScyllaBackend backend) {
        return backend.source() instanceof Nodes own && own.zoneId().isPresent();
    }

    private GivenLogin login(Owner owner, Existing existing) {
        Optional<Map<String, String>> data = existing.credentialsSecret()
                .flatMap(name -> live.get(Secret.class, owner.namespace(), name))
                .filter(secret -> secret.getMetadata().getLabels() != null
                        && owner.name().equals(secret.getMetadata().getLabels().get(Annotations.USE_LABEL)))
                .map(ScyllaPart::decoded);
        return GivenLogin.of(
                existing.credentialsSecret(),
                data,
                "or permit its use: kubectl label -n %s secret %s %s=%s"
                        .formatted(
                                owner.namespace(),
                                existing.credentialsSecret().orElse(""),
                                Annotations.USE_LABEL,
                                owner.name()));
    }

    private static Map<String, String> decoded(Secret secret) {
        Map<String, String> data = new TreeMap<>();
        Optional.ofNullable(secret.getData())
                .orElse(Map.of())
                .forEach((key, value) ->
                        data.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return data;
    }

    private static Plan<Operation> joined(Plan<? extends Operation> one, Plan<? extends Operation> other) {
        List<Step<Operation>> steps = new ArrayList<>();
        for (Plan<? extends Operation> plan : List.of(one, other)) {
            plan.steps().forEach(step -> steps.add(new Step<>(step.id(), step.needs(), step.operation())));
        }
        return new Plan<>(steps);
    }

    private static ScyllaBackend backend(DdcModel model) {
        if (model.database() instanceof ScyllaBackend backend) {
            return backend;
        }
        throw new IllegalArgumentException("Not a ScyllaDB: " + model.database());
    }

    private static DesiredDatabase desired(UnrealCloudDdc resource, DdcModel model, ScyllaBackend backend) {
        return DesiredDatabase.of(model.owner(), backend, Catalogues.of(resource))
                .remembering(DatabaseStatuses.provisioned(StatusDraft.before(resource), BackendType.SCYLLA));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
