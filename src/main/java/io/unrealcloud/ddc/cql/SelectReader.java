package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.ParsedCql.Span;
import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a SELECT. */
final class SelectReader {
    private static final Set<String> AGGREGATES = Set.of("count", "min", "max", "sum", "avg");

    private final TokenCursor cursor;
    private Optional<Span> selection = Optional.empty();
    private Optional<Span> bypassCache = Optional.empty();
    private Optional<Span> limit = Optional.empty();

    SelectReader(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Optional<Span> selection() {
        return selection;
    }

    Optional<Span> bypassCache() {
        return bypassCache;
    }

    Optional<Span> limit() {
        return limit;
    }

    Statement.Select read() {
        cursor.take("SELECT");
        Token first = cursor.peek();
        boolean json = modifier("JSON");
        boolean distinct = modifier("DISTINCT");
        List<Token> list = cursor.until("FROM");
        cursor.expect(!list.isEmpty());
        if (!list.isEmpty()) {
            selection = StatementReader.span(first, list.get(list.size() - 1));
        }
        List<List<Token>> items = list.isEmpty() ? List.of() : TokenCursor.splitAtCommas(list);
        cursor.expect(items.stream().noneMatch(List::isEmpty));
        List<Selector> selectors = items.stream()
                .filter(item -> !item.isEmpty())
                .map(SelectReader::selector)
                .toList();
        cursor.expect(cursor.take("FROM"));
        QualifiedName table = cursor.qualifiedName();
        List<Relation> where = List.of();
        boolean groupBy = false;
        boolean orderBy = false;
        boolean perPartitionLimit = false;
        boolean allowFiltering = false;
        List<String> limitTokens = List.of();
        boolean more = true;
        while (more) {
            Token at = cursor.peek();
            if (cursor.take("WHERE")) {
                where = WhereReader.read(cursor);
            } else if (cursor.take("GROUP", "BY")) {
                groupBy = true;
                clause();
            } else if (cursor.take("ORDER", "BY")) {
                orderBy = true;
                clause();
            } else if (cursor.take("PER", "PARTITION", "LIMIT")) {
                perPartitionLimit = true;
                clause();
            } else if (cursor.take("LIMIT")) {
                List<Token> value = clause();
                cursor.expect(!value.isEmpty());
                limitTokens = TokenCursor.canonical(value);
                limit = StatementReader.span(at, value.isEmpty() ? at : value.get(value.size() - 1));
            } else if (cursor.take("ALLOW", "FILTERING")) {
                allowFiltering = true;
            } else if (at.isWord("BYPASS") && cursor.peek(1).isWord("CACHE")) {
                bypassCache = StatementReader.span(at, cursor.peek(1));
                cursor.take("BYPASS", "CACHE");
            } else if (cursor.take("USING", "TIMEOUT")) {
                clause();
            } else {
                more = false;
            }
        }
        return new Statement.Select(
                table,
                json,
                distinct,
                selectors,
                aggregates(list),
                where,
                groupBy,
                orderBy,
                perPartitionLimit,
                limitTokens,
                allowFiltering,
                bypassCache.isPresent());
    }

    private List<Token> clause() {
        return cursor.until("ORDER", "GROUP", "PER", "LIMIT", "ALLOW", "BYPASS", "USING");
    }

    /** JSON and DISTINCT may also be column names: they are modifiers only in front of another item. */
    private boolean modifier(String word) {
        Token after = cursor.peek(1);
        boolean modifies = cursor.peek().isWord(word)
                && !after.isWord("FROM")
                && !after.isWord("AS")
                && (after.kind() != Kind.SYMBOL || after.isSymbol("*"));
        if (modifies) {
            cursor.take(word);
        }
        return modifies;
    }

    private static Selector selector(List<Token> tokens) {
        int size = tokens.size();
        boolean aliased = size > 2
                && tokens.get(size - 2).isWord("AS")
                && tokens.get(size - 1).isName();
        return new Selector(
                TokenCursor.canonical(aliased ? tokens.subList(0, size - 2) : tokens),
                aliased ? Optional.of(tokens.get(size - 1).name()) : Optional.empty());
    }

    private static List<String> aggregates(List<Token> list) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i + 1 < list.size(); i++) {
            String word = list.get(i).text().toLowerCase(Locale.ROOT);
            if (list.get(i).kind() == Kind.WORD
                    && AGGREGATES.contains(word)
                    && list.get(i + 1).isSymbol("(")) {
                found.add(word);
            }
        }
        return found;
    }
}
