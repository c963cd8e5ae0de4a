package io.unrealcloud.ddc.aws.secrets;

import io.unrealcloud.ddc.aws.AwsException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets Manager of one Region. Values are never part of a message, an exception or {@code toString}. Every method
 * throws {@link AwsException} for AWS's part.
 */
public interface SecretsPort {
    /** What is known of a secret beside its value; also of one that is scheduled for deletion. */
    Optional<SecretDescription> describe(String name);

    /** The current value; empty if there is no such secret, or it is scheduled for deletion. */
    Optional<SecretValue> value(String name);

    /** The value before the last change, if the service still has it. */
    Optional<SecretValue> previousValue(String name);

    /** {@code CONFLICT} if there is one of that name, also one that is scheduled for deletion. */
    void create(String name, String description, String value, Map<String, String> tags);

    /**
     * Makes the value the current one; the one before becomes the previous one. {@code CONFLICT} if the secret is
     * scheduled for deletion.
     */
    void put(String name, String value);

    void tag(String name, Map<String, String> tags);

    void untag(String name, Set<String> keys);

    /** Deletes at once, without a recovery window. That there is none is no error. */
    void delete(String name);

    /** Takes back a scheduled deletion. */
    void restore(String name);
}
