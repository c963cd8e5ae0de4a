package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.ParsedCql.Span;
import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Selector;
import io.unrealcloud.ddc.cql.Statement.Select;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rewrites {@code count(*)} over a partition and {@code SELECT DISTINCT} of a partition key into statements
 * Keyspaces runs, whose rows the gateway counts or thins out. Pure.
 */
sealed interface Emulation {
    /**
     * Send this, and count the rows it gives.
     *
     * @param column what the count is called
     */
    record Count(String text, String column) implements Emulation {}

    /**
     * Send this, and leave out rows equal to the one before.
     *
     * @param limit rows the whole answer may have; absent if not limited
     */
    record Distinct(String text, Optional<Integer> limit) implements Emulation {}

    /** It cannot be emulated exactly. */
    record Impossible(Treatment.Refuse refusal) implements Emulation {}

    /** @param key the columns of the table's partition key */
    static Emulation count(ParsedCql cql, Select select, List<String> key) {
        boolean pinned =
                key.stream().allMatch(column -> select.where().stream().anyMatch(relation -> relation.pins(column)));
        if (!pinned) {
            return impossible(
                    "count(*)",
                    "Amazon Keyspaces has no count(*). The CQL gateway can only count one partition: give every column"
                            + " of the partition key (" + String.join(", ", key) + ") one value");
        }
        if (select.perPartitionLimit()
                || limit(select).isEmpty() && !select.limit().isEmpty()) {
            return impossible(
                    "count(*)",
                    "Amazon Keyspaces has no count(*), and the CQL gateway cannot stand in for it with this LIMIT");
        }
        // LIMIT bounds the rows of the answer, of which count(*) has one, so a positive one means nothing.
        return new Count(
                rewrite(cql, CqlText.name(key.get(0))),
                select.selectors().get(0).alias().orElse("count"));
    }

    /** @param key the columns of the table's partition key */
    static Emulation distinct(ParsedCql cql, Select select, List<String> key) {
        List<String> columns = select.selectors().stream()
                .map(selector -> selector.column().orElse(""))
                .toList();
        if (!key.containsAll(columns)) {
            return impossible(
                    "SELECT DISTINCT",
                    "Amazon Keyspaces has no SELECT DISTINCT. The CQL gateway can only stand in for it with the columns"
                            + " of the partition key (" + String.join(", ", key) + ")");
        }
        List<String> missing =
                key.stream().filter(column -> !columns.contains(column)).toList();
        if (!missing.isEmpty()) {
            return impossible(
                    "SELECT DISTINCT",
                    "SELECT DISTINCT queries must request all the partition key columns (missing " + missing.get(0)
                            + ")");
        }
        if (!select.where().stream().map(Relation::columns).allMatch(key::containsAll)) {
            return impossible(
                    "SELECT DISTINCT",
                    "SELECT DISTINCT with WHERE clause only supports restriction by partition key and/or static"
                            + " columns.");
        }
        if (limit(select).isEmpty() && !select.limit().isEmpty()) {
            return impossible(
                    "SELECT DISTINCT",
                    "Amazon Keyspaces has no SELECT DISTINCT, and the CQL gateway can only stand in for it with a"
                            + " positive number as LIMIT");
        }
        return new Distinct(rewrite(cql, list(select)), limit(select));
    }

    private static String list(Select select) {
        return String.join(
                ", ",
                select.selectors().stream()
                        .map(selector -> column(selector)
                                + selector.alias()
                                        .map(alias -> " AS " + CqlText.name(alias))
                                        .orElse(""))
                        .toList());
    }

    private static String column(Selector selector) {
        return CqlText.name(selector.column().orElseThrow());
    }

    /** The statement with another select list, without LIMIT and BYPASS CACHE, otherwise as written. */
    private static String rewrite(ParsedCql cql, String list) {
        Map<Span, String> changes =
                new TreeMap<>(Comparator.comparing(Span::start).reversed());
        changes.put(cql.selection().orElseThrow(), list);
        cql.limit().ifPresent(span -> changes.put(span, ""));
        cql.bypassCache().ifPresent(span -> changes.put(span, ""));
        String text = cql.text();
        for (Map.Entry<Span, String> change : changes.entrySet()) {
            text = change.getKey().replaceIn(text, change.getValue());
        }
        return text;
    }

    private static Optional<Integer> limit(Select select) {
        if (select.limit().size() != 1 || !select.limit().get(0).matches("0*[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(select.limit().get(0)));
    }

    private static Emulation impossible(String what, String message) {
        return new Impossible(StatementPolicy.refuse(what, message));
    }
}
