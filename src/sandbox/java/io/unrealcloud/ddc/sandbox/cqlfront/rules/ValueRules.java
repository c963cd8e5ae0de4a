package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.Token;
import java.nio.ByteBuffer;
import java.util.List;

/** Decides about a statement once its values are there. */
public final class ValueRules {
    private ValueRules() {}

    /** @param values bound to all markers of the statement, in order */
    public static void check(Judgement.Read read, List<ByteBuffer> values) {
        SelectRules.checkValues(read.select(), values);
    }

    /**
     * A single statement.
     *
     * @param tokens of its text
     * @param names the columns the values are bound to; empty if they are not known
     */
    public static void check(
            Judgement.Write.Target target, List<Token> tokens, List<String> names, List<ByteBuffer> values) {
        SizeRules.checkRow(target.statement(), values, tokens);
        SizeRules.checkKeys(target.table(), names, values);
    }
}
