package io.unrealcloud.ddc.sandbox.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins, roles and permissions. */
class ScyllaLoginTest {
    private static ScyllaFixture fixture;
    private static ScyllaFront front;
    private static CqlSession admin;

    @BeforeAll
    static void start() {
        fixture = new ScyllaFixture();
        front = fixture.front("2025.1.4");
        admin = fixture.admin(front);
    }

    @AfterAll
    static void end() throws Exception {
        fixture.close();
    }

    private static CqlSession as(String user, String password) {
        return fixture.session(front.address(), user, password);
    }

    @Test
    void aWrongPasswordAndAnUnknownRoleAreRefusedAlike() {
        for (String user : Set.of("cassandra", "nobody")) {
            assertThatThrownBy(() -> as(user, "guessed"))
                    .isInstanceOf(AllNodesFailedException.class)
                    .hasMessageContaining("Username and/or password are incorrect");
        }
        assertThatThrownBy(() -> fixture.anonymous(front.address())).isInstanceOf(AllNodesFailedException.class);
    }

    @Test
    void whoeverMakesAKeyspaceOwnsItAndNobodyElseSeesIn() {
        String ddc = fixture.newName();
        String other = fixture.newName();
        String keyspace = fixture.newName();
        admin.execute("CREATE ROLE " + ddc + " WITH PASSWORD = 'it''s' AND LOGIN = true");
        admin.execute("CREATE ROLE '" + other + "' WITH LOGIN = true AND PASSWORD = 'b'");
        CqlSession session = as(ddc, "it's");
        String create = "CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 1}";

        assertThatThrownBy(() -> session.execute(create))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("has no CREATE permission on <all keyspaces>");
        admin.execute("GRANT CREATE ON ALL KEYSPACES TO " + ddc);
        session.execute(create);
        session.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY, v text)");
        session.execute("INSERT INTO " + keyspace + ".t (k, v) VALUES (1, 'a')");

