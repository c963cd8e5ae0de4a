package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.error.ReadTimeout;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.error.WriteTimeout;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontContext.ForCaller;
import io.unrealcloud.ddc.sandbox.cqlfront.PreparedStatements.PreparedStatement.OnData;
import io.unrealcloud.ddc.sandbox.cqlfront.Requests.RawRequest;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.ConsistencyRules;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.Judgement;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.RangeDelete;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.StatementRules;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.ValueRules;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.WriteRules;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes of rows: the last checks, which need values, and then on to Cassandra. */
final class DataRequests {
    private final ForCaller context;
    private final Upstream upstream;
    private final ClientConnection client;
    private final Pages pages;

    DataRequests(ForCaller context, Upstream upstream, ClientConnection client) {
        this.context = context;
        this.upstream = upstream;
        this.client = client;
        this.pages = new Pages(context.front(), upstream, client);
    }

    void forward(RawRequest request) {
        upstream.forward(request.raw().retain(), answer(request.stream()));
    }

    void read(RawRequest request, Judgement.Read read, QueryOptions options) {
        if (context.front().faults().takeThrottle()) {
            throw new CqlRefusal(
                    new ReadTimeout("Read throttled (injected fault)", ConsistencyLevel.LOCAL_QUORUM, 0, 2, false));
        }
        ValueRules.check(read, options.positionalValues);
        pages.select(request, options);
    }

    /** @param columns what the statement's markers are bound to, where known */
    void write(RawRequest request, ParsedCql cql, Judgement.Write write, QueryOptions options, List<String> columns) {
        throttle();
        if (write.targets().size() == 1) {
            List<ByteBuffer> values = options.namedValues.isEmpty()
                    ? options.positionalValues
                    : new ArrayList<>(options.namedValues.values());
            ValueRules.check(write.targets().get(0), cql.tokens(), columns, values);
        }
        Optional<Query> count = write.batch().isEmpty()
                ? RangeDelete.count(cql, write.targets().get(0).table(), options)
                : Optional.empty();
        boolean strip = options.defaultTimestamp != QueryOptions.NO_DEFAULT_TIMESTAMP && !write.clientSideTimestamps();
        if (count.isEmpty() && !strip) {
            forward(request);
            return;
        }
        Message message = request.frame().message;
        Message sent = strip ? Messages.with(message, Messages.withoutTimestamp(options)) : message;
        int stream = request.stream();
        afterCounting(count.stream().toList(), stream, () -> upstream.send(sent, answer(stream)));
    }

    void batch(RawRequest request, Batch batch, Optional<String> keyspace) {
        List<Judgement.Write.Target> targets = new ArrayList<>();
        List<Query> counts = new ArrayList<>();
        for (int i = 0; i < batch.queriesOrIds.size(); i++) {
            item(batch.queriesOrIds.get(i), batch.values.get(i), keyspace, targets, counts);
        }
        WriteRules.checkBatch(
                type(batch.type),
                targets.stream().map(Judgement.Write.Target::statement).toList());
        Judgement.Write write = new Judgement.Write(targets, Optional.of(type(batch.type)));
        ConsistencyRules.check(write, batch.consistency);
        throttle();
        boolean strip = batch.defaultTimestamp != QueryOptions.NO_DEFAULT_TIMESTAMP && !write.clientSideTimestamps();
        if (counts.isEmpty() && !strip) {
            forward(request);
            return;
        }
        Batch sent = strip ? Messages.withoutTimestamp(batch) : batch;
        int stream = request.stream();
        afterCounting(counts, stream, () -> upstream.send(sent, answer(stream)));
    }

    private void item(
            Object queryOrId,
            List<ByteBuffer> values,
            Optional<String> keyspace,
            List<Judgement.Write.Target> targets,
            List<Query> counts) {
        OnData item = queryOrId instanceof byte[] id
                ? prepared(id)
                : new OnData(ParsedCql.of((String) queryOrId), keyspace, List.of());
        Judgement judgement = new StatementRules(context.access(), item.keyspace()).judge(item.cql());
        if (!(judgement instanceof Judgement.Write write) || write.batch().isPresent()) {
            throw CqlRefusal.invalid("Invalid statement in batch: only UPDATE, INSERT and DELETE statements are"
                    + " allowed, not " + item.cql().statement().label());
        }
        Judgement.Write.Target target = write.targets().get(0);
        List<Token> tokens = item.cql().tokens();
        ValueRules.check(target, tokens, item.columns(), values);
        targets.add(target);
        QueryOptions options = new QueryOptions(
                ConsistencyLevel.LOCAL_QUORUM,
                values,
                java.util.Map.of(),
                false,
                -1,
                null,
                ConsistencyLevel.SERIAL,
                QueryOptions.NO_DEFAULT_TIMESTAMP,
                null,
                QueryOptions.NO_NOW_IN_SECONDS);
        RangeDelete.count(item.cql(), target.table(), options).ifPresent(counts::add);
    }

    private OnData prepared(byte[] id) {
        return context.front()
                .prepared()
                .get(id)
                .filter(OnData.class::isInstance)
                .map(OnData.class::cast)
                .orElseThrow(() -> new CqlRefusal(
                        new Unprepared("Prepared query with ID " + Bytes.toHexString(id) + " not found", id)));
    }

    private static Statement.BatchType type(byte type) {
        return switch (type) {
            case ProtocolConstants.BatchType.LOGGED -> Statement.BatchType.LOGGED;
            case ProtocolConstants.BatchType.UNLOGGED -> Statement.BatchType.UNLOGGED;
            case ProtocolConstants.BatchType.COUNTER -> Statement.BatchType.COUNTER;
            default -> throw CqlRefusal.protocol("Unknown batch type " + type);
        };
    }

    private void throttle() {
        if (context.front().faults().takeThrottle()) {
            throw new CqlRefusal(new WriteTimeout(
                    "Write throttled (injected fault)", ConsistencyLevel.LOCAL_QUORUM, 0, 2, "SIMPLE"));
        }
    }

    /** Runs the count queries one after the other, and {@code then} if each stays within what may be deleted. */
    private void afterCounting(List<Query> counts, int stream, Runnable then) {
        if (counts.isEmpty()) {
            then.run();
            return;
        }
        upstream.send(counts.get(0), reply -> {
            Message message;
            try {
                message = Wire.decodeResponse(reply).message;
            } finally {
                reply.release();
            }
            if (!(message instanceof Rows rows)) {
                client.reply(stream, message);
            } else if (rows.getData().size() > RangeDelete.MAX_ROWS) {
                client.reply(stream, RangeDelete.tooMany().error());
            } else {
                afterCounting(counts.subList(1, counts.size()), stream, then);
            }
        });
    }

    private java.util.function.Consumer<ByteBuf> answer(int stream) {
        return reply -> {
            Wire.setStream(reply, stream);
            client.deliver(reply);
        };
    }
}
