package io.unrealcloud.ddc.aws.ssm;

import io.unrealcloud.ddc.aws.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Run Command of one Region. Sending has no client token (Systems Manager API reference: SendCommand): whoever sends
 * writes the id down, and scripts may run twice without harm. Every method throws {@link AwsException} for AWS's part.
 */
public interface SsmPort {
    /** Whether the instance's agent is registered and answers. */
    boolean online(String instance);

    /**
     * Runs shell lines on one instance through {@code AWS-RunShellScript}. {@code INVALID_REQUEST} if its agent is not
     * registered.
     *
     * @param comment at most 100 characters
     * @param execution how long the script may run
     * @return the command's id
     */
    String runShell(String instance, String comment, List<String> lines, Duration execution);

    /**
     * Runs a document of ours on one instance.
     *
     * @param parameters one value each
     */
    String runDocument(String instance, String document, String comment, Map<String, String> parameters);

    /** How a command goes; empty while the service does not know of it yet, which it may not for some seconds. */
    Optional<Invocation> invocation(String command, String instance);

    /** A document, by the name this account has given it. */
    Optional<Document> document(String name);

    /** {@code CONFLICT} if there is one of that name. */
    void createDocument(String name, String content, Map<String, String> tags);

    /** Makes a new version, which is not the default one yet; the present version's number if nothing changed. */
    String updateDocument(String name, String content);

    void setDefaultVersion(String name, String version);

    /** {@code NOT_FOUND} if there is none. */
    void deleteDocument(String name);
}
