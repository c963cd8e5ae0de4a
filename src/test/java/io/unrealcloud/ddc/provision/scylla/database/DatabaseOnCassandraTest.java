package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.verification.CqlRows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything the operator does inside a cluster, against a real Apache Cassandra that asks for logins. */
class DatabaseOnCassandraTest {

    private static final String LOCAL = "jupiter_local_ddc_us_east_1";
    private static final CqlLogin DEFAULT = new CqlLogin.Password("cassandra", "cassandra");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aFreshClusterBecomesTheDatabaseOfOneResource() throws Exception {
        DesiredDatabase desired = world.desired(1);
        DatabasePass pass = world.settle(desired, world.nodes(1));

        BackendReport report = World.report(desired, pass);
        assertThat(report.ready().isYes()).as(report.ready().message()).isTrue();
        assertThat(report.schemaValid().message())
                .isEqualTo("All 20 tables and their indexes are as schema Jupiter/1 has them.");
        assertThat(report.progressing().answer()).isEqualTo(Verdict.Answer.NO);
        assertThat(report.degraded().answer()).isEqualTo(Verdict.Answer.NO);
        assertThat(report.tablesReady()).isEqualTo(report.tablesTotal()).isEqualTo(20);
        assertThat(report.provisioned()).contains("Jupiter/1/STANDARD");
        assertThat(report.keyspaces()).extracting(BackendReport.Keyspace::name).containsExactly("jupiter", LOCAL);
        assertThat(pass.dataCenter()).contains("sandbox");
        assertThat(world.secrets.tags(world.secret()))
                .containsEntry(Tags.PROVISIONED, "Jupiter/1/STANDARD")
                .containsEntry(Tags.UID, "uid-1");

        assertThat(world.accepts(DEFAULT)).isFalse();
        Logins logins = world.logins();
        assertThat(pass.ddcLogin(desired)).contains(logins.ddc());
        try (CqlSession ddc = world.as(logins.ddc())) {
            ddc.execute("INSERT INTO jupiter.objects (namespace, bucket, name) VALUES ('n', 'b', 'k') USING TTL 60");
            assertThat(ddc.execute("SELECT name FROM jupiter.objects").one().getString(0))
                    .isEqualTo("k");
            ddc.execute("CREATE KEYSPACE IF NOT EXISTS jupiter WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 2}");
            assertThatThrownBy(() -> ddc.execute("DROP KEYSPACE jupiter")).isInstanceOf(UnauthorizedException.class);
            assertThatThrownBy(() -> ddc.execute("CREATE ROLE other")).isInstanceOf(UnauthorizedException.class);
        }
    }

    @Test
    void whatIsSettledIsLeftAlone() {
        DesiredDatabase desired = world.desired(1);
        world.settle(desired, world.nodes(1));
        world.statements.clear();
        int reads = world.secrets.reads;
        assertThat(world.pass(desired, world.nodes(1)).plan().steps()).isEmpty();
        world.restart();
        DatabasePass anew = world.pass(desired, world.nodes(1));
        assertThat(anew.plan().steps()).isEmpty();
        assertThat(world.statements).isEmpty();
        assertThat(world.secrets.reads - reads).isLessThanOrEqualTo(4);
        assertThat(anew.next()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));

