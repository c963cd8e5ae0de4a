package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that writes frames byte by byte. */
final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    /** @param bytes the whole frame */
    record Reply(int version, int flags, int stream, int opcode, byte[] bytes) {
        Message message() {
            ByteBuf frame = Unpooled.wrappedBuffer(bytes);
            return Wire.decodeResponse(frame);
        }
    }

    RawClient(InetSocketAddress address) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(15_000);
            socket.connect(address, 5_000);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and starts up in version 4. */
    static RawClient ready(InetSocketAddress address) {
        RawClient client = new RawClient(address);
        Reply reply =
                client.ask(0x04, 0, Opcode.STARTUP, client.body().startup().bytes());
        if (reply.opcode() != Opcode.READY) {
            throw new IllegalStateException("STARTUP was answered with " + reply.message());
        }
        return client;
    }

    Socket socket() {
        return socket;
    }

    void send(int version, int stream, int opcode, byte[] body) {
        Body frame = body();
        frame.u8(version).u8(0).u16(stream).u8(opcode).i32(body.length).raw(body);
        raw(frame.bytes());
    }

    void raw(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply ask(int version, int stream, int opcode, byte[] body) {
        send(version, stream, opcode, body);
        return receive();
    }

    Reply receive() {
        try {
            byte[] header = in.readNBytes(9);
            if (header.length < 9) {
                throw new java.io.EOFException("closed");
            }
            ByteBuf read = Unpooled.wrappedBuffer(header);
            byte[] frame = new byte[9 + read.getInt(5)];
            System.arraycopy(header, 0, frame, 0, 9);
            in.readFully(frame, 9, frame.length - 9);
            return new Reply(
                    read.getUnsignedByte(0), read.getUnsignedByte(1), read.getShort(2), read.getUnsignedByte(4), frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side has hung up; waits for bytes or the end. */
    boolean hungUp() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    Body body() {
        return new Body();
    }

    /** Writes the types of the protocol. */
    static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Body u8(int value) {
            bytes.write(value);
            return this;
        }

        Body u16(int value) {
            return u8(value >> 8).u8(value);
        }

        Body i32(int value) {
            return u16(value >> 16).u16(value);
        }

        Body i64(long value) {
            return i32((int) (value >> 32)).i32((int) value);
        }

        Body raw(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        Body string(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            return u16(utf8.length).raw(utf8);
        }

        Body longString(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            return i32(utf8.length).raw(utf8);
        }

        Body value(byte[] value) {
            return i32(value.length).raw(value);
        }

        Body shortBytes(byte[] value) {
            return u16(value.length).raw(value);
        }

        /** As the C# driver writes it, version 3.22.0. */
        Body startup() {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("CQL_VERSION", "3.0.0");
            options.put("DRIVER_NAME", "DataStax C# Driver for Apache Cassandra");
            options.put("DRIVER_VERSION", "3.22.0");
            options.put("APPLICATION_NAME", "Jupiter");
            options.put("APPLICATION_VERSION", "");
            options.put("CLIENT_ID", "0b6d2a43-4f3e-4f2b-9c39-1f0c9a3b1a11");
            u16(options.size());
            options.forEach((key, value) -> string(key).string(value));
            return this;
        }

        /** A QUERY of the C# driver's own: ONE, page size 5000 and nothing else. */
        Body internalQuery(String text) {
            return longString(text).u16(1).u8(0x04).i32(5000);
        }

        /** A QUERY of the application: page size, SERIAL and a client timestamp. */
        Body applicationQuery(String text, int consistency, long timestamp) {
            return longString(text).u16(consistency).u8(0x34).i32(5000).u16(8).i64(timestamp);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
