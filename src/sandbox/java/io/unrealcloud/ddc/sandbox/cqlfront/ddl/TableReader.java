package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn.SortOrder;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.util.ArrayList;
import java.util.List;

/** Reads the column list of CREATE TABLE, and turns its options into settings. */
final class TableReader {
    private final String keyspace;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> partitionKeys = new ArrayList<>();
    private final List<String> clustering = new ArrayList<>();
    private final List<String> statics = new ArrayList<>();

    TableReader(String keyspace) {
        this.keyspace = keyspace;
    }

    void columns(TokenReader in) {
        in.symbol("(");
        do {
            if (in.take("PRIMARY", "KEY")) {
                primaryKey(in);
            } else {
                column(in);
            }
        } while (in.takeSymbol(","));
        in.symbol(")");
        if (partitionKeys.isEmpty()) {
            throw CqlRefusal.invalid("No PRIMARY KEY specified (exactly one required)");
        }
    }

    private void column(TokenReader in) {
        String name = in.name();
        columns.add(new Column(name, TypeReader.read(in, keyspace)));
        if (in.take("STATIC")) {
            statics.add(name);
        }
        if (in.take("PRIMARY", "KEY")) {
            requireFirstKey();
            partitionKeys.add(name);
        }
    }

    private void primaryKey(TokenReader in) {
        requireFirstKey();
        in.symbol("(");
        if (in.takeSymbol("(")) {
            do {
                partitionKeys.add(in.name());
            } while (in.takeSymbol(","));
            in.symbol(")");
        } else {
            partitionKeys.add(in.name());
        }
        while (in.takeSymbol(",")) {
            clustering.add(in.name());
        }
        in.symbol(")");
    }

    private void requireFirstKey() {
        if (!partitionKeys.isEmpty()) {
            throw CqlRefusal.invalid("Multiple PRIMARY KEY specified (exactly one required)");
        }
    }

    TableSchema schema(List<ClusteringColumn> order) {
        List<ClusteringColumn> keys = clustering.stream()
                .map(name -> new ClusteringColumn(name, SortOrder.ASC))
                .toList();
        if (!order.isEmpty()) {
            if (!order.stream().map(ClusteringColumn::name).toList().equals(clustering)) {
                throw CqlRefusal.invalid(
                        "CLUSTERING ORDER BY must name the clustering columns " + clustering + " in this order");
            }
            keys = order;
        }
        return new TableSchema(columns, partitionKeys, keys, statics);
    }

    /** Settings of a new table: the defaults with each given one changed. A default TTL also switches TTL on. */
    static TableSettings settings(TableOptions options) {
        TableSettings s = TableSettings.DEFAULTS;
        if (options.comment() != null) {
            s = new TableSettings(
                    options.comment(),
                    s.capacity(),
                    s.encryption(),
                    s.pointInTimeRecovery(),
                    s.ttlEnabled(),
                    s.defaultTimeToLive(),
                    s.clientSideTimestamps(),
                    s.autoScaling(),
                    s.cdc(),
                    s.warmThroughput());
        }
        for (TableChange change : options.changes()) {
            s = apply(s, change);
        }
        return s;
    }

    private static TableSettings apply(TableSettings s, TableChange change) {
        boolean ttl = s.ttlEnabled()
                || change instanceof TableChange.EnableTimeToLive
                || change instanceof TableChange.SetDefaultTimeToLive set && set.seconds() > 0;
        return new TableSettings(
                s.comment(),
                change instanceof TableChange.SetCapacity set ? set.capacity() : s.capacity(),
                change instanceof TableChange.SetEncryption set ? set.encryption() : s.encryption(),
                change instanceof TableChange.SetPointInTimeRecovery set ? set.enabled() : s.pointInTimeRecovery(),
                ttl,
                change instanceof TableChange.SetDefaultTimeToLive set ? set.seconds() : s.defaultTimeToLive(),
                s.clientSideTimestamps() || change instanceof TableChange.EnableClientSideTimestamps,
                s.autoScaling(),
                s.cdc(),
                s.warmThroughput());
    }
}