        int quiet = world.secrets.reads;
        for (int i = 0; i < 20; i++) {
            world.operator().pass(desired, world.nodes(1), false, false, () -> {
                throw new AssertionError("nothing is to be written");
            });
        }
        assertThat(world.secrets.reads).as("calls that events lead to").isEqualTo(quiet);
        world.later = Duration.ofMinutes(70);
        world.operator().pass(desired, world.nodes(1), false, false, () -> {});
        assertThat(world.secrets.reads - quiet).as("calls of an hour").isEqualTo(1);
    }

    @Test
    void aPlanChangesNothing() {
        DesiredDatabase desired = world.desired(1);
        List<String> before = world.dump();
        DatabasePass plan = world.operator().pass(desired, NodeAccessWithout.nodes(), true, true, () -> {
            throw new AssertionError("nothing is to be written");
        });
        assertThat(plan.plan().steps())
                .extracting(step ->
                        step.operation().action() + " " + step.operation().target())
                .contains(
                        "create keyspace jupiter",
                        "create table " + LOCAL + ".replication_log",
                        "create index jupiter.block_context_by_time");
        world.operator().pass(desired, world.nodes(1), true, true, () -> {});
        assertThat(world.dump()).isEqualTo(before);
        assertThat(world.statements).isEmpty();
        assertThat(world.secrets.secrets).isEmpty();
    }

    @Test
    void aChangedSecretBecomesTheLoginsOfTheCluster() throws Exception {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        Logins before = world.logins();
        Logins after = new Logins(
                new CqlLogin.Password(before.admin().user(), "Another-Password.Of~Somebody"),
                before.salt(),
                new CqlLogin.Password(before.ddc().user(), "And,Yet?Another$One_for(DDC)"));
        world.secrets.put(world.secret(), after.json());
        DatabasePass pass = world.settle(desired, world.nodes(1));
        assertThat(world.accepts(after.admin())).isTrue();
        assertThat(world.accepts(after.ddc())).isTrue();
        assertThat(world.accepts(before.admin())).isFalse();
        assertThat(world.accepts(before.ddc())).isFalse();
        assertThat(pass.ddcLogin(desired)).contains(after.ddc());

        // Again, and the operator is new: it knows the old password only from Secrets Manager.
        world.restart();
        world.secrets.put(world.secret(), before.json());
        assertThat(world.settle(desired, world.nodes(1)).ddcLogin(desired)).contains(before.ddc());
        assertThat(world.accepts(after.admin())).isFalse();
    }

    @Test
    void aSecretNobodyCanReadIsSaidAndNothingIsChanged() {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        world.secrets.put(world.secret(), "{\"username\": \"ddc_us_east_1\", \"password\": \"hush-hush\"}");
        DatabasePass pass = world.pass(desired, world.nodes(1));
        BackendReport report = World.report(desired, pass);
        assertThat(report.degraded().reason()).isEqualTo(Reason.SecretMalformed);
        assertThat(report.degraded().message())
                .contains("it has no text 'adminUsername'")
                .doesNotContain("hush");
    }

    @Test
    void whenAllPasswordsAreLostANodeMakesASuperuser() throws Exception {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        Logins before = world.logins();
        world.restart();
        world.secrets.delete(world.secret());
        DatabasePass pass = world.settle(desired, world.nodes(1));
        assertThat(world.commands.done).anyMatch(unit -> unit.startsWith("0 ddc-create-superuser"));
        assertThat(world.logins()).isNotEqualTo(before);
        assertThat(pass.ddcLogin(desired)).contains(world.logins().ddc());
        assertThat(World.report(desired, pass).ready().isYes()).isTrue();
    }

    @Test
    void aSecretOfSomebodyElseIsNotTouchedNorTheCluster() {
        DesiredDatabase desired = world.small(1);
        world.secrets.create(world.secret(), "", "{}", Map.of("team", "other"));
        List<String> before = world.dump();
        DatabasePass pass = world.pass(desired, world.nodes(1));
        assertThat(World.report(desired, pass).ready().reason()).isEqualTo(Reason.ForeignSecret);
        assertThat(world.dump()).isEqualTo(before);
        assertThat(world.secrets.tags(world.secret())).isEqualTo(Map.of("team", "other"));
        assertThat(world.operator().delete(desired, world.nodes(1)).plan().steps())
                .isEmpty();
        assertThat(world.secrets.secrets).containsKey(world.secret());
    }

    @Test
    void whatIsLostIsNotMadeAgainEmptyInSilence() {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        world.root.execute("DROP TABLE jupiter.objects");
        DatabasePass table = world.pass(desired, world.nodes(1));
        assertThat(World.report(desired, table).ready())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo(Reason.DataLost))
                .satisfies(ready -> assertThat(ready.message())
                        .contains("table jupiter.objects existed and is gone")
                        .contains("acknowledgeDataLoss: ddc"));

        world.root.execute("DROP KEYSPACE jupiter");
        world.root.execute("DROP KEYSPACE " + LOCAL);
        world.restart();
        DatabasePass all = world.pass(desired, world.nodes(1));
        assertThat(World.report(desired, all).ready().reason()).isEqualTo(Reason.DataLost);
        assertThat(world.keyspaces()).isEmpty();

        DesiredDatabase consenting =
                DesiredDatabase.of(world.owner, World.acknowledging(desired.backend()), SmallCatalogue.get());
        assertThat(World.report(consenting, world.settle(consenting, world.nodes(1)))
                        .ready()
                        .isYes())
                .isTrue();
    }

    /** Where there is no secret to remember it, status does. */
    @Test
    void statusIsAWitnessToo() {
        DesiredDatabase desired = world.small(1).remembering(Optional.of("Jupiter/1/STANDARD"));
        DatabasePass pass = world.pass(desired, world.nodes(1));
        assertThat(World.report(desired, pass).ready().reason()).isEqualTo(Reason.DataLost);
        assertThat(world.keyspaces()).isEmpty();
    }

    @Test
    void whatIsMissingIsAddedAndWhatDiffersIsSaid() {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        world.root.execute("ALTER TABLE jupiter.objects DROP inline_payload");
        world.root.execute("DROP INDEX jupiter.block_context_by_time");
        world.root.execute("DROP INDEX jupiter.block_context_by_blocks");
        world.root.execute("CREATE INDEX block_context_by_blocks ON jupiter.block_context (namespace)");
        DatabasePass pass = world.pass(desired, world.nodes(1));
        assertThat(world.statements)
                .anyMatch(cql -> cql.startsWith("ALTER TABLE jupiter.objects ADD inline_payload"))
                .anyMatch(cql -> cql.startsWith("CREATE INDEX IF NOT EXISTS block_context_by_time"));
        BackendReport report = World.report(desired, pass);
        assertThat(report.schemaValid().reason()).isEqualTo(Reason.SchemaDiffers);
        assertThat(report.schemaValid().message())
                .isEqualTo("Index block_context_by_blocks of table jupiter.block_context is on (namespace); expected"
                        + " (block_id). Drop it, and it is made anew.");
        assertThat(report.ready().isYes()).isTrue();
        world.root.execute("DROP INDEX jupiter.block_context_by_blocks");
        assertThat(World.report(desired, world.settle(desired, world.nodes(1)))
                        .schemaValid()
                        .isYes())
                .isTrue();
    }

    @Test
    void anotherDataCentreThanTheResourceNamesStopsEverything() {
        DesiredDatabase wrong = DesiredDatabase.of(
                world.owner, Backends.inDataCenter(world.small(1).backend(), "us-east"), SmallCatalogue.get());
        DatabasePass pass = world.pass(wrong, world.nodes(1));
        Verdict ready = World.report(wrong, pass).ready();
        assertThat(ready.reason()).isEqualTo(Reason.DatacenterDiffers);
        assertThat(ready.message()).contains("report the data centre sandbox, and the resource has us-east");
        assertThat(world.keyspaces()).isEmpty();
    }

    @Test
    void theSchemaChangesOnlyWhenAllNodesAreUp() {
        DesiredDatabase desired = world.small(1);
        DatabasePass pass = world.pass(desired, world.nodes(1, false));
        assertThat(world.keyspaces()).isEmpty();
        assertThat(World.report(desired, pass).progressing().reason()).isEqualTo(Reason.WaitingForNodes);
        world.settle(desired, world.nodes(1));
        // A node that is down later takes nothing from a database that is there.
        DatabasePass degraded = world.pass(desired, world.nodes(1, false));
        assertThat(World.report(desired, degraded).ready().isYes()).isTrue();
    }

    @Test
    void copiesGrowOneByOneWithARepairOfEveryNodeBetween() {
        world.settle(world.small(1), world.nodes(3));
        world.statements.clear();
        world.commands.done.clear();
        world.settle(world.small(3), world.nodes(3));
        assertThat(world.replication("jupiter")).containsEntry("sandbox", "3");
        assertThat(world.replication(LOCAL)).containsEntry("sandbox", "3");
        assertThat(ofKeyspace("jupiter"))
                .containsExactly(
                        "ALTER 2",
                        "0 repair 1-2",
                        "1 repair 1-2",
                        "2 repair 1-2",
                        "ALTER 3",
                        "0 repair 2-3",
                        "1 repair 2-3",
                        "2 repair 2-3");

        world.statements.clear();
        world.settle(world.small(2), world.nodes(3));
        assertThat(ofKeyspace("jupiter")).containsExactly("ALTER 2");
        // What was taken back and is given again is repaired again: rows were written in between.
        world.statements.clear();
        world.settle(world.small(3), world.nodes(3));
        assertThat(ofKeyspace("jupiter")).containsExactly("ALTER 3", "0 repair 3-3", "1 repair 3-3", "2 repair 3-3");
    }

    @Test
    void aRepairIsNeitherSkippedNorDoneTwiceWhenTheOperatorDies() {
        world.settle(world.small(1), world.nodes(2));
        world.commands.done.clear();
        world.commands.slow = true;
        DatabasePass waiting = world.pass(world.small(2), world.nodes(2));
        assertThat(World.report(world.small(2), waiting).progressing().reason()).isEqualTo(Reason.RepairingData);
        assertThat(World.report(world.small(2), waiting).ready().isYes()).isTrue();
        world.restart();
        world.pass(world.small(2), world.nodes(2));
        world.commands.slow = false;
        world.restart();
        world.settle(world.small(2), world.nodes(2));
        assertThat(world.commands.done)
                .doesNotHaveDuplicates()
                .contains("0 ddc-repair-jupiter-1-2", "1 ddc-repair-jupiter-1-2");

        // Raised by hand: the rows are not where the replication says, and nobody has repaired them.
        world.root.execute(
                "ALTER KEYSPACE jupiter WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 3}");
        world.commands.done.clear();
        world.settle(
                DesiredDatabase.of(world.owner, world.backend(3, World.nodesOf(3)), SmallCatalogue.get()),
                world.nodes(3));
        assertThat(world.commands.done).contains("2 ddc-repair-jupiter-2-3");
    }

    @Test
    void moreCopiesThanNodesIsSaid() {
        DesiredDatabase desired = world.small(3);
        world.settle(world.small(1), world.nodes(2));
        DatabasePass pass = world.pass(desired, world.nodes(2));
        for (int i = 0; i < 10 && pass.plan().changesAnything(); i++) {
            pass = world.pass(desired, world.nodes(2));
        }
        assertThat(World.report(desired, pass).degraded().message())
                .contains("3 copies need as many nodes, and data centre sandbox has 2");
        assertThat(world.replication("jupiter")).containsEntry("sandbox", "2");
    }

    @Test
    void anExistingClusterTellsWhichGrantsAreMissing() {
        world.root.execute("CREATE ROLE studio WITH PASSWORD = 'of the studio;' AND LOGIN = true");
        CqlLogin login = new CqlLogin.Password("studio", "of the studio;");
        DesiredDatabase desired = existing().with(login);
        DatabasePass refused = world.pass(desired, world.existing());
        Verdict ready = World.report(desired, refused).ready();
        assertThat(ready.reason()).isEqualTo(Reason.GrantsMissing);
        assertThat(ready.message()).endsWith("run: GRANT CREATE ON ALL KEYSPACES TO studio;");
        assertThat(world.keyspaces()).isEmpty();

        grantWhatIsSaid(ready);
        DatabasePass pass = world.settle(desired, world.existing());
        assertThat(World.report(desired, pass).ready().isYes()).isTrue();
        assertThat(pass.ddcLogin(desired)).contains(login);
        assertThat(world.secrets.secrets)
                .as("logins of somebody else's cluster")
                .isEmpty();
        assertThat(world.accepts(DEFAULT))
                .as("roles of somebody else's cluster")
                .isTrue();

        world.statements.clear();
        world.restart();
        assertThat(world.pass(desired, world.existing()).plan().steps()).isEmpty();
        assertThat(world.statements).isEmpty();

        // Somebody else's resource may not have the same keyspaces, until they are let go.
        DesiredDatabase other =
                existing(new Owner("arn:other", "films", "ddc", "uid-2")).with(login);
        assertThat(World.report(other, world.pass(other, world.existing()))
                        .ready()
                        .message())
                .contains("belong to another resource, arn:aws:eks:us-east-1:111122223333:cluster/games/games/ddc");
        for (int i = 0; i < 3; i++) {
            world.operator().release(desired, world.existing());
        }
        assertThat(world.operator().release(desired, world.existing()).plan().steps())
                .isEmpty();
        assertThat(World.report(other, world.settle(other, world.existing()))
                        .ready()
                        .isYes())
                .isTrue();

        for (int i = 0; i < 3; i++) {
            world.operator().delete(other, world.existing());
        }
        assertThat(world.operator().delete(other, world.existing()).plan().steps())
                .isEmpty();
        assertThat(world.keyspaces()).isEmpty();
    }

    /** What a keyspace's own maker would have by itself, and may be granted because the keyspace is there. */
    @Test
    void rightsOnKeyspacesOfOthersAreAskedFor() {
        world.root.execute(
                "CREATE KEYSPACE jupiter WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 1}");
        world.root.execute("CREATE ROLE studio WITH PASSWORD = 'studio' AND LOGIN = true");
        DesiredDatabase desired = existing().with(new CqlLogin.Password("studio", "studio"));
        Verdict ready =
                World.report(desired, world.pass(desired, world.existing())).ready();
        assertThat(ready.message())
                .endsWith("run: GRANT CREATE ON ALL KEYSPACES TO studio; GRANT SELECT ON KEYSPACE jupiter TO studio;"
                        + " GRANT MODIFY ON KEYSPACE jupiter TO studio;");
        grantWhatIsSaid(ready);
        DatabasePass pass = world.settle(desired, world.existing());
        assertThat(World.report(desired, pass).ready().isYes()).isTrue();
    }

    private void grantWhatIsSaid(Verdict missing) {
        String statements = missing.message().substring(missing.message().indexOf("run: ") + "run: ".length());
        for (String statement : statements.split(";")) {
            world.root.execute(statement);
        }
    }

    @Test
    void keyspacesThatWereThereBeforeStayWhenAResourceGoes() {
        world.root.execute(
                "CREATE KEYSPACE jupiter WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        world.root.execute("CREATE TABLE jupiter.theirs (k int PRIMARY KEY)");
        world.root.execute("CREATE ROLE studio WITH PASSWORD = 'studio' AND LOGIN = true AND SUPERUSER = true");
        DesiredDatabase desired = existing().with(new CqlLogin.Password("studio", "studio"));
        DatabasePass pass = world.pass(desired, world.existing());
        BackendReport report = World.report(desired, pass);
        assertThat(report.ready().isYes()).as(report.ready().message()).isTrue();
        assertThat(report.degraded().reason()).isEqualTo(Reason.SettingsDiffer);
        assertThat(report.degraded().message())
                .contains("until: ALTER KEYSPACE jupiter WITH replication = {'class': 'NetworkTopologyStrategy',"
                        + " 'sandbox': '1'};");
        assertThat(world.replication("jupiter")).containsEntry("replication_factor", "1");
        for (int i = 0; i < 3; i++) {
            world.operator().delete(desired, world.existing());
        }
        assertThat(world.keyspaces()).containsExactly("jupiter");
    }

    @Test
    void aRefusedLoginOfAnExistingClusterNamesItsSecret() {
        DesiredDatabase desired = existing().with(new CqlLogin.Password("nobody", "nothing"));
        DatabasePass pass = world.pass(desired, world.existing());
        assertThat(World.report(desired, pass).ready().reason()).isEqualTo(Reason.CqlLoginRefused);
        assertThat(World.report(desired, pass).ready().message()).contains("credentialsSecretRef");
    }

    @Test
    void aClusterThatStopsAnsweringIsUnknownAndNotGone() {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        NodeAccess nowhere = Backends.at("127.255.255.254", world.commands);
        DatabasePass pass = world.pass(desired, nowhere);
        BackendReport report = World.report(desired, pass);
        assertThat(report.ready().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
        assertThat(report.ready().reason()).isEqualTo(Reason.CqlUnreachable);
        assertThat(report.degraded().isYes()).isTrue();
        assertThat(report.tablesReady()).isEqualTo(3);
        assertThat(World.report(desired, world.settle(desired, world.nodes(1)))
                        .ready()
                        .isYes())
                .isTrue();
    }

    @Test
    void deletionTakesTheSecretAndReleaseKeepsIt() {
        DesiredDatabase desired = world.small(1);
        world.settle(desired, world.nodes(1));
        world.operator().release(desired, world.nodes(1));
        assertThat(world.secrets.tags(world.secret())).containsKey(Tags.RELEASED_AT);
        assertThat(world.operator().release(desired, world.nodes(1)).plan().steps())
                .isEmpty();

        // The next resource of the name finds everything as it was.
        DesiredDatabase next = DesiredDatabase.of(
                new Owner(world.owner.clusterArn(), "games", "ddc", "uid-2"), desired.backend(), SmallCatalogue.get());
        world.settle(next, world.nodes(1));
        assertThat(world.secrets.tags(world.secret()))
                .doesNotContainKey(Tags.RELEASED_AT)
                .containsEntry(Tags.UID, "uid-2");

        world.operator().delete(next, world.nodes(1));
        assertThat(world.operator().delete(next, world.nodes(1)).plan().steps()).isEmpty();
        assertThat(world.secrets.secrets).isEmpty();
    }

    @Test
    void verificationReadsRowsWithTheLoginOfDdc() throws Exception {
        DesiredDatabase desired = world.desired(1);
        DatabasePass pass = world.settle(desired, world.nodes(1));
        Supplier<CqlSession> sessions =
                world.operator().rows(desired, world.nodes(1).cluster(), pass).orElseThrow();
        try (CqlRows rows = CqlRows.open(sessions, desired.backend().names(), InstantSource.system())) {
            assertThat(rows.payloadOf("n", "b", "k")).isEmpty();
        }
    }

    private DesiredDatabase existing() {
        return existing(world.owner);
    }

    private DesiredDatabase existing(Owner owner) {
        return DesiredDatabase.of(
                owner,
                world.backend(
                        1,
                        new io.unrealcloud.ddc.model.ScyllaBackend.Existing(
                                List.of(world.node.contactPoint().getHostString()), Optional.of("studio"))),
                SmallCatalogue.get());
    }

    /** What was done to one keyspace's copies, in short. */
    private List<String> ofKeyspace(String keyspace) {
        return world.statements.stream()
                .filter(done -> done.startsWith("ALTER KEYSPACE " + keyspace + " ")
                        || done.contains("ddc-repair-" + keyspace + "-") && !done.contains("local"))
                .map(done -> done.startsWith("ALTER")
                        ? "ALTER " + done.replaceAll(".*'sandbox': '(\\d)'.*", "$1")
                        : done.replace("ddc-repair-" + keyspace + "-", "repair "))
                .toList();
    }

    private static final class NodeAccessWithout {
        static NodeAccess nodes() {
            return new NodeAccess(
                    new io.unrealcloud.ddc.provision.scylla.ScyllaCluster(List.of(), false),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
