package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.Register;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Ready;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.SetKeyspace;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.CqlSyntaxException;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontContext.ForCaller;
import io.unrealcloud.ddc.sandbox.cqlfront.PreparedStatements.PreparedStatement;
import io.unrealcloud.ddc.sandbox.cqlfront.PreparedStatements.PreparedStatement.OnData;
import io.unrealcloud.ddc.sandbox.cqlfront.PreparedStatements.PreparedStatement.OnSystemTable;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.ConsistencyRules;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.Judgement;
import io.unrealcloud.ddc.sandbox.cqlfront.rules.StatementRules;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemSelect;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** The requests of one logged-in client: decides about each and sees that it is answered exactly once. */
final class Requests {
    private static final Logger LOG = System.getLogger(Requests.class.getName());

    private final ForCaller context;
    private final Upstream upstream;
    private final ClientConnection client;
    private final DataRequests data;
    private final SchemaRequests schema;
    private final PrepareRequests prepare;
    private Optional<String> keyspace = Optional.empty();

    Requests(ForCaller context, Upstream upstream, ClientConnection client) {
        this.context = context;
        this.upstream = upstream;
        this.client = client;
        this.data = new DataRequests(context, upstream, client);
        this.schema = new SchemaRequests(context, upstream, client);
        this.prepare = new PrepareRequests(context, upstream, client);
    }

    /** Takes over the frame. */
    void handle(ByteBuf raw) {
        int stream = Wire.stream(raw);
        RawRequest request = null;
        try {
            request = new RawRequest(raw, stream, Wire.decodeRequest(raw));
            dispatch(request);
        } catch (CqlRefusal e) {
            client.reply(stream, e.error());
        } catch (CqlSyntaxException e) {
            client.reply(stream, new Error(ErrorCode.SYNTAX_ERROR, e.getMessage()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            if (request == null) {
                client.reply(stream, new Error(ErrorCode.PROTOCOL_ERROR, "Cannot read the frame: " + e.getMessage()));
            } else {
                fault(stream, e);
            }
        } catch (RuntimeException e) {
            fault(stream, e);
        } finally {
            raw.release();
        }
    }

    private void fault(int stream, RuntimeException e) {
        LOG.log(Level.ERROR, "The CQL front failed on a request", e);
        client.reply(stream, new Error(ErrorCode.SERVER_ERROR, "The sandbox's CQL front failed: " + e));
    }

    private void dispatch(RawRequest request) {
        Frame frame = request.frame();
        switch (frame.message) {
            case Query query -> query(request, query);
            case Prepare prepared -> prepare.prepare(request, prepared.cqlQuery, keyspace);
            case Execute execute -> execute(request, execute);
            case Batch batch -> data.batch(request, batch, keyspace);
            // Events are never sent, as through the service's load balancer: clients poll.
            case Register register -> client.reply(request.stream(), new Ready());
            default ->
                throw CqlRefusal.protocol(
                        "Unexpected message " + frame.message.getClass().getSimpleName() + " after the login");
        }
    }

    private void query(RawRequest request, Query query) {
        ParsedCql cql = ParsedCql.of(query.query);
        run(request, cql, keyspace, query.options, List.of());
    }

    private void execute(RawRequest request, Execute execute) {
        Optional<PreparedStatement> found = context.front().prepared().get(execute.queryId);
        if (found.isEmpty()) {
            client.reply(
                    request.stream(),
                    new Unprepared(
                            "Prepared query with ID " + Bytes.toHexString(execute.queryId) + " not found",
                            execute.queryId));
            return;
        }
        switch (found.get()) {
            case OnData statement ->
                run(request, statement.cql(), statement.keyspace(), execute.options, statement.columns());
            case OnSystemTable statement ->
                run(request, statement.cql(), statement.keyspace(), execute.options, List.of());
        }
    }

    private void run(
            RawRequest request,
            ParsedCql cql,
            Optional<String> keyspaceMeant,
            QueryOptions options,
            List<String> boundColumns) {
        Judgement judgement = new StatementRules(context.access(), keyspaceMeant).judge(cql);
        ConsistencyRules.check(judgement, options.consistency);
        switch (judgement) {
            case Judgement.SystemRead read ->
                client.reply(request.stream(), new SystemSelect(read.table(), read.select()).run(options));
            case Judgement.Read read -> data.read(request, read, options);
            case Judgement.Write write -> data.write(request, cql, write, options, boundColumns);
            case Judgement.UseKeyspace use -> use(request, use.keyspace());
            case Judgement.SchemaChange change -> schema.change(request.stream(), cql, change.ddl(), keyspaceMeant);
            case Judgement.Unclear unclear -> prepare.refuse(request.stream(), cql, unclear.label());
        }
    }

    /** A system keyspace exists only in the front; any other is also set on the connection behind. */
    private void use(RawRequest request, String name) {
        keyspace = Optional.of(name);
        if (SystemTables.isSystem(name)) {
            client.reply(request.stream(), new SetKeyspace(name));
        } else {
            data.forward(request);
        }
    }

    void close() {
        upstream.close();
    }

    /**
     * A frame as it came.
     *
     * @param raw released when {@link #handle} returns; whoever keeps it retains it
     */
    record RawRequest(ByteBuf raw, int stream, Frame frame) {}
}
