package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.SetKeyspace;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.Consistency;
import io.unrealcloud.ddc.cql.CqlSyntaxException;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement.Select;
import io.unrealcloud.ddc.gateway.PreparedStatements.Prepared;
import java.nio.charset.StandardCharsets;

/** Handles the requests of a link that carry statements. Each method returns whether the frame was given away. */
final class Requests {
    private static final int KEEP = -1;
    private static final int BATCHED_ID = 1;

    private final Link link;
    private final Shared shared;
    private final Preparing preparing;

    Requests(Link link) {
        this.link = link;
        this.shared = link.shared();
        this.preparing = new Preparing(link);
    }

    boolean query(int stream, ByteBuf frame) {
        shared.queries.increment();
        RequestFields fields = RequestFields.of(frame);
        int textAt = fields.position();
        String text = fields.longString();
        int parametersAt = fields.position();
        ParsedCql cql;
        try {
            cql = ParsedCql.of(text);
        } catch (CqlSyntaxException e) {
            // The database says what is wrong with it, in its own words.
            return forward(stream, frame, fields, false);
        }
        Treatment treatment = shared.policy.treat(cql, link.keyspace());
        return switch (treatment) {
            case Treatment.Forward forward
            when forward.text().equals(text) -> forward(stream, frame, fields, forward.read());
            case Treatment.Forward forward -> {
                bypassCacheRemoved();
                fields.rewriteParameters(forward.read() ? KEEP : Consistency.FOR_WRITES, false);
                link.forward(stream, withText(frame, textAt, parametersAt, forward.text()));
                yield false;
            }
            case Treatment.Use use -> {
                fields.rewriteParameters(Consistency.FOR_WRITES, false);
                link.forward(stream, frame, answer -> used(stream, answer));
                yield true;
            }
            case Treatment.ShowLocal show -> {
                link.reply(stream, own(cql, show.select(), true).answer(decoded(frame).options));
                yield false;
            }
            case Treatment.ShowPeers show -> {
                link.reply(stream, own(cql, show.select(), false).answer(decoded(frame).options));
                yield false;
            }
            case Treatment.NoSuchTable missing -> {
                link.reply(stream, Errors.noSuchTable(missing.table()));
                yield false;
            }
            case Treatment.Gather gather -> {
                if (!gather.text().equals(text)) {
                    bypassCacheRemoved();
                }
                new Gathering(link, stream, Pages.of(decoded(frame)).instead(gather.text())).start();
                yield false;
            }
            case Treatment.Count count -> {
                count(stream, cql, count.select(), count.table(), Pages.of(decoded(frame)));
                yield false;
            }
            case Treatment.Distinct distinct -> {
                thin(stream, cql, distinct.select(), distinct.table(), Pages.of(decoded(frame)));
                yield false;
            }
            case Treatment.Existing existing -> {
                ExistingObject.answer(link, stream, existing.ddl(), existing.name());
                yield false;
            }
            case Treatment.Void nothing -> {
                shared.rewrites("ddl").increment();
                link.reply(stream, Void.INSTANCE);
                yield false;
            }
            case Treatment.Refuse refusal -> {
                Refusals.reply(link, stream, refusal);
                yield false;
            }
        };
    }

    boolean execute(int stream, ByteBuf frame) {
        shared.executes.increment();
        RequestFields fields = RequestFields.of(frame);
        StatementId id = fields.shortBytes();
        Prepared prepared = shared.prepared.find(id);
        if (prepared instanceof Prepared.Plain plain) {
            return forward(stream, frame, fields, plain.read());
        }
        if (prepared == null) {
            unprepared(stream, id);
            return false;
        }
        var execute = (com.datastax.oss.protocol.internal.request.Execute) Wire.decodeRequest(frame);
        Pages pages = Pages.of(execute);
        switch (prepared) {
            case Prepared.Plain plain -> throw new IllegalStateException("handled above");
            case Prepared.Gathered gathered -> new Gathering(link, stream, pages).start();
            case Prepared.Counted counted ->
                new Counting(
                                link,
                                stream,
                                pages.instead(counted.upstream()),
                                Counting.column(counted.keyspace(), counted.table(), counted.column()))
                        .start();
            case Prepared.Thinned thinned ->
                new Thinning(link, stream, pages.instead(thinned.upstream()))
                        .start(thinned.limit().orElse(KEEP));
            case Prepared.Own own -> {
                Select select = (Select) own.cql().statement();
                link.reply(
                        stream,
                        own(own.cql(), select, select.table().name().equals("local"))
                                .answer(execute.options));
            }
        }
        return false;
    }

