package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.store.ContentIds;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code content_id}, whose ids are blobs in Cassandra mode and values of a type otherwise. */
public final class CqlContentIds implements ContentIds {
    private final Statements statements;
    private final boolean plain;
    private final boolean consistent;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    public CqlContentIds(Connection connection, Release release) {
        ScyllaSettings settings = connection.settings();
        connection.createTables(
                connection.replicated(),
                new Schema(settings, release, SchemaCatalogue.current()).replicated("content_id"));
        statements = new Statements(connection.replicated());
        plain = settings.cassandraMode();
        consistent = settings.consistentContentIds();
        insert = statements.prepare("INSERT INTO content_id (content_id, content_weight, chunks) VALUES (?, ?, ?)");
        select = statements.prepare("SELECT content_weight, chunks FROM content_id WHERE content_id = ?");
    }

    @Override
    public void put(IoHash content, List<IoHash> chunks, int weight) {
        if (plain) {
            Set<ByteBuffer> blobs =
                    chunks.stream().map(Statements::blob).collect(Collectors.toCollection(HashSet::new));
            run(insert, Statements.blob(content), weight, blobs);
        } else {
            SetType set =
                    (SetType) insert.getVariableDefinitions().get("chunks").getType();
            UserDefinedType type = (UserDefinedType) set.getElementType();
            Set<UdtValue> values = chunks.stream()
                    .map(chunk -> Statements.identifier(type, chunk))
                    .collect(Collectors.toCollection(HashSet::new));
            run(insert, Statements.identifier(insert, "content_id", content), weight, values);
        }
    }

    @Override
    public SortedMap<Integer, List<IoHash>> choices(IoHash content) {
        SortedMap<Integer, List<IoHash>> choices = new TreeMap<>();
        Object id = plain ? Statements.blob(content) : Statements.identifier(select, "content_id", content);
        run(select, id).forEach(row -> choices.put(row.getInt("content_weight"), chunks(row)));
        return choices;
    }

    private ResultSet run(PreparedStatement statement, Object... values) {
        return consistent ? statements.runConsistently(statement, values) : statements.run(statement, values);
    }

    private List<IoHash> chunks(Row row) {
        return plain
                ? row.getSet("chunks", ByteBuffer.class).stream()
                        .map(Statements::hash)
                        .toList()
                : row.getSet("chunks", UdtValue.class).stream()
                        .map(Statements::hash)
                        .toList();
    }
}
