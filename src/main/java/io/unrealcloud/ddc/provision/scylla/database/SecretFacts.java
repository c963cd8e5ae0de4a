package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import java.util.Optional;

/**
 * What Secrets Manager has of a resource.
 *
 * @param description absent if there is no secret of the name
 * @param logins absent if there is none, or it is malformed or about to be deleted
 * @param previous before the last change
 * @param malformed what is wrong with the value
 */
record SecretFacts(
        Optional<SecretDescription> description,
        Optional<Logins> logins,
        Optional<Logins> previous,
        Optional<String> malformed) {

    static SecretFacts absent() {
        return new SecretFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Optional<String> tag(String key) {
        return description.map(found -> found.tags().get(key));
    }
}
