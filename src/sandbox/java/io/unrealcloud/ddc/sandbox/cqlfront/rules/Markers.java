package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import java.util.List;

/** Counts bind markers among canonical tokens. */
final class Markers {
    private Markers() {}

    /** A question mark is one; so is a colon before a name that does not follow a map key. */
    static int in(List<String> tokens) {
        int count = 0;
        int braces = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            braces += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
            boolean named = token.equals(":")
                    && braces == 0
                    && i + 1 < tokens.size()
                    && (Character.isLetter(tokens.get(i + 1).charAt(0))
                            || tokens.get(i + 1).startsWith("\""));
            if (token.equals("?") || named) {
                count++;
            }
        }
        return count;
    }
}
