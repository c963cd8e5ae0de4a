package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands.Progress;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster.Node;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlLiteral;
import io.unrealcloud.ddc.schema.SchemaCql;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries out one operation. Every statement may be sent twice without harm: what creates says IF NOT EXISTS, what
 * changes names the state it leads to. After the first statement the cluster does not answer, the rest of a round is not
 * even tried.
 */
final class DatabaseRunner {

    private static final String DESCRIPTION = "Logins of ScyllaDB for Unreal Cloud DDC, resource ";

    private final DesiredDatabase desired;
    private final NodeAccess nodes;
    private final Optional<CqlSession> session;
    private final SchemaCql cql;
    private final Optional<Logins> logins;
    private final Supplier<SecretsPort> secrets;
    private final Statements statements;
    private final SecureRandom random;
    private Optional<Outcome> broken = Optional.empty();

    /**
     * @param logins as the secret has them
     * @param secrets only asked for where the operator makes the logins
     */
    DatabaseRunner(
            DesiredDatabase desired,
            NodeAccess nodes,
            Optional<CqlSession> session,
            CqlDialect dialect,
            Optional<Logins> logins,
            Supplier<SecretsPort> secrets,
            Statements statements,
            SecureRandom random) {
        this.desired = desired;
        this.nodes = nodes;
        this.session = session;
        this.cql = new SchemaCql(dialect, true);
        this.logins = logins;
        this.secrets = secrets;
        this.statements = statements;
        this.random = random;
    }

    Outcome run(DatabaseOperation operation) {
        try {
            return act(operation);
        } catch (AwsException failure) {
            return AwsOutcomes.of(failure);
        }
    }

    private Outcome act(DatabaseOperation operation) {
        return switch (operation) {
            case DatabaseOperation.CreateSecret create -> create(create);
            case DatabaseOperation.RestoreSecret restore -> {
                secrets.get().restore(restore.name());
                yield new Outcome.Done();
            }
            case DatabaseOperation.TagSecret tag -> tag(tag);
            case DatabaseOperation.DeleteSecret delete -> {
                secrets.get().delete(delete.name());
                yield new Outcome.Done();
            }
            case DatabaseOperation.CreateSuperuser create -> superuser(create);
            case DatabaseOperation.CreateRole create ->
                send("CREATE ROLE IF NOT EXISTS " + name(create.role()) + " WITH "
                        + rights(create.role(), create.superuser()));
            case DatabaseOperation.SetPassword set ->
                send("ALTER ROLE " + name(set.role()) + " WITH " + rights(set.role(), set.superuser()));
            case DatabaseOperation.DisableDefault disable ->
                send("ALTER ROLE " + name(disable.role()) + " WITH PASSWORD = "
                        + CqlLiteral.text(Logins.randomPassword(random)) + " AND SUPERUSER = false AND LOGIN = false");
            case DatabaseOperation.GrantTo grant -> send(grant.grant().cql(grant.role()));
            case DatabaseOperation.CreateKeyspace create ->
                send(cql.createKeyspace(CqlIdentifier.of(create.keyspace()), create.replication()));
            case DatabaseOperation.CreateType create ->
                send(cql.createType(CqlIdentifier.of(create.keyspace()), create.type()));
            case DatabaseOperation.CreateTable create ->
                send(cql.createTable(
                        CqlIdentifier.of(create.keyspace()),
                        create.table(),
                        create.record().map(ProvisionRecord::comment)));
            case DatabaseOperation.AddColumn add ->
                send(cql.addColumn(CqlIdentifier.of(add.keyspace()), add.table(), add.column()));
            case DatabaseOperation.CreateIndex create ->
                send(cql.createIndex(CqlIdentifier.of(create.keyspace()), create.table(), create.index()));
            case DatabaseOperation.AlterReplication alter -> alter(alter);
            case DatabaseOperation.WriteRecord write ->
                send(cql.comment(
                        CqlIdentifier.of(write.keyspace()),
                        write.table(),
                        write.record().comment()));
            case DatabaseOperation.RunOnNodes run -> onNodes(run);
            case DatabaseOperation.DropKeyspace drop -> send("DROP KEYSPACE IF EXISTS " + name(drop.keyspace()));
            case DatabaseOperation.Await await -> new Outcome.Waits(await.waiting());
            case DatabaseOperation.Fail fail -> new Outcome.Failed(fail.reason(), fail.message());
            case DatabaseOperation.Stop stop -> new Outcome.Blocked(stop.reason(), stop.message());
        };
    }

    private Outcome create(DatabaseOperation.CreateSecret create) {
        Logins fresh = Logins.random(RolePlanner.roles(desired), random);
        secrets.get().create(create.name(), DESCRIPTION + desired.owner().reference(), fresh.json(), create.tags());
        return new Outcome.Done();
    }

    private Outcome tag(DatabaseOperation.TagSecret tag) {
        secrets.get().tag(tag.name(), tag.set());
        if (!tag.remove().isEmpty()) {
            secrets.get().untag(tag.name(), tag.remove());
        }
        return new Outcome.Done();
    }

