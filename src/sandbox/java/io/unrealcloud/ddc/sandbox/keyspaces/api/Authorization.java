package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of an Authorization header of Signature Version 4. */
record Authorization(
        String accessKeyId,
        String day,
        String region,
        String service,
        String terminator,
        List<String> signedHeaders,
        String signature) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** @param header may be null */
    static Authorization parse(String header) {
        if (header == null) {
            throw new ServiceError(Type.MissingAuthenticationTokenException, "Missing Authentication Token");
        }
        if (!header.startsWith(ALGORITHM + " ")) {
            throw incomplete("the algorithm must be " + ALGORITHM);
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : header.substring(ALGORITHM.length() + 1).split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw incomplete("'" + part.trim() + "' is not a key=value pair");
            }
            parts.put(
                    part.substring(0, equals).trim(), part.substring(equals + 1).trim());
        }
        String[] credential = required(parts, "Credential").split("/", -1);
        if (credential.length != 5) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements");
        }
        return new Authorization(
                credential[0],
                credential[1],
                credential[2],
                credential[3],
                credential[4],
                List.of(required(parts, "SignedHeaders").split(";")),
                required(parts, "Signature"));
    }

    private static String required(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw incomplete("Authorization header requires '" + name + "' parameter");
        }
        return value;
    }

    private static ServiceError incomplete(String why) {
        return new ServiceError(Type.IncompleteSignatureException, "Incomplete signature: " + why);
    }
}
