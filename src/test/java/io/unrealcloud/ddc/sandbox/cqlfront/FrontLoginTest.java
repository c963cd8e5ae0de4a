package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class FrontLoginTest {
    @TempDir
    Path directory;

    private FrontFixture fixture;
    private CqlFront front;

    @BeforeEach
    void start() {
        fixture = new FrontFixture(directory);
        front = fixture.front("us-east-1");
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void theOfficialPluginLogsInAndSeesTheService() {
        CqlSession session = fixture.signedSession(front, FrontFixture.pod(), "us-east-1");
        assertThat(session.getContext().getProtocolVersion().getCode()).isEqualTo(4);
        Row local = session.execute("SELECT * FROM system.local WHERE key = 'local'")
                .one();
        assertThat(local.getString("release_version")).isEqualTo("3.11.2");
        assertThat(local.getString("cql_version")).isEqualTo("3.4.4");
        assertThat(local.getString("data_center")).isEqualTo("us-east-1");
        assertThat(local.getString("partitioner")).isEqualTo(Knobs.MURMUR3);
        assertThat(local.getSet("tokens", String.class)).hasSize(1);
        assertThat(session.execute("SELECT peer FROM system.peers").all()).isEmpty();
        assertThatThrownBy(() -> session.execute("SELECT * FROM system.peers_v2"))
                .isInstanceOf(InvalidQueryException.class);
        Map<?, Node> nodes = session.getMetadata().getNodes();
        assertThat(nodes).hasSize(1);
        Node node = nodes.values().iterator().next();
        assertThat(node.getDatacenter()).isEqualTo("us-east-1");
        assertThat(node.getCassandraVersion()).isEqualTo(Version.parse("3.11.2"));
    }

    @Test
    void theOfficialPluginIsRefusedWithWhatDoesNotHold() {
        fixture.principals.add(new AccessKey(
                "ASIAOLD", "old", "t", "arn:aws:iam::123456789012:role/r", FrontFixture.ACCOUNT, Instant.now()));
        assertThatThrownBy(() -> fixture.signedSession(
                        front, AwsSessionCredentials.create("ASIAPOD", "wrong", "pod/session+token=="), "us-east-1"))
                .satisfies(e -> assertAuthenticationFailed(e, "does not match the signature"));
        assertThatThrownBy(() -> fixture.signedSession(front, FrontFixture.pod(), "us-west-2"))
                .satisfies(e -> assertAuthenticationFailed(e, "Region us-east-1"));
        assertThatThrownBy(() ->
                        fixture.signedSession(front, AwsSessionCredentials.create("ASIAOLD", "old", "t"), "us-east-1"))
                .satisfies(e -> assertAuthenticationFailed(e, "is expired"));
        assertThatThrownBy(() ->
                        fixture.signedSession(front, AwsBasicCredentials.create("ASIAPOD", "pod-secret"), "us-east-1"))
                .satisfies(e -> assertAuthenticationFailed(e, "wrong session token"));
        await().untilAsserted(() -> assertThat(front.connections()).isZero());
    }

    @Test
    void passwordsOfServiceUsersWork() {
        assertThat(fixture.session(front)
                        .execute("SELECT key FROM system.local")
                        .one()
                        .getString(0))
                .isEqualTo("local");
        assertThatThrownBy(() -> fixture.session(front, b -> b.withAuthCredentials(FrontFixture.USER, "wrong")))
                .satisfies(e -> assertAuthenticationFailed(e, "are incorrect"));
        assertThatThrownBy(() -> fixture.session(front, b -> b)).isInstanceOf(AllNodesFailedException.class);
    }

    @Test
    void credentialsCountAtLoginOnly() {
        CqlSession session = fixture.signedSession(front, FrontFixture.pod(), "us-east-1");
        assertThat(fixture.principals.removeAccessKey("ASIAPOD")).isTrue();
        assertThat(session.execute("SELECT key FROM system.local").one()).isNotNull();
        assertThatThrownBy(() -> fixture.signedSession(front, FrontFixture.pod(), "us-east-1"))
                .satisfies(e -> assertAuthenticationFailed(e, "no such access key"));
    }

    @Test
    void severalListenersArePeersOfEachOther() {
        CqlFront wide = fixture.front(
                "eu-west-1",
                settings -> settings.withListeners(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"), 0, List.of()));
        CqlSession session = fixture.session(wide);
        assertThat(session.getMetadata().getNodes().values())
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.getDatacenter()).isEqualTo("eu-west-1"));
        assertThat(session.getMetadata().getTokenMap().orElseThrow().getTokenRanges())
                .hasSize(3);
    }

    @Test
    void anAccountCanHaveTheServicesOwnPartitionerAndChangeIt() {
        fixture.knobs.partitioner(FrontFixture.scope("us-east-1"), Knobs.DEFAULT_PARTITIONER);
        CqlSession session = fixture.session(front);
        assertThat(session.execute("SELECT partitioner FROM system.local").one().getString(0))
                .isEqualTo("com.amazonaws.cassandra.DefaultPartitioner");
        assertThat(session.getMetadata().getTokenMap()).isEmpty();
        session.execute("UPDATE system.local SET partitioner = 'org.apache.cassandra.dht.Murmur3Partitioner'"
                + " WHERE key = 'local'");
        assertThat(session.execute("SELECT partitioner FROM system.local").one().getString(0))
                .isEqualTo(Knobs.MURMUR3);
        assertThatThrownBy(() -> session.execute("UPDATE system.local SET rack = 'r' WHERE key = 'local'"))
                .isInstanceOf(InvalidQueryException.class);
    }

    private static void assertAuthenticationFailed(Throwable e, String message) {
        assertThat(e).isInstanceOf(AllNodesFailedException.class);
        assertThat(((AllNodesFailedException) e)
                        .getAllErrors()
                        .values()
                        .iterator()
                        .next())
                .first()
                .isInstanceOf(AuthenticationException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains(message);
    }
}