    /** Through a node, since nobody can log in. The first node that is up does; roles are the whole cluster's. */
    private Outcome superuser(DatabaseOperation.CreateSuperuser create) {
        Optional<Node> node = nodes.cluster().nodes().stream().filter(Node::up).findFirst();
        if (node.isEmpty() || nodes.commands().isEmpty() || logins.isEmpty()) {
            return waits(Reason.CreatingLogins, "A superuser is made once a node is up.");
        }
        Progress progress = nodes.commands()
                .get()
                .run(
                        node.get(),
                        new NodeCommand.CreateSuperuser(
                                create.role(), logins.get().adminHash()));
        return switch (progress) {
            case Progress.Running running ->
                waits(Reason.CreatingLogins, "A superuser is being made on a node: " + running.message());
            case Progress.Done done -> new Outcome.Done();
            case Progress.Failed failed ->
                new Outcome.Failed(
                        Reason.NodeCommandFailed,
                        "The cluster accepts neither the operator's login nor the default one, and no superuser could"
                                + " be made on node "
                                + node.get().address() + ": " + failed.message());
        };
    }

    private Outcome alter(DatabaseOperation.AlterReplication alter) {
        if (desired.backend().replicationFix() == ReplicationFix.SSM
                && nodes.document().isPresent()) {
            return switch (nodes.document()
                    .get()
                    .run(nodes.cluster(), alter.keyspace(), alter.after().factors())) {
                case Progress.Running running ->
                    waits(
                            Reason.UpdatingKeyspace,
                            "The replication of keyspace " + alter.keyspace() + " is being changed on a node: "
                                    + running.message());
                case Progress.Done done -> new Outcome.Done();
                case Progress.Failed failed ->
                    new Outcome.Failed(
                            Reason.NodeCommandFailed,
                            "The replication of keyspace " + alter.keyspace() + " could not be changed on a node: "
                                    + failed.message());
            };
        }
        return send(cql.alterReplication(CqlIdentifier.of(alter.keyspace()), alter.after()));
    }

    private Outcome onNodes(DatabaseOperation.RunOnNodes run) {
        List<Node> all = nodes.cluster().nodes();
        for (int i = 0; i < all.size(); i++) {
            Node node = all.get(i);
            Progress progress = nodes.commands()
                    .orElseThrow(() -> new IllegalStateException("A command on nodes of somebody else's cluster."))
                    .run(node, run.command());
            switch (progress) {
                case Progress.Running running -> {
                    return waits(
                            Reason.RepairingData,
                            "%s: node %s, %d of %d. %s"
                                    .formatted(
                                            upper(run.what()), node.address(), i + 1, all.size(), running.message()));
                }
                case Progress.Failed failed -> {
                    return new Outcome.Failed(
                            Reason.NodeCommandFailed,
                            "%s failed on node %s: %s".formatted(upper(run.what()), node.address(), failed.message()));
                }
                case Progress.Done done -> {}
            }
        }
        return act(run.afterwards());
    }

    private Outcome send(String statement) {
        if (broken.isPresent()) {
            return broken.get();
        }
        if (session.isEmpty()) {
            return waits(Reason.WaitingForNodes, "No node of the database answers CQL yet.");
        }
        try {
            return statements.execute(session.get(), statement)
                    ? new Outcome.Done()
                    : waits(Reason.SchemaDisagreement, "The nodes have not agreed on the changed schema yet.");
        } catch (AlreadyExistsException raced) {
            // Made by somebody else in this moment: the next look says whether it is as it shall be.
            return new Outcome.Done();
        } catch (UnauthorizedException refused) {
            return new Outcome.Blocked(
                    Reason.GrantsMissing,
                    "The cluster does not let the operator do this: %s. Grant it, as a superuser."
                            .formatted(Connection.firstLine(refused)));
        } catch (InvalidQueryException | InvalidConfigurationInQueryException | SyntaxError refused) {
            return new Outcome.Blocked(
                    Reason.CqlRefused,
                    "The database refuses a statement: %s (%s)"
                            .formatted(Connection.firstLine(refused), shown(statement)));
        } catch (DriverException failure) {
            broken = Optional.of(new Outcome.Failed(
                    Reason.CqlUnreachable,
                    "The database did not carry out a statement: %s. It is tried again."
                            .formatted(Connection.firstLine(failure))));
            return broken.get();
        }
    }

    private String rights(String role, boolean superuser) {
        Logins all = logins.orElseThrow(() -> new IllegalStateException("A role without a secret."));
        CqlLogin.Password login = role.equals(all.admin().user()) ? all.admin() : all.ddc();
        return "PASSWORD = " + CqlLiteral.text(login.password()) + " AND LOGIN = true AND SUPERUSER = " + superuser;
    }

    private static String name(String name) {
        return CqlIdentifier.of(name).cql();
    }

    /** A statement as far as it may be shown: up to any option, where a password might stand. */
    private static String shown(String statement) {
        String line = statement.lines().findFirst().orElse("");
        int options = line.indexOf(" WITH ");
        return options < 0 ? line : line.substring(0, options);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static Outcome waits(Reason reason, String message) {
        return new Outcome.Waits(new Waiting(reason, message));
    }
}
