package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.response.Error;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.unrealcloud.ddc.gateway.Streams.Awaiting;
import io.unrealcloud.ddc.gateway.Streams.Plain;
import io.unrealcloud.ddc.gateway.UpstreamFrames.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One client connection and the one database connection that serves it. All methods run on the event loop that
 * both channels share.
 */
final class Link {
    private final Shared shared;
    private final Channel client;
    private final Ring.Node node;
    private final Streams streams = new Streams();
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private Channel upstream;
    private UpstreamFrames answers;
    private Optional<String> keyspace = Optional.empty();
    private long readAt;
    private int answered;
    private long upstreamReadAt;
    private long busySince;
    /** What has been written and not flushed; flushing TLS without need costs a record and a call of the library. */
    private boolean toFlushUpstream;

    private boolean toFlushClient;

    Link(Shared shared, Channel client, Ring.Node node) {
        this.shared = shared;
        this.client = client;
        this.node = node;
    }

    Shared shared() {
        return shared;
    }

    Ring.Node node() {
        return node;
    }

    Optional<String> keyspace() {
        return keyspace;
    }

    void use(String name) {
        keyspace = Optional.of(name);
    }

    boolean busy(int stream) {
        return !streams.free(stream);
    }

    boolean idle() {
        return streams.count() == 0;
    }

    Channel client() {
        return client;
    }

    boolean connected() {
        return upstream != null;
    }

    /** Takes the database connection over, logged in. */
    void connect(Channel channel) {
        upstream = channel;
        answers = new UpstreamFrames(this);
        channel.pipeline().addLast(answers);
        if (!client.isWritable()) {
            Reading.pause(channel, Reading.OTHER_SIDE);
        }
    }

    /** Passes a request on; the answer goes to the client as it comes. The frame is given away. */
    void forward(int stream, ByteBuf frame) {
        begin(stream, Plain.INSTANCE);
        writeUpstream(frame);
    }

    /** Passes a request on and hands the answer to the given step. The frame is given away. */
    void forward(int stream, ByteBuf frame, Conversation.Next then) {
        begin(stream, new Conversation(then));
        writeUpstream(frame);
    }

    /** Asks the database something for this request's sake and hands the answer to the given step. */
    void ask(int stream, Message question, Conversation.Next then) {
        if (streams.get(stream) instanceof Conversation conversation) {
            conversation.then(then);
        } else {
            begin(stream, new Conversation(then));
        }
        writeUpstream(Wire.request(stream, question));
        flush();
    }

    private void writeUpstream(ByteBuf frame) {
        upstream.write(frame);
        toFlushUpstream = true;
    }

    private void writeClient(ByteBuf bytes) {
        client.write(bytes);
        toFlushClient = true;
    }

    private void begin(int stream, Awaiting who) {
        long now = shared.ticker.getAsLong();
        if (streams.count() == 0) {
            busySince = now;
        }
        streams.begin(stream, who, now);
    }

    /** Answers a request that the database was not asked about, or no longer is. */
    void reply(int stream, Message message) {
        if (!streams.free(stream)) {
            end(stream);
        }
        own(Wire.response(stream, message));
    }

    /** Answers a conversation with the frame the database sent, unchanged. */
    void pass(int stream, ByteBuf frame) {
        end(stream);
        own(frame.retainedDuplicate());
    }

    private void own(ByteBuf frame) {
        if (answers != null && answers.forwarding()) {
            held.add(frame);
        } else {
            writeClient(frame);
        }
    }

    private void end(int stream) {
        long now = shared.ticker.getAsLong();
        shared.upstream.record(now - streams.end(stream));
        if (shared.draining.get() && streams.count() == 0) {
            client.eventLoop().execute(this::closeIfIdle);
        }
    }

    /** Decides what becomes of a frame from the database, from its header. */
    Route route(int stream, int opcode, int length) {
        Awaiting who = streams.get(stream);
        if (who == null) {
            // Events, which were never asked for, have negative ids.
            shared.metrics.count("ddc_gateway_orphan_answers_total");
            return Route.DROP;
        }
        answered++;
        if (who == Plain.INSTANCE && opcode != Opcode.ERROR) {
            end(stream);
            return Route.FORWARD;
        }
        if (length > shared.config.maxFrame()) {
            reply(stream, new Error(ErrorCode.SERVER_ERROR, "The database's answer is too large for the CQL gateway"));
            return Route.DROP;
        }
        return Route.COLLECT;
    }

    /** Handles an answer that was collected. */
    void collected(ByteBuf frame) {
        int stream = FrameHeader.stream(frame);
        Awaiting who = streams.get(stream);
        if (who == null) {
            return;
        }
        try {
            switch (who) {
                case Plain plain -> Errors.pass(this, stream, frame);
                case Conversation conversation -> conversation.answered(frame);
            }
        } catch (MalformedFrameException e) {
            reply(stream, new Error(ErrorCode.SERVER_ERROR, "The database's answer makes no sense: " + e.getMessage()));
        }
    }

    void toClient(ByteBuf bytes) {
        writeClient(bytes);
    }

    boolean hasHeldAnswers() {
        return !held.isEmpty();
    }

    void sendHeldAnswers() {
        while (!held.isEmpty()) {
            writeClient(held.poll());
        }
    }

    void flush() {
        if (toFlushUpstream) {
            toFlushUpstream = false;
            upstream.flush();
        }
        if (toFlushClient) {
            toFlushClient = false;
            client.flush();
        }
    }

    void upstreamReadBegins() {
        if (answered == 0) {
            readAt = shared.ticker.getAsLong();
            upstreamReadAt = readAt;
        }
    }

    void upstreamReadEnds() {
        flush();
        if (answered > 0) {
            shared.responseSide.record(shared.ticker.getAsLong() - readAt, answered);
            answered = 0;
        }
        shared.health.upstreamAnswered();
    }

    /** Stops reading from the side that fills the other up. */
    void clientWritable(boolean writable) {
        if (writable) {
            Reading.resume(client, Reading.ANSWERS);
        } else {
            Reading.pause(client, Reading.ANSWERS);
        }
        if (upstream != null) {
            if (writable) {
                Reading.resume(upstream, Reading.OTHER_SIDE);
            } else {
                Reading.pause(upstream, Reading.OTHER_SIDE);
            }
        }
    }

    void upstreamWritable(boolean writable) {
        if (writable) {
            Reading.resume(client, Reading.OTHER_SIDE);
        } else {
            Reading.pause(client, Reading.OTHER_SIDE);
        }
    }

    /** Whether requests wait and the database has sent nothing for longer than it may take. */
    boolean stalled(long now) {
        long limit = shared.config.upstreamTimeout().toNanos();
        return streams.count() > 0 && now - Math.max(busySince, upstreamReadAt) > limit;
    }

    /** The loss of the database connection ends exactly the client connection it served. */
    void upstreamGone(String reason) {
        if (client.isActive()) {
            shared.metrics.count("ddc_gateway_upstream_lost_total");
            shared.health.upstreamFailed("a connection was lost: " + reason);
            client.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void clientGone() {
        held.forEach(ByteBuf::release);
        held.clear();
        if (upstream != null) {
            upstream.close();
        }
    }

    void closeIfIdle() {
        if (streams.count() == 0 && shared.draining.get()) {
            client.flush();
            client.close();
        }
    }
}
