package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.Supported;
import com.datastax.oss.protocol.internal.response.error.AlreadyExists;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.SetKeyspace;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the DataStax C# driver's start and requests, frame by frame, as DDC's driver sends them. */
class CSharpDriverTest {
    private static final int LOCAL_ONE = 0x0A;
    private static final long TIMESTAMP = 1_700_000_000_000_001L;

    @TempDir
    static Path directory;

    private static GatewayFixture fixture;
    private static Gateway gateway;
    private static String keyspace;

    @BeforeAll
    static void start() {
        // Short and empty pages, as the service has them, so that what must come in one page is seen to.
        fixture = new GatewayFixture(directory, settings -> settings.withPaging(new FrontSettings.Paging(400, 0.3)));
        gateway = fixture.gateway();
        keyspace = fixture.keyspace();
        fixture.create("TYPE", keyspace, "blob_identifier", "(hash blob)");
        fixture.create(
                "TABLE",
                keyspace,
                "objects",
                "(namespace text, bucket text, name text, payload_hash frozen<blob_identifier>, inline_payload blob,"
                        + " PRIMARY KEY ((namespace, bucket, name))) WITH CUSTOM_PROPERTIES = {'client_side_timestamps':"
                        + " {'status': 'enabled'}}");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static RawClient connect(int node) {
        return RawClient.ready(gateway.addresses().get(node));
    }

    private static Message query(RawClient client, String text) {
        return client.ask(4, 0, Opcode.QUERY, client.body().internalQuery(text).bytes())
                .message();
    }

    private static Message application(RawClient client, String text) {
        return client.ask(
                        4,
                        0,
                        Opcode.QUERY,
                        client.body()
                                .applicationQuery(text, LOCAL_ONE, TIMESTAMP)
                                .bytes())
                .message();
    }

    @Test
    void theFirstFrameIs0x42AndIsAnsweredInVersion4() {
        try (RawClient client = new RawClient(gateway.addresses().get(0))) {
            RawClient.Reply reply =
                    client.ask(0x42, 0, Opcode.STARTUP, client.body().startup().bytes());
            assertThat(reply.version()).isEqualTo(0x84);
            assertThat(reply.opcode()).isEqualTo(Opcode.ERROR);
            Error error = (Error) reply.message();
            assertThat(error.code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(error.message).contains("Invalid or unsupported protocol version");
        }
    }

    @Test
    void theControlConnectionComesUp() throws UnknownHostException {
        try (RawClient client = connect(0)) {
            assertThat(client.ask(4, 0, Opcode.OPTIONS, new byte[0]).message()).isInstanceOf(Supported.class);
            client.send(
                    4,
                    0,
                    Opcode.QUERY,
                    client.body()
                            .internalQuery("SELECT * FROM system.local WHERE key='local'")
                            .bytes());
            client.send(
                    4,
                    1,
                    Opcode.QUERY,
                    client.body().internalQuery("SELECT * FROM system.peers_v2").bytes());
            for (int i = 0; i < 2; i++) {
                RawClient.Reply reply = client.receive();
                if (reply.stream() == 1) {
                    assertThat(((Error) reply.message()).code).isEqualTo(ErrorCode.INVALID);
                } else {
                    Rows local = (Rows) reply.message();
                    assertThat(text(local, "partitioner")).endsWith("Murmur3Partitioner");
                    assertThat(text(local, "data_center")).isEqualTo(GatewayFixture.REGION);
                    assertThat(text(local, "release_version")).startsWith("3.11.");
                    assertThat(value(local, 0, "tokens").getInt(0)).isEqualTo(1);
                    assertThat(local.getMetadata().pagingState).isNull();
                    assertThat(names(local)).contains("cluster_name", "rack", "host_id", "schema_version");
                }
            }
            Rows peers = (Rows) query(client, "SELECT * FROM system.peers");
            assertThat(peers.getData()).hasSize(2);
            List<List<ByteBuffer>> rows = new ArrayList<>(peers.getData());
            int address = names(peers).indexOf("rpc_address");
            Set<String> seen = Set.of(
                    InetAddress.getByAddress(bytes(rows.get(0).get(address))).getHostAddress(),
                    InetAddress.getByAddress(bytes(rows.get(1).get(address))).getHostAddress());
            assertThat(seen).containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
            byte[] register = client.body()
                    .u16(3)
                    .string("STATUS_CHANGE")
                    .string("TOPOLOGY_CHANGE")
                    .string("SCHEMA_CHANGE")
                    .bytes();
            assertThat(client.ask(4, 0, Opcode.REGISTER, register).message()).isInstanceOf(Ready.class);
            Rows keyspaces = (Rows) query(client, "SELECT * FROM system_schema.keyspaces");
            assertThat(keyspaces.getMetadata().pagingState).isNull();
            assertThat(keyspaces.getData()).anyMatch(row -> StandardCharsets.UTF_8
                    .decode(row.get(0).duplicate())
                    .toString()
                    .equals(keyspace));
            assertThat(names(keyspaces)).contains("keyspace_name", "durable_writes", "replication");
        }
    }

    @Test
    void createKeyspaceIsAnsweredAlreadyExists() {
        try (RawClient client = connect(1)) {
            AlreadyExists error = (AlreadyExists) application(
                    client,
                    "CREATE KEYSPACE \"" + keyspace
                            + "\" WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '2'}"
                            + " AND durable_writes = true");
            assertThat(error.keyspace).isEqualTo(keyspace);
            assertThat(error.table).isEmpty();
        }
    }

    @Test
    void useComesTwiceAndTypesAreLookedUp() {
        try (RawClient client = connect(0)) {
            assertThat(((SetKeyspace) application(client, "USE \"" + keyspace + "\"")).keyspace)
                    .isEqualTo(keyspace);
            assertThat(((SetKeyspace) query(client, "USE \"" + keyspace + "\"")).keyspace)
                    .isEqualTo(keyspace);
            Rows type = (Rows) query(
                    client,
                    "SELECT * FROM system_schema.types WHERE keyspace_name='" + keyspace
                            + "' AND type_name = 'blob_identifier'");
            assertThat(type.getData()).hasSize(1);
            assertThat(type.getMetadata().pagingState).isNull();
            assertThat(names(type)).contains("keyspace_name", "type_name", "field_names", "field_types");
        }
    }

    @Test
    void schemaAgreementIsSeenOnAllNodes() {
        try (RawClient one = connect(0);
                RawClient other = connect(2)) {
            Rows local = (Rows) query(one, "SELECT schema_version FROM system.local");
            Rows peers = (Rows) query(other, "SELECT schema_version FROM system.peers");
            assertThat(peers.getData()).hasSize(2).allMatch(row -> row.equals(new ArrayList<>(local.getData()).get(0)));
        }
    }

    @Test
    void preparedStatementsHoldOnEveryConnectionAndNode() {
        String text =
                "INSERT INTO " + keyspace + ".objects (namespace, bucket, name, inline_payload) VALUES (?, ?, ?, ?)";
        byte[] id;
        try (RawClient client = connect(0)) {
            Prepared prepared = (Prepared) client.ask(
                            4, 3, Opcode.PREPARE, client.body().longString(text).bytes())
                    .message();
            id = prepared.preparedQueryId;
            assertThat(prepared.variablesMetadata.pkIndices).containsExactly(0, 1, 2);
            assertThat(execute(client, id, "n", "b", "one")).isSameAs(Void.INSTANCE);
        }
        try (RawClient client = connect(2)) {
            assertThat(execute(client, id, "n", "b", "two")).isSameAs(Void.INSTANCE);
        }
        Row row = fixture.direct()
                .execute("SELECT inline_payload, writetime(inline_payload) AS w FROM " + keyspace
                        + ".objects WHERE namespace = 'n' AND bucket = 'b' AND name = 'two'")
                .one();
        assertThat(row.getByteBuffer(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(row.getLong("w")).isEqualTo(TIMESTAMP);
    }

    @Test
    void anUnknownIdIsAnsweredUnpreparedAndPreparingHelps() {
        String text =
                "SELECT inline_payload FROM " + keyspace + ".objects WHERE namespace = ? AND bucket = ? AND name = ?";
        byte[] unknown = new byte[16];
        try (RawClient client = connect(1)) {
            Unprepared error = (Unprepared) select(client, unknown);
            assertThat(error.id).isEqualTo(unknown);
            Prepared prepared = (Prepared) client.ask(
                            4, 0, Opcode.PREPARE, client.body().longString(text).bytes())
                    .message();
            Rows rows = (Rows) select(client, prepared.preparedQueryId);
            assertThat(rows.getMetadata().columnSpecs)
                    .extracting(spec -> spec.name)
                    .containsExactly("inline_payload");
        }
    }

    @Test
    void aBatchOfPreparedStatementsIsLifted() {
        String text = "INSERT INTO " + keyspace + ".objects (namespace, bucket, name) VALUES (?, ?, ?)";
        try (RawClient client = connect(1)) {
            Prepared prepared = (Prepared) client.ask(
                            4, 0, Opcode.PREPARE, client.body().longString(text).bytes())
                    .message();
            RawClient.Body body = client.body().u8(1).u16(2);
            for (String name : List.of("x", "y")) {
                body.u8(1).shortBytes(prepared.preparedQueryId).u16(3);
                for (String value : List.of("batch", "b", name)) {
                    body.value(value.getBytes(StandardCharsets.UTF_8));
                }
            }
            body.u16(LOCAL_ONE).u8(0x30).u16(8).i64(TIMESTAMP);
            assertThat(client.ask(4, 9, Opcode.BATCH, body.bytes()).message()).isSameAs(Void.INSTANCE);
        }
        assertThat(fixture.direct()
                        .execute("SELECT writetime(payload_hash) FROM " + keyspace
                                + ".objects WHERE namespace = 'batch' AND bucket = 'b' AND name = 'y'")
                        .one())
                .isNotNull();
    }

    @Test
    void heartbeatsReachTheDatabase() {
        try (RawClient client = connect(0)) {
            assertThat(client.ask(4, 7, Opcode.OPTIONS, new byte[0]).message()).isInstanceOf(Supported.class);
        }
    }

    private static Message execute(RawClient client, byte[] id, String... key) {
        RawClient.Body body =
                client.body().shortBytes(id).u16(LOCAL_ONE).u8(0x35).u16(4);
        for (String value : key) {
            body.value(value.getBytes(StandardCharsets.UTF_8));
        }
        body.value(new byte[] {1, 2, 3}).i32(5000).u16(8).i64(TIMESTAMP);
        return client.ask(4, 5, Opcode.EXECUTE, body.bytes()).message();
    }

    private static Message select(RawClient client, byte[] id) {
        RawClient.Body body =
                client.body().shortBytes(id).u16(LOCAL_ONE).u8(0x35).u16(3);
        for (String value : List.of("n", "b", "absent")) {
            body.value(value.getBytes(StandardCharsets.UTF_8));
        }
        return client.ask(
                        4,
                        6,
                        Opcode.EXECUTE,
                        body.i32(5000).u16(8).i64(TIMESTAMP).bytes())
                .message();
    }

    private static List<String> names(Rows rows) {
        return rows.getMetadata().columnSpecs.stream()
                .map((ColumnSpec spec) -> spec.name)
                .toList();
    }

    private static ByteBuffer value(Rows rows, int row, String column) {
        return new ArrayList<>(rows.getData()).get(row).get(names(rows).indexOf(column));
    }

    private static String text(Rows rows, String column) {
        return StandardCharsets.UTF_8.decode(value(rows, 0, column).duplicate()).toString();
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
