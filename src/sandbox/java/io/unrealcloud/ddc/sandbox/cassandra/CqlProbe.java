package io.unrealcloud.ddc.sandbox.cassandra;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.protocol.internal.Compressor;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.FrameCodec;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.request.Options;
import com.datastax.oss.protocol.internal.response.Supported;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a server for its OPTIONS once; only a SUPPORTED answer counts as alive. */
final class CqlProbe {
    private static final int PATIENCE_MILLIS = 2_000;

    private CqlProbe() {}

    static boolean answers(InetSocketAddress server) {
        FrameCodec<ByteBuf> codec = FrameCodec.defaultClient(
                new ByteBufPrimitiveCodec(UnpooledByteBufAllocator.DEFAULT), Compressor.none());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            ByteBuf request = codec.encode(
                    Frame.forRequest(ProtocolConstants.Version.V4, 0, false, Frame.NO_PAYLOAD, Options.INSTANCE));
            request.readBytes(socket.getOutputStream(), request.readableBytes());
            byte[] header = socket.getInputStream().readNBytes(FrameCodec.V3_ENCODED_HEADER_SIZE);
            if (header.length < FrameCodec.V3_ENCODED_HEADER_SIZE) {
                return false;
            }
            byte[] body = socket.getInputStream().readNBytes(codec.decodeBodySize(Unpooled.wrappedBuffer(header)));
            return codec.decode(Unpooled.wrappedBuffer(header, body)).message instanceof Supported;
        } catch (IOException e) {
            // Not there yet, or in the middle of starting: the caller decides how long to go on asking.
            return false;
        }
    }
}
