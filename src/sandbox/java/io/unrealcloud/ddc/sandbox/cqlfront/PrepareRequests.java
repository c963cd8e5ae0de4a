package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontContext.ForCaller;
import io.unrealcloud.ddc.sandbox.cqlfront.PreparedStatements.PreparedStatement;
import io.unrealcloud.ddc.sandbox.cqlfront.Requests.RawRequest;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.Judgement;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.StatementRules;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemSelect;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prepares statements, and lets Cassandra's parser judge texts that this front does not understand. */
final class PrepareRequests {
    private final ForCaller context;
    private final Upstream upstream;
    private final ClientConnection client;

    PrepareRequests(ForCaller context, Upstream upstream, ClientConnection client) {
        this.context = context;
        this.upstream = upstream;
        this.client = client;
    }

    void prepare(RawRequest request, String text, Optional<String> keyspace) {
        ParsedCql cql = ParsedCql.of(text);
        StatementRules.requirePreparable(cql.statement());
        switch (new StatementRules(context.access(), keyspace).judge(cql)) {
            case Judgement.SystemRead read -> systemTable(request, cql, keyspace, read);
            case Judgement.Read read -> data(request, cql, keyspace);
            case Judgement.Write write -> data(request, cql, keyspace);
            case Judgement.UseKeyspace use -> throw CqlRefusal.invalid("Cannot prepare USE");
            case Judgement.SchemaChange change -> throw new IllegalStateException("DDL was refused before");
            case Judgement.Unclear unclear -> refuse(request.stream(), cql, unclear.label());
        }
    }

    private void systemTable(RawRequest request, ParsedCql cql, Optional<String> keyspace, Judgement.SystemRead read) {
        SystemSelect select = new SystemSelect(read.table(), read.select());
        byte[] id = id(keyspace.orElse("") + "\n" + cql.text());
        context.front().prepared().put(id, new PreparedStatement.OnSystemTable(cql, keyspace, select));
        client.reply(request.stream(), select.prepared(id));
    }

    private void data(RawRequest request, ParsedCql cql, Optional<String> keyspace) {
        int stream = request.stream();
        upstream.forward(request.raw().retain(), reply -> {
            if (Wire.decodeResponse(reply).message instanceof Prepared prepared) {
                List<String> columns = prepared.variablesMetadata.columnSpecs.stream()
                        .map((ColumnSpec spec) -> spec.name)
                        .toList();
                context.front()
                        .prepared()
                        .put(prepared.preparedQueryId, new PreparedStatement.OnData(cql, keyspace, columns));
            }
            Wire.setStream(reply, stream);
            client.deliver(reply);
        });
    }

    /** Answers with Cassandra's own error if its parser has one, and with a refusal by name otherwise. */
    void refuse(int stream, ParsedCql cql, String label) {
        judge(
                cql.text(),
                error -> client.reply(stream, error.orElseGet(() -> CqlRefusal.invalid(
                                "The sandbox does not know this form of " + label + ": " + cql.text())
                        .error())));
    }

    /** Whether Cassandra could run this text, found out by preparing it. */
    void judge(String text, Consumer<Optional<Error>> verdict) {
        upstream.send(new Prepare(text), reply -> verdict.accept(error(reply)));
    }

    private static Optional<Error> error(ByteBuf reply) {
        try {
            Message message = Wire.decodeResponse(reply).message;
            return message instanceof Error error ? Optional.of(error) : Optional.empty();
        } finally {
            reply.release();
        }
    }

    private static byte[] id(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
