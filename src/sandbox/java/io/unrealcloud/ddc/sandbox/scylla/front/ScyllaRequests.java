package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.CqlSyntaxException;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.Upstream;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemSelect;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTable;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The requests of one client: decides about each and sees that it is answered exactly once. What is written out as CQL
 * may need a look at the state or a change of schema, and waits on a thread of its own; what was prepared goes straight
 * through.
 */
final class ScyllaRequests {
    private static final Logger LOG = System.getLogger(ScyllaRequests.class.getName());

    private final FrontParts parts;
    private final Caller caller;
    private final Upstream upstream;
    private final ScyllaClient client;
    private final SystemCatalog catalog;
    private volatile Optional<String> keyspace = Optional.empty();

    ScyllaRequests(FrontParts parts, Caller caller, Upstream upstream, ScyllaClient client) {
        this.parts = parts;
        this.caller = caller;
        this.upstream = upstream;
        this.client = client;
        this.catalog = new SystemCatalog(parts);
    }

    /** Work that may fail as a request does. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Takes over the frame; called on the connection's own thread. */
    void handle(ByteBuf raw) {
        int stream = Wire.stream(raw);
        guard(stream, raw, () -> {
            Frame frame = Wire.decodeRequest(raw);
            switch (frame.message) {
                case Query query -> later(stream, raw, () -> query(stream, raw, query));
                case Prepare prepare -> later(stream, raw, () -> prepare(stream, prepare.cqlQuery));
                case Execute execute -> execute(stream, raw, execute);
                case Batch batch -> later(stream, raw, () -> batch(stream, raw, batch));
                case Register register -> forward(stream, raw.retain());
                default ->
                    throw CqlRefusal.protocol(
                            "Unexpected message " + frame.message.getClass().getSimpleName() + " after the login");
            }
        });
    }

    private void later(int stream, ByteBuf raw, Work work) {
        raw.retain();
        parts.slow().execute(() -> guard(stream, raw, work));
    }

