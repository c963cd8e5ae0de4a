package io.unrealcloud.ddc.cql;

import java.util.List;
import java.util.Optional;

/**
 * A CQL text with its tokens and what it asks for.
 *
 * @param text as received
 * @param tokens all of them, in order
 * @param statement what it asks for; best effort where {@code complete} is false
 * @param complete whether every token was understood; if not, the text may be invalid or use grammar this view
 *     does not know, and only the kind and name should be relied on
 * @param markers bind markers in order: the name of a named one, {@code ?} otherwise
 * @param selection where the select list stands, DISTINCT and JSON included
 * @param bypassCache where the words BYPASS CACHE stand
 * @param limit where the LIMIT clause stands, the word included
 */
public record ParsedCql(
        String text,
        List<Token> tokens,
        Statement statement,
        boolean complete,
        List<String> markers,
        Optional<Span> selection,
        Optional<Span> bypassCache,
        Optional<Span> limit) {
    public ParsedCql {
        tokens = List.copyOf(tokens);
        markers = List.copyOf(markers);
    }

    /**
     * Reads a statement.
     *
     * @throws CqlSyntaxException if the text cannot be split into tokens
     */
    public static ParsedCql of(String text) {
        return StatementReader.read(text);
    }

    /** The text without BYPASS CACHE, otherwise unchanged. */
    public String withoutBypassCache() {
        return bypassCache.map(span -> span.replaceIn(text, "")).orElse(text);
    }

    /** A stretch of the text: from {@code start} to before {@code end}, in UTF-16 units. */
    public record Span(int start, int end) {
        public String replaceIn(String text, String replacement) {
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }
}
