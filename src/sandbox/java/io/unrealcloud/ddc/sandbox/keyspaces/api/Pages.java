package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Cuts a list into pages. The token holds what it is a token of and the last name seen, so that a page begins where
 * the last one ended even when things came and went in between; callers must not look inside.
 */
final class Pages {

    private Pages() {}

    /** @param all ordered by name */
    static <T> List<T> page(Request request, List<T> all, Function<T, String> name, int pageSize, ObjectNode answer) {
        String token = request.text("nextToken");
        String after = token == null ? null : lastSeen(request, token);
        List<T> rest = all.stream()
                .filter(t -> after == null || name.apply(t).compareTo(after) > 0)
                .toList();
        int size = request.has("maxResults") ? request.body().get("maxResults").asInt() : pageSize;
        if (rest.size() <= size) {
            return rest;
        }
        List<T> page = rest.subList(0, size);
        answer.put("nextToken", encode(listing(request) + "\n" + name.apply(page.getLast())));
        return page;
    }

    private static String listing(Request request) {
        String of = request.has("resourceArn") ? request.text("resourceArn") : request.keyspace();
        return request.operation().name() + " " + request.at() + " " + of;
    }

    private static String lastSeen(Request request, String token) {
        String prefix = listing(request) + "\n";
        String plain;
        try {
            plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (!plain.startsWith(prefix)) {
            throw invalid();
        }
        return plain.substring(prefix.length());
    }

    private static String encode(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static ServiceError invalid() {
        return ServiceError.validation("The nextToken is not valid for this request");
    }
}
