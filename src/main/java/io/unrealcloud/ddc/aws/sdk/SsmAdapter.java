package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Systems Manager over the SDK. */
final class SsmAdapter implements SsmPort {
    private static final String LATEST = "$LATEST";

    /** How long a command may wait for the agent to fetch it; after that it ends as {@code Delivery Timed Out}. */
    private static final Duration DELIVERY = Duration.ofMinutes(10);

    private final SsmClient client;
    private final Calls calls;

    SsmAdapter(SsmClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public boolean online(String instance) {
        return calls
                .run(
                        "DescribeInstanceInformation",
                        instance,
                        config -> client.describeInstanceInformation(
                                request -> request.filters(InstanceInformationStringFilter.builder()
                                                .key("InstanceIds")
                                                .values(instance)
                                                .build())
                                        .overrideConfiguration(config.build())))
                .instanceInformationList()
                .stream()
                .anyMatch(found -> instance.equals(found.instanceId()) && found.pingStatus() == PingStatus.ONLINE);
    }

    @Override
    public String runShell(String instance, String comment, List<String> lines, Duration execution) {
        return send(
                instance,
                "AWS-RunShellScript",
                comment,
                Map.of("commands", lines, "executionTimeout", List.of(Long.toString(execution.toSeconds()))));
    }

    @Override
    public String runDocument(String instance, String document, String comment, Map<String, String> parameters) {
        Map<String, List<String>> values = new TreeMap<>();
        parameters.forEach((name, value) -> values.put(name, List.of(value)));
        return send(instance, document, comment, values);
    }

    private String send(String instance, String document, String comment, Map<String, List<String>> parameters) {
        return calls.run(
                        "SendCommand",
                        document + " to " + instance,
                        config -> client.sendCommand(request -> request.documentName(document)
                                .instanceIds(instance)
                                .comment(comment)
                                .parameters(parameters)
                                .timeoutSeconds((int) DELIVERY.toSeconds())
                                .overrideConfiguration(config.build())))
                .command()
                .commandId();
    }

    @Override
    public Optional<Invocation> invocation(String command, String instance) {
        return calls.find(
                        "GetCommandInvocation",
                        command + " on " + instance,
                        config -> client.getCommandInvocation(request ->
                                request.commandId(command).instanceId(instance).overrideConfiguration(config.build())))
                .map(SsmAdapter::invocation);
    }

    private static Invocation invocation(GetCommandInvocationResponse found) {
        return new Invocation(
                state(found.status()),
                found.statusDetails() == null ? found.statusAsString() : found.statusDetails(),
                found.responseCode() == null ? -1 : found.responseCode(),
                Optional.ofNullable(found.standardOutputContent()).orElse(""),
                Optional.ofNullable(found.standardErrorContent()).orElse(""));
    }

    private static Invocation.State state(CommandInvocationStatus status) {
        return switch (status) {
            case SUCCESS -> Invocation.State.SUCCEEDED;
            case CANCELLED, TIMED_OUT, FAILED -> Invocation.State.FAILED;
            // A word nobody knows yet is asked for again: what would be read as an end might still be running.
            case PENDING, IN_PROGRESS, DELAYED, CANCELLING, UNKNOWN_TO_SDK_VERSION -> Invocation.State.RUNNING;
        };
    }

    @Override
    public Optional<Document> document(String name) {
        return describe(name).flatMap(described -> calls.find(
                        "GetDocument",
                        name,
                        config ->
                                client.getDocument(request -> request.name(name).overrideConfiguration(config.build())))
                .map(found -> new Document(
                        name,
                        found.content(),
                        described.defaultVersion(),
                        described.latestVersion(),
                        described.status() == DocumentStatus.ACTIVE,
                        described.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)))));
    }

    private Optional<DocumentDescription> describe(String name) {
        return calls.find(
                        "DescribeDocument",
                        name,
                        config -> client.describeDocument(
                                request -> request.name(name).overrideConfiguration(config.build())))
                .map(reply -> reply.document());
    }

    @Override
    public void createDocument(String name, String content, Map<String, String> tags) {
        calls.run(
                "CreateDocument",
                name,
                config -> client.createDocument(request -> request.name(name)
                        .content(content)
                        .documentType(DocumentType.COMMAND)
                        .documentFormat(DocumentFormat.JSON)
                        .targetType("/AWS::EC2::Instance")
                        .tags(tags.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                        .overrideConfiguration(config.build())));
    }

    @Override
    public String updateDocument(String name, String content) {
        try {
            return calls.run(
                            "UpdateDocument",
                            name,
                            config -> client.updateDocument(request -> request.name(name)
                                    .content(content)
                                    .documentVersion(LATEST)
                                    .documentFormat(DocumentFormat.JSON)
                                    .targetType("/AWS::EC2::Instance")
                                    .overrideConfiguration(config.build())))
                    .documentDescription()
                    .documentVersion();
        } catch (AwsException same) {
            if (same.code().equals("DuplicateDocumentContent")) {
                return describe(name).map(DocumentDescription::latestVersion).orElseThrow(() -> same);
            }
            throw same;
        }
    }

    @Override
    public void setDefaultVersion(String name, String version) {
        calls.run(
                "UpdateDocumentDefaultVersion",
                name + " version " + version,
                config -> client.updateDocumentDefaultVersion(
                        request -> request.name(name).documentVersion(version).overrideConfiguration(config.build())));
    }

    @Override
    public void deleteDocument(String name) {
        calls.run(
                "DeleteDocument",
                name,
                config -> client.deleteDocument(request -> request.name(name).overrideConfiguration(config.build())));
    }
}
