package io.unrealcloud.ddc.aws.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Follows a list's pages; each page is a call of its own in the counts. */
final class Pages {

    private Pages() {}

    /** @param next what asks for the page after this one; null or empty after the last */
    record Page<T>(List<T> items, String next) {}

    /** @param read reads the page asked for, the first one by null */
    static <T> List<T> all(Function<String, Page<T>> read) {
        List<T> all = new ArrayList<>();
        String next = null;
        do {
            Page<T> page = read.apply(next);
            all.addAll(page.items());
            next = page.next();
        } while (next != null && !next.isEmpty());
        return List.copyOf(all);
    }
}
