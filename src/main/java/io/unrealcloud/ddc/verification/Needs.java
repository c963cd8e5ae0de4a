package io.unrealcloud.ddc.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The answer to a PUT of a ref: JSON whose {@code needs} lists blobs that are missing. */
final class Needs {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Needs() {}

    /** Whether the answer says that nothing is missing. */
    static boolean none(byte[] body) {
        try {
            JsonNode needs = MAPPER.readTree(body).path("needs");
            return needs.isArray() && needs.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
