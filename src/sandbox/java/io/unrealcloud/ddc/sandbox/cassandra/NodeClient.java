package io.unrealcloud.ddc.sandbox.cassandra;

import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.driver.internal.core.type.DataTypeHelper;
import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Startup;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.util.collection.NullAllowingImmutableMap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain connection to one node for a question or two, one at a time (CQL binary protocol v4). Unlike a driver it
 * asks exactly this node, and waits for no other.
 */
public final class NodeClient implements AutoCloseable {
    private static final FrameCodec<ByteBuf> CODEC =
            FrameCodec.defaultClient(new ByteBufPrimitiveCodec(UnpooledByteBufAllocator.DEFAULT), Compressor.none());

    private final Socket socket;

    private NodeClient(Socket socket) {
        this.socket = socket;
    }

    /** What the node said no with. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Error error;

        Refused(Error error) {
            super(error.message);
            this.error = error;
        }

        public Error error() {
            return error;
        }
    }

    /**
     * @param patience for the connection and for each answer
     * @throws IOException if nothing answers there
     */
    public static NodeClient open(InetSocketAddress node, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.setTcpNoDelay(true);
            socket.connect(node, Math.toIntExact(patience.toMillis()));
            NodeClient client = new NodeClient(socket);
            if (!(client.ask(new Startup()) instanceof Ready)) {
                throw new IOException(node + " asks for a login");
            }
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a request and reads its answer. */
    public synchronized Message ask(Message request) throws IOException {
        ByteBuf frame = CODEC.encode(
                Frame.forRequest(ProtocolConstants.Version.V4, 0, false, NullAllowingImmutableMap.of(), request));
        frame.readBytes(socket.getOutputStream(), frame.readableBytes());
        byte[] header = read(FrameCodec.V3_ENCODED_HEADER_SIZE);
        byte[] body = read(CODEC.decodeBodySize(Unpooled.wrappedBuffer(header)));
        return CODEC.decode(Unpooled.wrappedBuffer(header, body)).message;
    }

    /**
     * Runs a statement.
     *
     * @param values of its markers, encoded; null for null
     * @throws Refused if the node refuses it
     */
    public Message run(String cql, int consistency, ByteBuffer... values) throws IOException {
        Message answer = ask(new Query(
                cql,
                new QueryOptions(
                        consistency,
                        Arrays.asList(values),
                        Map.of(),
                        false,
                        -1,
                        null,
                        ProtocolConstants.ConsistencyLevel.SERIAL,
                        QueryOptions.NO_DEFAULT_TIMESTAMP,
                        null,
                        Integer.MIN_VALUE)));
        if (answer instanceof Error error) {
            throw new Refused(error);
        }
        return answer;
    }

    /** Reads with consistency ONE, all rows at once. */
    public Table read(String cql, ByteBuffer... values) throws IOException {
        Message answer = run(cql, ProtocolConstants.ConsistencyLevel.ONE, values);
        if (answer instanceof Rows rows) {
            return Table.of(rows);
        }
        throw new IOException("Not rows but " + answer + " for " + cql);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("The node closed the connection");
        }
        return bytes;
    }

    /** Rows, decoded; a value that is not there is null. */
    public record Table(Map<String, DataType> columns, List<Map<String, Object>> rows) {
        static Table of(Rows rows) {
            Map<String, DataType> columns = new LinkedHashMap<>();
            for (ColumnSpec column : rows.getMetadata().columnSpecs) {
                columns.put(
                        column.name,
                        DataTypeHelper.fromProtocolSpec(
                                column.type, com.datastax.oss.driver.api.core.detach.AttachmentPoint.NONE));
            }
            List<Map<String, Object>> read = new ArrayList<>();
            for (List<ByteBuffer> values : rows.getData()) {
                Map<String, Object> row = new LinkedHashMap<>();
                int index = 0;
                for (Map.Entry<String, DataType> column : columns.entrySet()) {
                    row.put(
                            column.getKey(),
                            CodecRegistry.DEFAULT
                                    .codecFor(column.getValue())
                                    .decode(values.get(index++), DefaultProtocolVersion.V4));
                }
                read.add(row);
            }
            return new Table(columns, read);
        }
    }
}