    boolean prepare(int stream, ByteBuf frame) {
        shared.prepares.increment();
        return preparing.prepare(stream, frame);
    }

    boolean batch(int stream, ByteBuf frame) {
        shared.batches.increment();
        RequestFields fields = RequestFields.of(frame);
        fields.unsignedByte();
        for (int left = fields.unsignedShort(); left > 0; left--) {
            if (fields.unsignedByte() == BATCHED_ID) {
                StatementId id = fields.shortBytes();
                if (!(shared.prepared.find(id) instanceof Prepared.Plain)) {
                    unprepared(stream, id);
                    return false;
                }
            } else {
                fields.longString();
            }
            fields.skipValues();
        }
        lift(fields.rewriteParameters(Consistency.FOR_WRITES, true));
        link.forward(stream, frame);
        return true;
    }

    private boolean forward(int stream, ByteBuf frame, RequestFields fields, boolean read) {
        lift(fields.rewriteParameters(read ? KEEP : Consistency.FOR_WRITES, false));
        link.forward(stream, frame);
        return true;
    }

    private void lift(boolean changed) {
        if (changed) {
            shared.lifted.increment();
        }
    }

    private void unprepared(int stream, StatementId id) {
        shared.metrics.count("ddc_gateway_unprepared_total");
        link.reply(
                stream, new Unprepared("The CQL gateway does not know this statement; prepare it again", id.bytes()));
    }

    private void used(int stream, ByteBuf answer) {
        if (Wire.decodeResponse(answer) instanceof SetKeyspace set) {
            link.use(set.keyspace);
        }
        Errors.pass(link, stream, answer);
    }

    private void count(int stream, ParsedCql cql, Select select, QualifiedName table, Pages pages) {
        PartitionKeys.find(link, stream, table, key -> {
            switch (Emulation.count(cql, select, key)) {
                case Emulation.Count count ->
                    new Counting(
                                    link,
                                    stream,
                                    pages.instead(count.text()),
                                    Counting.column(table.keyspace().orElseThrow(), table.name(), count.column()))
                            .start();
                case Emulation.Impossible impossible -> Refusals.reply(link, stream, impossible.refusal());
                case Emulation.Distinct other -> throw new IllegalStateException("count gives no " + other);
            }
        });
    }

    private void thin(int stream, ParsedCql cql, Select select, QualifiedName table, Pages pages) {
        PartitionKeys.find(link, stream, table, key -> {
            switch (Emulation.distinct(cql, select, key)) {
                case Emulation.Distinct distinct ->
                    new Thinning(link, stream, pages.instead(distinct.text()))
                            .start(distinct.limit().orElse(KEEP));
                case Emulation.Impossible impossible -> Refusals.reply(link, stream, impossible.refusal());
                case Emulation.Count other -> throw new IllegalStateException("distinct gives no " + other);
            }
        });
        if (select.bypassCache()) {
            bypassCacheRemoved();
        }
    }

    private SystemQuery own(ParsedCql cql, Select select, boolean local) {
        return new SystemQuery(
                cql,
                select,
                local ? SystemTables.local(shared.ring, link.node()) : SystemTables.peers(shared.ring, link.node()));
    }

    private void bypassCacheRemoved() {
        shared.rewrites("bypass_cache").increment();
        shared.mode.saw(ModeCheck.Evidence.BYPASS_CACHE);
    }

    private static Query decoded(ByteBuf frame) {
        return (Query) Wire.decodeRequest(frame);
    }

    /** The frame with another statement; what comes before and after it is kept. */
    private static ByteBuf withText(ByteBuf frame, int textAt, int parametersAt, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int before = textAt - frame.readerIndex();
        int after = frame.writerIndex() - parametersAt;
        ByteBuf changed = frame.alloc().buffer(before + Integer.BYTES + bytes.length + after);
        changed.writeBytes(frame, frame.readerIndex(), before);
        changed.writeInt(bytes.length);
        changed.writeBytes(bytes);
        changed.writeBytes(frame, parametersAt, after);
        FrameHeader.setBodyLength(changed, changed.readableBytes() - FrameHeader.SIZE);
        return changed;
    }
}
