package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Options;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.Supported;
import com.datastax.oss.protocol.internal.response.error.AlreadyExists;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.SchemaChange;
import com.datastax.oss.protocol.internal.response.result.SetKeyspace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frame by frame: the handshake of the C# driver and of clients that do not behave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontWireTest {
    private static final QueryOptions LOCAL_ONE = options(0x000A);

    @TempDir
    static Path directory;

    private FrontFixture fixture;
    private CqlFront front;

    @BeforeAll
    void start() {
        fixture = new FrontFixture(directory);
        front = fixture.front("us-east-1");
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
    }

    /** A client that sends and reads one frame at a time. */
    private final class Client implements AutoCloseable {
        private final SSLSocket socket;

        Client() throws IOException {
            InetSocketAddress address = front.address();
            socket = (SSLSocket) fixture.trust().getSocketFactory().createSocket();
            socket.setSoTimeout(20_000);
            socket.connect(address);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        Message ask(int stream, Message request) throws IOException {
            ByteBuf frame = Wire.request(stream, request);
            byte[] bytes = new byte[frame.readableBytes()];
            frame.readBytes(bytes).release();
            send(bytes);
            return read(stream);
        }

        Message read(int stream) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] header = in.readNBytes(9);
            assertThat(header).as("a whole header").hasSize(9);
            assertThat(header[0]).isEqualTo((byte) 0x84);
            byte[] body = in.readNBytes(ByteBuffer.wrap(header).getInt(5));
            ByteBuf frame = Unpooled.wrappedBuffer(header, body);
            assertThat(Wire.stream(frame)).isEqualTo(stream);
            return Wire.decodeResponse(frame).message;
        }

        void login() throws IOException {
            assertThat(ask(0, new Startup())).isInstanceOf(Authenticate.class);
            byte[] token = ("\0" + FrontFixture.USER + "\0" + FrontFixture.PASSWORD).getBytes(StandardCharsets.UTF_8);
            assertThat(ask(0, new AuthResponse(ByteBuffer.wrap(token)))).isInstanceOf(AuthSuccess.class);
        }

        boolean ended() throws IOException {
            try {
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x42, 0x41, 0x05, 0x06, 0x03, 0x02, 0x01, 0x7f, 0x16})
    void otherVersionsAreToldToComeDown(int version) throws IOException {
        try (Client client = new Client()) {
            ByteBuf startup = Wire.request(0, new Startup());
            byte[] bytes = new byte[startup.readableBytes()];
            startup.readBytes(bytes).release();
            bytes[0] = (byte) version;
            client.send(bytes);
            Error error = (Error) client.read(0);
            assertThat(error.code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(error.message).contains("Invalid or unsupported protocol version");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void theCSharpDriversStartWorks() throws IOException {
        String ks = fixture.newName();
        try (Client control = new Client();
                Client pool = new Client()) {
            assertThat(control.ask(
                            0,
                            new Startup(Map.of(
                                    "CQL_VERSION", "3.0.0",
                                    "DRIVER_NAME", "DataStax C# Driver for Apache Cassandra",
                                    "APPLICATION_VERSION", "",
                                    "CLIENT_ID", "5e3e1f5e-0000-0000-0000-000000000000"))))
                    .isInstanceOf(Authenticate.class);
            byte[] token = ("\0" + FrontFixture.USER + "\0" + FrontFixture.PASSWORD).getBytes(StandardCharsets.UTF_8);
            assertThat(control.ask(0, new AuthResponse(ByteBuffer.wrap(token)))).isInstanceOf(AuthSuccess.class);
            assertThat(control.ask(0, Options.INSTANCE)).isInstanceOf(Supported.class);
            QueryOptions one = options(0x0001);
            Rows local = (Rows) control.ask(0, new Query("SELECT * FROM system.local WHERE key='local'", one));
            assertThat(local.getData()).hasSize(1);
            assertThat(local.getMetadata().pagingState).isNull();
            assertThat(((Error) control.ask(1, new Query("SELECT * FROM system.peers_v2", one))).code)
                    .isEqualTo(ErrorCode.INVALID);
            Rows peers = (Rows) control.ask(0, new Query("SELECT * FROM system.peers", one));
            assertThat(peers.getData()).isEmpty();
            assertThat(peers.getMetadata().columnSpecs)
                    .extracting(spec -> spec.name)
                    .contains("peer", "rpc_address", "data_center", "rack", "tokens", "release_version", "host_id");
            assertThat(control.ask(
                            0, new Register(java.util.List.of("STATUS_CHANGE", "TOPOLOGY_CHANGE", "SCHEMA_CHANGE"))))
                    .isInstanceOf(Ready.class);
            Rows keyspaces = (Rows) control.ask(0, new Query("SELECT * FROM system_schema.keyspaces", one));
            assertThat(keyspaces.getMetadata().pagingState).isNull();

            pool.login();
            String create = "CREATE KEYSPACE \"" + ks
                    + "\" WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '3'}"
                    + " AND durable_writes = true";
            SchemaChange created = (SchemaChange) pool.ask(2, new Query(create, LOCAL_ONE));
            assertThat(created.changeType + created.target + created.keyspace).isEqualTo("CREATEDKEYSPACE" + ks);
            AlreadyExists again = (AlreadyExists) pool.ask(2, new Query(create, LOCAL_ONE));
            assertThat(again.code).isEqualTo(0x2400);
            assertThat(again.keyspace).isEqualTo(ks);
            assertThat(again.table).isEmpty();
            SetKeyspace use = (SetKeyspace) pool.ask(3, new Query("USE \"" + ks + "\"", one));
            assertThat(use.keyspace).isEqualTo(ks);
            pool.ask(4, new Query("CREATE TYPE blob_identifier (hash blob)", LOCAL_ONE));
            Rows type = (Rows) control.ask(
                    0,
                    new Query(
                            "SELECT * FROM system_schema.types WHERE keyspace_name='" + ks
                                    + "' AND type_name = 'blob_identifier'",
                            one));
            assertThat(type.getData()).hasSize(1);
            assertThat(((Error) pool.ask(5, new Query("INSERT INTO t (k) VALUES (1)", LOCAL_ONE))).code)
                    .isEqualTo(ErrorCode.INVALID);
        }
    }

    @Test
    void anUnknownIdIsToBePreparedAgain() throws IOException {
        try (Client client = new Client()) {
            client.login();
            Unprepared unprepared = (Unprepared) client.ask(7, new Execute(new byte[] {1, 2, 3}, options(0x0006)));
            assertThat(unprepared.id).containsExactly(1, 2, 3);
        }
    }

    @Test
    void nothingHappensBeforeTheLogin() throws IOException {
        try (Client client = new Client()) {
            assertThat(client.ask(1, Options.INSTANCE)).isInstanceOf(Supported.class);
            Error error = (Error) client.ask(2, new Query("SELECT key FROM system.local", options(1)));
            assertThat(error.code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(client.ended()).isTrue();
        }
        try (Client client = new Client()) {
            assertThat(client.ask(1, new Startup())).isInstanceOf(Authenticate.class);
            assertThat(((Error) client.ask(2, new Query("SELECT key FROM system.local", options(1)))).code)
                    .isEqualTo(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void compressionAndForeignCqlVersionsAreRefused() throws IOException {
        for (Map<String, String> options : java.util.List.of(
                Map.of("CQL_VERSION", "3.0.0", "COMPRESSION", "lz4"), Map.of("CQL_VERSION", "4.0.0"))) {
            try (Client client = new Client()) {
                assertThat(((Error) client.ask(0, new Startup(options))).code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
                assertThat(client.ended()).isTrue();
            }
        }
    }

    @Test
    void noiseEndsOnlyItsOwnConnection() throws IOException {
        Random random = new Random(42);
        try (Client good = new Client()) {
            good.login();
            for (int i = 0; i < 300; i++) {
                try (Client bad = new Client()) {
                    bad.login();
                    byte[] noise = new byte[9 + random.nextInt(60)];
                    random.nextBytes(noise);
                    noise[0] = 4;
                    noise[1] = 0;
                    ByteBuffer.wrap(noise).putInt(5, noise.length - 9);
                    bad.send(noise);
                    bad.read(ByteBuffer.wrap(noise).getShort(2));
                }
            }
            try (Client tooLong = new Client()) {
                tooLong.send(ByteBuffer.allocate(9)
                        .put((byte) 4)
                        .putInt(5, Integer.MAX_VALUE)
                        .array());
                assertThat(((Error) tooLong.read(0)).code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            }
            assertThat(good.ask(1, new Query("SELECT key FROM system.local", options(1))))
                    .isInstanceOf(Rows.class);
        }
    }

    private static QueryOptions options(int consistency) {
        return new QueryOptions(
                consistency,
                java.util.List.of(),
                Map.of(),
                false,
                5000,
                null,
                0x0008,
                1_700_000_000_000_000L,
                null,
                QueryOptions.NO_NOW_IN_SECONDS);
    }
}
