package io.unrealcloud.ddc.cql;

import java.util.Optional;

/** AWS credentials; {@code sessionToken} is present with temporary ones. Prints without its secrets. */
public record SigV4Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "SigV4Credentials[" + accessKeyId + "]";
    }
}
