package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Reason;
import java.util.Map;
import java.util.Optional;

/** The login of a cluster the operator does not own, as its Secret has it. */
public sealed interface GivenLogin {

    record Usable(CqlLogin login) implements GivenLogin {}

    /** @param message what to do */
    record Problem(Reason reason, String message) implements GivenLogin {}

    /**
     * @param secret name of the Secret; empty where there is no login
     * @param data its decoded values; empty if there is none that the resource may use
     * @param howToPermit ends the sentence about a Secret that is not there
     */
    static GivenLogin of(Optional<String> secret, Optional<Map<String, String>> data, String howToPermit) {
        if (secret.isEmpty()) {
            return new Usable(new CqlLogin.None());
        }
        if (data.isEmpty()) {
            return new Problem(
                    Reason.SecretMissing,
                    "There is no Secret %s that this resource may use. Make it with the keys username and password, %s"
                            .formatted(secret.get(), howToPermit));
        }
        String user = data.get().getOrDefault("username", "");
        String password = data.get().getOrDefault("password", "");
        if (user.isEmpty() || password.isEmpty()) {
            return new Problem(
                    Reason.SecretMalformed,
                    "Secret %s needs the keys username and password, neither of them empty.".formatted(secret.get()));
        }
        if (!user.strip().equals(user) || !password.strip().equals(password)) {
            return new Problem(
                    Reason.SecretMalformed,
                    "A value of Secret %s begins or ends with white space. Write it anew, for example without the line break at its end."
                            .formatted(secret.get()));
        }
        return new Usable(new CqlLogin.Password(user, password));
    }
}
