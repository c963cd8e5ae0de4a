package io.unrealcloud.ddc.schema.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.live.SystemRows.IndexRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What an index is on, as the schema tables say it: a column's name, in quotes where CQL needs them, or, for a local
 * index of ScyllaDB, {@code {"pk":["a","b"],"ck":["c"]}} (ScyllaDB source: index target parser). An index on part of a
 * collection, such as {@code keys(c)}, comes out under that text as if it were a column: it differs from any wanted.
 */
final class IndexTarget {

    private static final ObjectMapper JSON = new ObjectMapper();

    private IndexTarget() {}

    static IndexDefinition read(IndexRow row) {
        CqlIdentifier name = CqlIdentifier.of(row.indexName());
        if (row.target().startsWith("{")) {
            try {
                JsonNode target = JSON.readTree(row.target());
                List<CqlIdentifier> columns = names(target.path("ck"));
                if (columns.size() == 1) {
                    return new IndexDefinition(name, names(target.path("pk")), columns.get(0));
                }
            } catch (JsonProcessingException unknown) {
                // Some other way to write it: kept as it is, so that it shows as a difference.
            }
        }
        return new IndexDefinition(name, List.of(), column(row.target()));
    }

    private static List<CqlIdentifier> names(JsonNode array) {
        List<CqlIdentifier> names = new ArrayList<>();
        array.forEach(name -> names.add(column(name.asText())));
        return names;
    }

    private static CqlIdentifier column(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return CqlIdentifier.of(quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text);
    }
}
