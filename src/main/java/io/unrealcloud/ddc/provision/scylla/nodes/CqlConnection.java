package io.unrealcloud.ddc.provision.scylla.nodes;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.request.AuthResponse;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.response.AuthSuccess;
import com.datastax.oss.protocol.internal.response.Authenticate;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Rows;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.unrealcloud.ddc.cql.CqlLogin;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One CQL connection to one node, a request at a time, in version 4 of the protocol and without TLS. */
final class CqlConnection implements AutoCloseable {

    private static final FrameCodec<ByteBuf> CODEC =
            FrameCodec.defaultClient(new ByteBufPrimitiveCodec(UnpooledByteBufAllocator.DEFAULT), Compressor.none());
    private static final int HEADER = 9;
    private static final int LENGTH_AT = 5;

    /** System tables are small; what is larger is no answer to what is asked here. */
    private static final int LARGEST = 16 << 20;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** The node does not accept the login. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Columns by name, as the node sent them. */
    record Row(Map<String, ByteBuffer> columns) {
        /** Empty for null. */
        String text(String column) {
            ByteBuffer value = value(column);
            return value == null
                    ? ""
                    : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        }

        /** Empty for null. */
        String uuid(String column) {
            ByteBuffer value = value(column);
            return value == null || value.remaining() != 16
                    ? ""
                    : new UUID(value.getLong(value.position()), value.getLong(value.position() + 8)).toString();
        }

        /** Empty for null. */
        String address(String column) throws IOException {
            ByteBuffer value = value(column);
            if (value == null) {
                return "";
            }
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return InetAddress.getByAddress(bytes).getHostAddress();
        }

        private ByteBuffer value(String column) {
            return columns.get(column);
        }
    }

    private CqlConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /**
     * Connects and logs in.
     *
     * @param limit of connecting, and of each answer
     */
    static CqlConnection open(String address, int port, CqlLogin.Password login, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) limit.toMillis());
            socket.connect(new InetSocketAddress(address, port), (int) limit.toMillis());
            CqlConnection connection = new CqlConnection(socket);
            connection.start(login);
            return connection;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private void start(CqlLogin.Password login) throws IOException {
        Message answer = ask(new Startup());
        if (answer instanceof Authenticate) {
            String token = "\0" + login.user() + "\0" + login.password();
            answer = ask(new AuthResponse(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8))));
            if (answer instanceof Error error && error.code == ProtocolConstants.ErrorCode.AUTH_ERROR) {
                throw new Refused(error.message);
            }
        }
        if (!(answer instanceof Ready || answer instanceof AuthSuccess)) {
            throw new IOException("it answers the start of a CQL connection with " + answer);
        }
    }

    List<Row> query(String cql) throws IOException {
        return switch (ask(new Query(cql))) {
            case Rows rows -> rows(rows);
            case Error error -> throw new IOException("it refuses %s: %s".formatted(cql, error.message));
            case Message other -> throw new IOException("it answers %s with %s".formatted(cql, other));
        };
    }

    private static List<Row> rows(Rows rows) {
        List<Row> all = new ArrayList<>();
        for (List<ByteBuffer> values : rows.getData()) {
            Map<String, ByteBuffer> columns = new HashMap<>();
            for (ColumnSpec column : rows.getMetadata().columnSpecs) {
                columns.put(column.name, values.get(column.index));
            }
            all.add(new Row(columns));
        }
        return all;
    }

    private Message ask(Message request) throws IOException {
        ByteBuf frame =
                CODEC.encode(Frame.forRequest(ProtocolConstants.Version.V4, 0, false, Frame.NO_PAYLOAD, request));
        try {
            frame.readBytes(out, frame.readableBytes());
            out.flush();
        } finally {
            frame.release();
        }
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new EOFException("it closed the connection");
        }
        int length = ByteBuffer.wrap(header).getInt(LENGTH_AT);
        if (length < 0 || length > LARGEST) {
            throw new IOException("it does not speak CQL");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("it closed the connection");
        }
        return CODEC.decode(Unpooled.wrappedBuffer(header, body)).message;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