        CqlSession stranger = as(other, "b");
        String read = "SELECT v FROM " + keyspace + ".t WHERE k = 1";
        assertThatThrownBy(() -> stranger.execute(read)).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> stranger.execute("DROP KEYSPACE " + keyspace))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> stranger.execute("GRANT SELECT ON KEYSPACE " + keyspace + " TO " + other))
                .isInstanceOf(UnauthorizedException.class);
        session.execute("GRANT SELECT ON KEYSPACE " + keyspace + " TO " + other);
        assertThat(stranger.execute(read).one().getString(0)).isEqualTo("a");
        assertThatThrownBy(() -> stranger.execute("TRUNCATE " + keyspace + ".t"))
                .isInstanceOf(UnauthorizedException.class);

        session.execute("REVOKE SELECT ON KEYSPACE " + keyspace + " FROM " + other);
        assertThatThrownBy(() -> stranger.execute(read)).isInstanceOf(UnauthorizedException.class);
        assertThat(permissions(ddc)).contains("<keyspace " + keyspace + "> MODIFY", "<all keyspaces> CREATE");
        admin.execute("DROP KEYSPACE " + keyspace);
        assertThat(permissions(ddc)).containsExactly("<all keyspaces> CREATE");
        admin.execute("DROP ROLE " + ddc);
        assertThatThrownBy(() -> as(ddc, "it's")).isInstanceOf(AllNodesFailedException.class);
    }

    @Test
    void aPreparedStatementIsCheckedEachTime() {
        String user = fixture.newName();
        String keyspace = fixture.newName();
        admin.execute("CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        admin.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY)");
        admin.execute("CREATE ROLE " + user + " WITH PASSWORD = 'a' AND LOGIN = true");
        admin.execute("GRANT SELECT ON " + keyspace + ".t TO " + user);
        CqlSession session = as(user, "a");
        var read = session.prepare("SELECT k FROM " + keyspace + ".t");
        assertThat(session.execute(read.bind()).all()).isEmpty();
        admin.execute("REVOKE ALL ON " + keyspace + ".t FROM " + user);
        // What is known of permissions may be a second old.
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> session.execute(read.bind()))
                .isInstanceOf(UnauthorizedException.class));
        assertThatThrownBy(() -> session.prepare("INSERT INTO " + keyspace + ".t (k) VALUES (?)"))
                .isInstanceOf(UnauthorizedException.class);
    }

    private static Set<String> permissions(String role) {
        return admin.execute("LIST ALL PERMISSIONS OF " + role).all().stream()
                .map(row -> row.getString("resource") + " " + row.getString("permission"))
                .collect(Collectors.toSet());
    }

    @Test
    void theDefaultSuperuserCanBeTakenOutOfUse() {
        String operator = fixture.newName();
        String old = fixture.newName();
        admin.execute("CREATE ROLE " + old + " WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = 'a'");
        as(old, "a").execute("CREATE ROLE " + operator + " WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = 'b'");
        CqlSession session = as(operator, "b");
        assertThatThrownBy(() -> session.execute("ALTER ROLE " + operator + " WITH SUPERUSER = false"))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> session.execute("DROP ROLE " + operator)).isInstanceOf(InvalidQueryException.class);
        session.execute("ALTER ROLE " + old + " WITH SUPERUSER = false AND LOGIN = false");
        assertThatThrownBy(() -> as(old, "a")).hasMessageContaining("not permitted to log in");
        assertThat(session.execute("SELECT can_login, is_superuser FROM system.roles WHERE role = '" + old + "'")
                        .one()
                        .getBoolean("is_superuser"))
                .isFalse();
        session.execute("DROP ROLE " + old);
        session.execute("DROP ROLE IF EXISTS " + old);
        assertThatThrownBy(() -> session.execute("DROP ROLE " + old)).isInstanceOf(InvalidQueryException.class);
        assertThat(session.execute("LIST ROLES").all().stream().map(row -> row.getString("role")))
                .contains(operator)
                .doesNotContain(old);
    }

    @Test
    void aRoleGivesWhatItMayToItsMembers() {
        String readers = fixture.newName();
        String member = fixture.newName();
        String keyspace = fixture.newName();
        admin.execute("CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        admin.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY)");
        admin.execute("CREATE ROLE " + readers);
        admin.execute("GRANT SELECT ON KEYSPACE " + keyspace + " TO " + readers);
        admin.execute("CREATE ROLE " + member + " WITH PASSWORD = 'a' AND LOGIN = true");
        CqlSession session = as(member, "a");
        assertThatThrownBy(() -> session.execute("SELECT * FROM " + keyspace + ".t"))
                .isInstanceOf(UnauthorizedException.class);
        admin.execute("GRANT " + readers + " TO " + member);
        assertThat(session.execute("SELECT * FROM " + keyspace + ".t").all()).isEmpty();
        assertThatThrownBy(() -> admin.execute("GRANT " + member + " TO " + readers))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void aHashStandsForAPassword() {
        String hash = PasswordHash.of("secret");
        String user = fixture.newName();
        assertThatThrownBy(() ->
                        admin.execute("CREATE ROLE " + user + " WITH LOGIN = true AND SALTED HASH = '" + hash + "'"))
                .isInstanceOf(SyntaxError.class);
        admin.execute("CREATE ROLE " + user + " WITH LOGIN = true AND HASHED PASSWORD = '" + hash + "'");
        as(user, "secret");
        CqlSession older = fixture.admin(fixture.front("6.2.3"));
        assertThatThrownBy(() -> older.execute("ALTER ROLE " + user + " WITH HASHED PASSWORD = '" + hash + "'"))
                .as("came with 2025.1")
                .isInstanceOf(SyntaxError.class);
        admin.execute("ALTER ROLE " + user + " WITH HASHED PASSWORD = '" + PasswordHash.of("other") + "'");
        as(user, "other");
        assertThatThrownBy(() -> as(user, "secret")).isInstanceOf(AllNodesFailedException.class);
    }

    @Test
    void theMaintenancePortAsksForNothing() throws Exception {
        ScyllaFront node = fixture.front("2026.2.0");
        InetSocketAddress port = node.listenForMaintenance(new InetSocketAddress("127.0.0.1", 0));
        String user = fixture.newName();
        fixture.anonymous(port)
                .execute("CREATE ROLE " + user + " WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = 'a'");
        assertThat(as(user, "a").execute("LIST ROLES OF " + user).all()).hasSize(1);
    }

    @Test
    void withoutAnAuthorizerNothingIsGranted() {
        CqlSession session = fixture.anonymous(
                fixture.front(Dialect.of(ScyllaVersion.of("2025.1")).open()).address());
        assertThatThrownBy(() -> session.execute("GRANT SELECT ON ALL KEYSPACES TO cassandra"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("AllowAllAuthorizer");
    }
}
