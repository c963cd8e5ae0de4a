package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.SchemaChange;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontContext.ForCaller;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.SchemaRequest;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.SchemaText;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Schema changes over CQL: Cassandra's parser judges the text, the catalogue judges and does the rest. The answer
 * says only that the change was accepted; it happens later (Amazon Keyspaces developer guide: DDL is asynchronous).
 */
final class SchemaRequests {
    private static final Logger LOG = System.getLogger(SchemaRequests.class.getName());

    private final ForCaller context;
    private final ClientConnection client;
    private final PrepareRequests parser;

    SchemaRequests(ForCaller context, Upstream upstream, ClientConnection client) {
        this.context = context;
        this.client = client;
        this.parser = new PrepareRequests(context, upstream, client);
    }

    void change(int stream, ParsedCql cql, Statement.Ddl ddl, Optional<String> current) {
        String keyspace = ddl.object() == Statement.SchemaObject.KEYSPACE
                ? ddl.name().orElseThrow().name()
                : ddl.name()
                        .flatMap(name -> name.keyspace(current))
                        .orElseThrow(() -> CqlRefusal.invalid("No keyspace has been specified. USE a keyspace, or"
                                + " explicitly specify keyspace.tablename"));
        if (SystemTables.isSystem(keyspace)) {
            throw new CqlRefusal(
                    new Error(ErrorCode.UNAUTHORIZED, "System keyspace " + keyspace + " cannot be changed"));
        }
        SchemaText read =
                SchemaText.read(cql, ddl, keyspace, context.front().settings().region());
        SchemaPermissions.check(context.access(), read.request());
        if (read.forCassandra().isEmpty()) {
            submit(stream, read.request());
            return;
        }
        parser.judge(read.forCassandra().get(), error -> {
            if (error.isPresent()) {
                client.reply(stream, error.get());
            } else {
                submit(stream, read.request());
            }
        });
    }

    /** The catalogue may wait for the database: not on the event loop. */
    private void submit(int stream, SchemaRequest request) {
        context.front().slow().execute(() -> {
            Message answer = answer(request);
            client.channel().eventLoop().execute(() -> client.reply(stream, answer));
        });
    }

    private Message answer(SchemaRequest request) {
        try {
            return apply(request);
        } catch (ServiceError e) {
            return error(request, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The CQL front failed on a schema change", e);
            return new Error(ErrorCode.SERVER_ERROR, "The sandbox's CQL front failed: " + e);
        }
    }

    private Message apply(SchemaRequest request) {
        Catalog catalog = context.access().catalog();
        Scope scope = context.access().scope();
        boolean there = exists(request);
        boolean creates = request instanceof SchemaRequest.CreateKeyspace
                || request instanceof SchemaRequest.CreateTable
                || request instanceof SchemaRequest.CreateType;
        if (request.guarded() && creates == there) {
            return com.datastax.oss.protocol.internal.response.result.Void.INSTANCE;
        }
        switch (request) {
            case SchemaRequest.CreateKeyspace create -> {
                catalog.createKeyspace(scope, create.keyspace(), create.replication(), create.tags());
                return changed("CREATED", "KEYSPACE", request);
            }
            case SchemaRequest.AddRegions add -> {
                catalog.updateKeyspace(scope, add.keyspace(), add.replication(), add.clientSideTimestamps());
                return changed("UPDATED", "KEYSPACE", request);
            }
            case SchemaRequest.DropKeyspace drop -> {
                catalog.deleteKeyspace(scope, drop.keyspace());
                return changed("DROPPED", "KEYSPACE", request);
            }
            case SchemaRequest.CreateTable create -> {
                catalog.createTable(scope, create.table());
                return changed("CREATED", "TABLE", request);
            }
            case SchemaRequest.ChangeTable change -> {
                catalog.updateTable(scope, change.keyspace(), change.object(), change.change());
                return changed("UPDATED", "TABLE", request);
            }
            case SchemaRequest.DropTable drop -> {
                catalog.deleteTable(scope, drop.keyspace(), drop.object());
                return changed("DROPPED", "TABLE", request);
            }
            case SchemaRequest.CreateType create -> {
                catalog.createType(scope, create.keyspace(), create.object(), create.fields());
                return changed("CREATED", "TYPE", request);
            }
            case SchemaRequest.DropType drop -> {
                catalog.deleteType(scope, drop.keyspace(), drop.object());
                return changed("DROPPED", "TYPE", request);
            }
            case SchemaRequest.Tag tag -> {
                String table = tag.object().isEmpty() ? null : tag.object();
                if (tag.remove()) {
                    catalog.untag(scope, tag.keyspace(), table, tag.tags());
                } else {
                    catalog.tag(scope, tag.keyspace(), table, tag.tags());
                }
                return com.datastax.oss.protocol.internal.response.result.Void.INSTANCE;
            }
        }
    }

    private boolean exists(SchemaRequest request) {
        Catalog catalog = context.access().catalog();
        Scope scope = context.access().scope();
        return switch (request) {
            case SchemaRequest.CreateKeyspace r ->
                catalog.keyspace(scope, r.keyspace()).isPresent();
            case SchemaRequest.AddRegions r ->
                catalog.keyspace(scope, r.keyspace()).isPresent();
            case SchemaRequest.DropKeyspace r ->
                catalog.keyspace(scope, r.keyspace()).isPresent();
            case SchemaRequest.CreateTable r ->
                catalog.table(scope, r.keyspace(), r.object()).isPresent();
            case SchemaRequest.ChangeTable r ->
                catalog.table(scope, r.keyspace(), r.object()).isPresent();
            case SchemaRequest.DropTable r ->
                catalog.table(scope, r.keyspace(), r.object()).isPresent();
            case SchemaRequest.CreateType r ->
                catalog.type(scope, r.keyspace(), r.object()).isPresent();
            case SchemaRequest.DropType r ->
                catalog.type(scope, r.keyspace(), r.object()).isPresent();
            case SchemaRequest.Tag r -> true;
        };
    }

    private static Message changed(String how, String what, SchemaRequest request) {
        return new SchemaChange(
                how, what, request.keyspace(), request.object().isEmpty() ? null : request.object(), List.of());
    }

    private Message error(SchemaRequest request, ServiceError e) {
        boolean taken = e.type() == ServiceError.Type.ConflictException && exists(request);
        if (taken && request instanceof SchemaRequest.CreateKeyspace) {
            return CqlRefusal.alreadyExists(request.keyspace(), "").error();
        }
        if (taken && request instanceof SchemaRequest.CreateTable) {
            return CqlRefusal.alreadyExists(request.keyspace(), request.object())
                    .error();
        }
        int code =
                switch (e.type()) {
                    case ValidationException,
                            ConflictException,
                            ServiceQuotaExceededException,
                            SerializationException -> ErrorCode.INVALID;
                    case ResourceNotFoundException -> ErrorCode.CONFIG_ERROR;
                    case AccessDeniedException,
                            UnrecognizedClientException,
                            InvalidSignatureException,
                            ExpiredTokenException,
                            IncompleteSignatureException,
                            MissingAuthenticationTokenException -> ErrorCode.UNAUTHORIZED;
                    case ThrottlingException, ServiceUnavailableException -> ErrorCode.OVERLOADED;
                    case InternalServerException, UnknownOperationException -> ErrorCode.SERVER_ERROR;
                };
        return new Error(code, e.getMessage());
    }
}
