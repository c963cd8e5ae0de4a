package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import com.datastax.oss.protocol.internal.ProtocolConstants;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How large things may be (Amazon Keyspaces developer guide: quotas). The size of a row is taken from what one
 * statement writes; what the row held before is not read, unlike in the service.
 */
public final class SizeRules {
    private static final int MAX_ROW = 1 << 20;
    private static final int MAX_PARTITION_KEY = 2048;
    private static final int MAX_CLUSTERING_KEY = 850;

    private SizeRules() {}

    /**
     * @param values bound to the statement's markers
     * @param literals the tokens of the text, if it holds just this statement
     */
    static void checkRow(Modification statement, List<ByteBuffer> values, List<Token> literals) {
        boolean writes =
                switch (statement) {
                    case Statement.Insert insert -> true;
                    case Statement.Update update -> true;
                    case Statement.Delete delete -> false;
                };
        long size = 0;
        for (ByteBuffer value : values) {
            size += length(value);
        }
        for (Token token : literals) {
            size += length(token);
        }
        if (writes && size > MAX_ROW) {
            throw CqlRefusal.invalid("The update would cause the row to exceed the maximum allowed size.");
        }
    }

    /** @param names the columns the values are bound to, in the same order */
    static void checkKeys(TableView table, List<String> names, List<ByteBuffer> values) {
        long partition = 0;
        long clustering = 0;
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            if (table.schema().partitionKeys().contains(names.get(i))) {
                partition += length(values.get(i));
            } else if (table.schema().isKey(names.get(i))) {
                clustering += length(values.get(i));
            }
        }
        limit("partition", partition, MAX_PARTITION_KEY);
        limit("clustering", clustering, MAX_CLUSTERING_KEY);
    }

    private static void limit(String part, long size, int most) {
        if (size > most) {
            throw CqlRefusal.invalid(
                    "The " + part + " key has " + size + " bytes, and at most " + most + " are allowed");
        }
    }

    private static int length(ByteBuffer value) {
        return value == null || value == ProtocolConstants.UNSET_VALUE ? 0 : value.remaining();
    }

    private static int length(Token token) {
        return switch (token.kind()) {
            case STRING -> token.string().getBytes(StandardCharsets.UTF_8).length;
            case BLOB -> (token.text().length() - 2) / 2;
            case UUID -> 16;
            case INTEGER, FLOAT, DURATION -> Math.min(8, token.text().length());
            case WHITESPACE, COMMENT, WORD, QUOTED_NAME, MARKER, SYMBOL -> 0;
        };
    }
}
