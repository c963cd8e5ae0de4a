package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Relation.Operator;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a SELECT may not ask for (Amazon Keyspaces developer guide: supported Cassandra APIs, DML statements). */
final class SelectRules {
    /** Most values of an IN condition. */
    private static final int MAX_IN = 100;

    private static final Set<String> FUNCTIONS = Set.of(
            "token",
            "ttl",
            "writetime",
            "cast",
            "tojson",
            "fromjson",
            "uuid",
            "now",
            "mintimeuuid",
            "maxtimeuuid",
            "dateof",
            "unixtimestampof",
            "todate",
            "totimestamp",
            "tounixtimestamp");
    private static final Set<Operator> SLICES = EnumSet.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE);

    private SelectRules() {}

    static void check(Statement.Select select) {
        refuse(select.distinct(), "SELECT DISTINCT");
        refuse(!select.aggregates().isEmpty(), "The aggregate function " + String.join(", ", select.aggregates()));
        refuse(select.groupBy(), "GROUP BY");
        refuse(select.perPartitionLimit(), "PER PARTITION LIMIT");
        select.selectors().forEach(selector -> functions(selector.expression()));
        boolean in = false;
        boolean slice = false;
        for (Relation relation : select.where()) {
            in |= relation.operator() == Operator.IN;
            slice |= SLICES.contains(relation.operator()) || relation.token();
            operator(relation);
            if (literalOptions(relation) > MAX_IN) {
                tooManyOptions(relation);
            }
        }
        refuse(in && slice, "IN together with a slice or token() condition");
    }

    /** Rules that depend on the table's settings. */
    static void check(Statement.Select select, TableView table) {
        boolean writeTime = select.selectors().stream().anyMatch(selector -> calls(selector.expression(), "writetime"));
        if (writeTime) {
            WriteRules.requireTimestamps(table);
        }
    }

    /** Rules about the values bound to the markers of the WHERE clause, in order. */
    static void checkValues(Statement.Select select, List<ByteBuffer> values) {
        int next = 0;
        for (Relation relation : select.where()) {
            int markers = Markers.in(relation.value());
            boolean list = relation.operator() == Operator.IN
                    && !relation.value().get(0).equals("(")
                    && markers == 1;
            if (list && next < values.size() && values.get(next) != null) {
                ByteBuffer value = values.get(next);
                if (value.remaining() >= Integer.BYTES && value.getInt(value.position()) > MAX_IN) {
                    tooManyOptions(relation);
                }
            }
            next += markers;
        }
    }

    private static void operator(Relation relation) {
        switch (relation.operator()) {
            case EQ, LT, LE, GT, GE, IN, CONTAINS, CONTAINS_KEY, OTHER -> {}
            case NE, LIKE, BETWEEN, IS_NOT_NULL ->
                throw CqlRefusal.notSupported(
                        "The condition " + relation.operator().name().replace('_', ' '));
        }
    }

    /** Options written out between parentheses; a tuple counts as one. */
    private static int literalOptions(Relation relation) {
        if (relation.operator() != Operator.IN
                || relation.value().isEmpty()
                || !relation.value().get(0).equals("(")) {
            return 0;
        }
        int options = 1;
        int depth = 0;
        for (String token : relation.value()) {
            if (Set.of("(", "[", "{").contains(token)) {
                depth++;
            } else if (Set.of(")", "]", "}").contains(token)) {
                depth--;
            } else if (depth == 1 && token.equals(",")) {
                options++;
            }
        }
        return options;
    }

    private static void tooManyOptions(Relation relation) {
        throw CqlRefusal.invalid("The IN condition on " + String.join(", ", relation.columns()) + " has more than "
                + MAX_IN + " values");
    }

    private static void functions(List<String> expression) {
        for (int i = 0; i + 1 < expression.size(); i++) {
            String name = expression.get(i);
            if (expression.get(i + 1).equals("(")
                    && Character.isLetter(name.charAt(0))
                    && !FUNCTIONS.contains(name)
                    && !name.endsWith("asblob")
                    && !name.startsWith("blobas")) {
                throw CqlRefusal.notSupported("The function " + name);
            }
        }
    }

    private static boolean calls(List<String> expression, String function) {
        for (int i = 0; i + 1 < expression.size(); i++) {
            if (expression.get(i).equals(function) && expression.get(i + 1).equals("(")) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw CqlRefusal.notSupported(what);
        }
    }
}