    /** Answers with what goes wrong, and lets go of the frame. */
    private void guard(int stream, ByteBuf raw, Work work) {
        try {
            work.run();
        } catch (CqlRefusal e) {
            client.reply(stream, e.error());
        } catch (CqlSyntaxException e) {
            client.reply(stream, new Error(ErrorCode.SYNTAX_ERROR, e.getMessage()));
        } catch (NodeClient.Refused e) {
            client.reply(stream, e.error());
        } catch (IOException e) {
            client.reply(stream, new Error(ErrorCode.SERVER_ERROR, "The node does not answer: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            client.reply(stream, new Error(ErrorCode.SERVER_ERROR, "The node is being stopped"));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The ScyllaDB front failed on a request", e);
            client.reply(stream, new Error(ErrorCode.SERVER_ERROR, "The sandbox's ScyllaDB front failed: " + e));
        } finally {
            raw.release();
        }
    }

    private void query(int stream, ByteBuf raw, Query query) throws IOException, InterruptedException {
        ParsedCql cql = ParsedCql.of(query.query);
        Snapshot state = parts.state().get();
        Optional<String> meant = keyspace;
        switch (cql.statement()) {
            case Statement.Ddl ddl -> client.reply(stream, new SchemaChanges(parts, caller, meant).run(cql, ddl));
            case Statement.Dcl dcl -> client.reply(stream, new RoleStatements(parts, caller).run(cql));
            default -> {
                StatementRules rules = new StatementRules(parts.dialect(), caller, state, meant);
                rules.check(cql);
                Optional<SystemTable> table = systemTable(cql, meant);
                if (table.isPresent()) {
                    client.reply(
                            stream,
                            new SystemSelect(table.get(), (Statement.Select) cql.statement()).run(query.options));
                    return;
                }
                if (cql.statement() instanceof Statement.Use use) {
                    keyspace = Optional.of(use.keyspace());
                }
                String text = rules.forCassandra(cql);
                ByteBuf frame =
                        text.equals(query.query) ? raw.retain() : Wire.request(stream, new Query(text, query.options));
                client.onLoop(() -> forward(stream, frame));
            }
        }
    }

    private Optional<SystemTable> systemTable(ParsedCql cql, Optional<String> meant) throws IOException {
        if (!(cql.statement() instanceof Statement.Select select)) {
            return Optional.empty();
        }
        Optional<String> name = select.table().keyspace(meant);
        return name.isEmpty()
                ? Optional.empty()
                : catalog.find(name.get(), select.table().name());
    }

    private void prepare(int stream, String text) throws IOException {
        ParsedCql cql = ParsedCql.of(text);
        Optional<String> meant = keyspace;
        if (cql.statement() instanceof Statement.Ddl || cql.statement() instanceof Statement.Dcl) {
            throw CqlRefusal.invalid(
                    "The sandbox's ScyllaDB prepares no " + cql.statement().label());
        }
        StatementRules rules =
                new StatementRules(parts.dialect(), caller, parts.state().get(), meant);
        rules.check(cql);
        Optional<SystemTable> table = systemTable(cql, meant);
        if (table.isPresent()) {
            byte[] id = id(meant.orElse("") + text);
            Message prepared = new SystemSelect(table.get(), (Statement.Select) cql.statement()).prepared(id);
            parts.prepared().put(id, new PreparedStatements.Prepared(cql, meant, true));
            client.reply(stream, prepared);
            return;
        }
        ByteBuf frame = Wire.request(stream, new Prepare(rules.forCassandra(cql)));
        client.onLoop(() -> upstream.forward(frame, reply -> {
            if (Wire.decodeResponse(reply).message
                    instanceof com.datastax.oss.protocol.internal.response.result.Prepared prepared) {
                parts.prepared().put(prepared.preparedQueryId, new PreparedStatements.Prepared(cql, meant, false));
            }
            answer(stream, reply);
        }));
    }

    private void execute(int stream, ByteBuf raw, Execute execute) {
        Optional<PreparedStatements.Prepared> found = parts.prepared().get(execute.queryId);
        if (found.isEmpty()) {
            client.reply(stream, unprepared(execute.queryId));
        } else if (found.get().here()) {
            later(stream, raw, () -> executeHere(stream, found.get(), execute.options));
        } else {
            // Permissions may have changed since it was prepared.
            new StatementRules(
                            parts.dialect(),
                            caller,
                            parts.state().recent(),
                            found.get().keyspace())
                    .check(found.get().cql());
            forward(stream, raw.retain());
        }
    }

    private void executeHere(int stream, PreparedStatements.Prepared statement, QueryOptions options)
            throws IOException {
        Statement.Select select = (Statement.Select) statement.cql().statement();
        SystemTable table = systemTable(statement.cql(), statement.keyspace())
                .orElseThrow(() -> CqlRefusal.invalid(
                        "unconfigured table " + select.table().name()));
        client.reply(stream, new SystemSelect(table, select).run(options));
    }

    private void batch(int stream, ByteBuf raw, Batch batch) throws IOException {
        Snapshot state = parts.state().get();
        for (Object part : batch.queriesOrIds) {
            if (part instanceof String text) {
                new StatementRules(parts.dialect(), caller, state, keyspace).check(ParsedCql.of(text));
            } else {
                Optional<PreparedStatements.Prepared> found = parts.prepared().get((byte[]) part);
                if (found.isEmpty()) {
                    client.reply(stream, unprepared((byte[]) part));
                    return;
                }
                new StatementRules(parts.dialect(), caller, state, found.get().keyspace())
                        .check(found.get().cql());
            }
        }
        ByteBuf frame = raw.retain();
        client.onLoop(() -> forward(stream, frame));
    }

    /** Takes over the frame; on the connection's own thread. */
    private void forward(int stream, ByteBuf frame) {
        upstream.forward(frame, reply -> answer(stream, reply));
    }

    private void answer(int stream, ByteBuf reply) {
        Wire.setStream(reply, stream);
        client.deliver(reply);
    }

    private static Unprepared unprepared(byte[] id) {
        return new Unprepared("No prepared statement with ID " + Bytes.toHexString(id) + " found.", id);
    }

    private static byte[] id(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(("scylla " + text).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
