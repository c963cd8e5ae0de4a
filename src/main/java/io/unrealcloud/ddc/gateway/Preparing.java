package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.RawType;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.CqlSyntaxException;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement.Select;
import io.unrealcloud.ddc.gateway.PreparedStatements.Prepared;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;

/**
 * Handles PREPARE. Ids are the database's own where the statement is passed on; a statement the gateway answers or
 * emulates gets an id of the gateway's, since the database knows another statement by the id it gave.
 */
final class Preparing {
    /** Tables whose content addresses are a user-defined type in Scylla mode and a blob otherwise. */
    private static final Set<String> TELLING_TABLES = Set.of("content_id", "blob_index");

    private static final Set<String> TELLING_COLUMNS = Set.of("content_id", "blob_id");

    private final Link link;
    private final Shared shared;

    Preparing(Link link) {
        this.link = link;
        this.shared = link.shared();
    }

    boolean prepare(int stream, ByteBuf frame) {
        String text = RequestFields.of(frame).longString();
        ParsedCql cql;
        try {
            cql = ParsedCql.of(text);
        } catch (CqlSyntaxException e) {
            link.forward(stream, frame, answer -> prepared(stream, answer, new Prepared.Plain(false)));
            return true;
        }
        Treatment treatment = shared.policy.treat(cql, link.keyspace());
        switch (treatment) {
            case Treatment.Forward forward -> {
                return forward(stream, frame, text, forward.text(), new Prepared.Plain(forward.read()));
            }
            case Treatment.Gather gather -> {
                return forward(stream, frame, text, gather.text(), new Prepared.Gathered());
            }
            case Treatment.ShowLocal show -> own(stream, cql, show.select());
            case Treatment.ShowPeers show -> own(stream, cql, show.select());
            case Treatment.NoSuchTable missing -> link.reply(stream, Errors.noSuchTable(missing.table()));
            case Treatment.Count count -> count(stream, cql, count.select(), count.table());
            case Treatment.Distinct distinct -> distinct(stream, cql, distinct.select(), distinct.table());
            case Treatment.Refuse refusal -> Refusals.reply(link, stream, refusal);
            case Treatment.Use use -> notPreparable(stream, cql);
            case Treatment.Existing existing -> notPreparable(stream, cql);
            case Treatment.Void nothing -> notPreparable(stream, cql);
        }
        return false;
    }

    private boolean forward(int stream, ByteBuf frame, String text, String sent, Prepared how) {
        if (sent.equals(text)) {
            link.forward(stream, frame, answer -> prepared(stream, answer, how));
            return true;
        }
        shared.rewrites("bypass_cache").increment();
        shared.mode.saw(ModeCheck.Evidence.BYPASS_CACHE);
        link.ask(stream, new Prepare(sent), answer -> prepared(stream, answer, how));
        return false;
    }

    private void prepared(int stream, ByteBuf answer, Prepared how) {
        if (Wire.decodeResponse(answer)
                instanceof com.datastax.oss.protocol.internal.response.result.Prepared prepared) {
            shared.prepared.put(new StatementId(prepared.preparedQueryId), how);
            prepared.variablesMetadata.columnSpecs.forEach(this::lookForMode);
        }
        Errors.pass(link, stream, answer);
    }

    private void lookForMode(ColumnSpec variable) {
        if (TELLING_TABLES.contains(variable.tableName) && TELLING_COLUMNS.contains(variable.name)) {
            shared.mode.saw(
                    variable.type instanceof RawType.RawUdt
                            ? ModeCheck.Evidence.UDT_BIND
                            : ModeCheck.Evidence.BLOB_BIND);
        }
    }

    private void own(int stream, ParsedCql cql, Select select) {
        StatementId id = ownId("own", cql.text().getBytes(StandardCharsets.UTF_8));
        shared.prepared.put(id, new Prepared.Own(cql));
        boolean local = select.table().name().equals("local");
        link.reply(
                stream,
                new SystemQuery(
                                cql,
                                select,
                                local
                                        ? SystemTables.local(shared.ring, link.node())
                                        : SystemTables.peers(shared.ring, link.node()))
                        .prepared(id.bytes()));
    }

    private void count(int stream, ParsedCql cql, Select select, QualifiedName table) {
        PartitionKeys.find(link, stream, table, key -> {
            switch (Emulation.count(cql, select, key)) {
                case Emulation.Count count ->
                    emulated(stream, count.text(), (upstream, message) -> {
                        String keyspace = table.keyspace().orElseThrow();
                        StatementId id = ownId("count " + count.column(), upstream.bytes());
                        shared.prepared.put(id, new Prepared.Counted(upstream, keyspace, table.name(), count.column()));
                        ColumnSpec column = Counting.column(keyspace, table.name(), count.column());
                        return withId(id, message, new RowsMetadata(List.of(column), null, null, null));
                    });
                case Emulation.Impossible impossible -> Refusals.reply(link, stream, impossible.refusal());
                case Emulation.Distinct other -> throw new IllegalStateException("count gives no " + other);
            }
        });
    }

    private void distinct(int stream, ParsedCql cql, Select select, QualifiedName table) {
        if (select.bypassCache()) {
            shared.rewrites("bypass_cache").increment();
            shared.mode.saw(ModeCheck.Evidence.BYPASS_CACHE);
        }
        PartitionKeys.find(link, stream, table, key -> {
            switch (Emulation.distinct(cql, select, key)) {
                case Emulation.Distinct distinct ->
                    emulated(stream, distinct.text(), (upstream, message) -> {
                        StatementId id = ownId("distinct " + distinct.limit().orElse(0), upstream.bytes());
                        shared.prepared.put(id, new Prepared.Thinned(upstream, distinct.limit()));
                        return withId(id, message, message.resultMetadata);
                    });
                case Emulation.Impossible impossible -> Refusals.reply(link, stream, impossible.refusal());
                case Emulation.Count other -> throw new IllegalStateException("distinct gives no " + other);
            }
        });
    }

    private interface Made {
        Message of(StatementId upstream, com.datastax.oss.protocol.internal.response.result.Prepared message);
    }

    private void emulated(int stream, String text, Made made) {
        link.ask(stream, new Prepare(text), frame -> {
            Message answer = Wire.decodeResponse(frame);
            if (answer instanceof com.datastax.oss.protocol.internal.response.result.Prepared prepared) {
                link.reply(stream, made.of(new StatementId(prepared.preparedQueryId), prepared));
            } else if (answer instanceof Error error) {
                Errors.reply(link, stream, error);
            } else {
                link.pass(stream, frame);
            }
        });
    }

    private static Message withId(
            StatementId id,
            com.datastax.oss.protocol.internal.response.result.Prepared from,
            RowsMetadata resultMetadata) {
        return new com.datastax.oss.protocol.internal.response.result.Prepared(
                id.bytes(), null, from.variablesMetadata, resultMetadata);
    }

    private void notPreparable(int stream, ParsedCql cql) {
        Refusals.reply(
                link,
                stream,
                StatementPolicy.refuse(
                        cql.statement().label(),
                        "Amazon Keyspaces prepares no " + cql.statement().label() + "; send it as a plain query"));
    }

    private static StatementId ownId(String what, byte[] of) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(what.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return new StatementId(digest.digest(of));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no MD5", e);
        }
    }
}
