package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.aws.secrets.SecretValue;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Secrets Manager over the SDK. Values go into requests and out of replies and nowhere else. */
final class SecretsAdapter implements SecretsPort {
    private final SecretsManagerClient client;
    private final Calls calls;

    SecretsAdapter(SecretsManagerClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Optional<SecretDescription> describe(String name) {
        return calls.find(
                        "DescribeSecret",
                        name,
                        config -> client.describeSecret(
                                request -> request.secretId(name).overrideConfiguration(config.build())))
                .map(found -> new SecretDescription(
                        name,
                        found.arn(),
                        found.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)),
                        found.deletedDate() != null));
    }

    @Override
    public Optional<SecretValue> value(String name) {
        return value(name, "AWSCURRENT");
    }

    @Override
    public Optional<SecretValue> previousValue(String name) {
        return value(name, "AWSPREVIOUS");
    }

    private Optional<SecretValue> value(String name, String stage) {
        try {
            return calls.find(
                            "GetSecretValue",
                            name + " " + stage,
                            config -> client.getSecretValue(request ->
                                    request.secretId(name).versionStage(stage).overrideConfiguration(config.build())))
                    // A binary secret is none that this operator has made.
                    .map(found ->
                            new SecretValue(found.versionId(), Objects.requireNonNullElse(found.secretString(), "")));
        } catch (AwsException e) {
            if (e.error() == AwsError.CONFLICT) {
                return Optional.empty(); // scheduled for deletion
            }
            throw e;
        }
    }

    @Override
    public void create(String name, String description, String value, Map<String, String> tags) {
        calls.run(
                "CreateSecret",
                name,
                config -> client.createSecret(request -> request.name(name)
                        .description(description)
                        .secretString(value)
                        .tags(tags(tags))
                        .overrideConfiguration(config.build())));
    }

    @Override
    public void put(String name, String value) {
        calls.run(
                "PutSecretValue",
                name,
                config -> client.putSecretValue(
                        request -> request.secretId(name).secretString(value).overrideConfiguration(config.build())));
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            calls.run(
                    "TagResource",
                    name,
                    config -> client.tagResource(
                            request -> request.secretId(name).tags(tags(tags)).overrideConfiguration(config.build())));
        }
    }

    @Override
    public void untag(String name, Set<String> keys) {
        if (!keys.isEmpty()) {
            calls.run(
                    "UntagResource",
                    name,
                    config -> client.untagResource(
                            request -> request.secretId(name).tagKeys(keys).overrideConfiguration(config.build())));
        }
    }

    @Override
    public void delete(String name) {
        calls.find(
                "DeleteSecret",
                name,
                config -> client.deleteSecret(request ->
                        request.secretId(name).forceDeleteWithoutRecovery(true).overrideConfiguration(config.build())));
    }

    @Override
    public void restore(String name) {
        calls.run(
                "RestoreSecret",
                name,
                config ->
                        client.restoreSecret(request -> request.secretId(name).overrideConfiguration(config.build())));
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
