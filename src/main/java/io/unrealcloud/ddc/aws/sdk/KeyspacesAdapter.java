package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ClientSideTimestampsStatus;
import software.amazon.awssdk.services.keyspaces.model.KeyspaceSummary;
import software.amazon.awssdk.services.keyspaces.model.TableSummary;
import software.amazon.awssdk.services.keyspaces.model.Tag;

/** Keyspaces over the SDK. Pages are followed here, so that each page is a call of its own in the counts. */
final class KeyspacesAdapter implements KeyspacesPort {
    private static final int PAGE = 1000; // the service's maximum; Amazon Keyspaces API reference: ListTables

    private final KeyspacesClient client;
    private final Calls calls;

    KeyspacesAdapter(KeyspacesClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public String region() {
        return calls.region();
    }

    @Override
    public List<String> keyspaceNames() {
        return Pages.all(token -> calls.run("ListKeyspaces", "", config -> {
            var reply = client.listKeyspaces(
                    request -> request.nextToken(token).maxResults(PAGE).overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.keyspaces().stream()
                            .map(KeyspaceSummary::keyspaceName)
                            .toList(),
                    reply.nextToken());
        }));
    }

    @Override
    public Optional<KeyspaceDescription> keyspace(String name) {
        return calls.find(
                        "GetKeyspace",
                        name,
                        config -> client.getKeyspace(
                                request -> request.keyspaceName(name).overrideConfiguration(config.build())))
                .map(KeyspacesReplies::keyspace);
    }

    @Override
    public String createKeyspace(NewKeyspace keyspace) {
        return calls.run(
                        "CreateKeyspace",
                        keyspace.name(),
                        config -> client.createKeyspace(KeyspacesRequests.createKeyspace(keyspace)
                                .overrideConfiguration(config.build())
                                .build()))
                .resourceArn();
    }

    @Override
    public void addRegions(String keyspace, List<String> regions) {
        calls.run(
                "UpdateKeyspace",
                keyspace,
                config -> client.updateKeyspace(request -> request.keyspaceName(keyspace)
                        .replicationSpecification(KeyspacesRequests.replication(regions))
                        .clientSideTimestamps(stamps -> stamps.status(ClientSideTimestampsStatus.ENABLED))
                        .overrideConfiguration(config.build())));
    }

    @Override
    public void deleteKeyspace(String name) {
        calls.run(
                "DeleteKeyspace",
                name,
                config -> client.deleteKeyspace(
                        request -> request.keyspaceName(name).overrideConfiguration(config.build())));
    }

    @Override
    public List<String> tableNames(String keyspace) {
        return orNone(() -> Pages.all(token -> calls.run("ListTables", keyspace, config -> {
            var reply = client.listTables(request -> request.keyspaceName(keyspace)
                    .nextToken(token)
                    .maxResults(PAGE)
                    .overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.tables().stream().map(TableSummary::tableName).toList(), reply.nextToken());
        })));
    }

    @Override
    public Optional<TableDescription> table(String keyspace, String table) {
        WarmThroughputMember.Found warm = new WarmThroughputMember.Found();
        return calls.find(
                        "GetTable",
                        keyspace + "." + table,
                        config -> client.getTable(request -> request.keyspaceName(keyspace)
                                .tableName(table)
                                .overrideConfiguration(config.putExecutionAttribute(WarmThroughputMember.FIND, warm)
                                        .build())))
                .flatMap(reply -> KeyspacesReplies.table(reply, warm));
    }

    @Override
    public Optional<TableAutoScaling> autoScaling(String keyspace, String table) {
        return calls.find(
                        "GetTableAutoScalingSettings",
                        keyspace + "." + table,
                        config -> client.getTableAutoScalingSettings(request ->
                                request.keyspaceName(keyspace).tableName(table).overrideConfiguration(config.build())))
                .map(KeyspacesReplies::autoScaling);
    }

    @Override
    public String createTable(NewTable table) {
        return calls.run(
                        "CreateTable",
                        table.keyspace() + "." + table.name(),
                        config -> client.createTable(KeyspacesRequests.createTable(table)
                                .overrideConfiguration(with(config, table.warmThroughput()))
                                .build()))
                .resourceArn();
    }

    @Override
    public void updateTable(String keyspace, String table, TableChange change) {
        Optional<WarmThroughput> warm =
                change instanceof TableChange.SetWarmThroughput set ? Optional.of(set.throughput()) : Optional.empty();
        calls.run(
                "UpdateTable",
                keyspace + "." + table,
                config -> client.updateTable(KeyspacesRequests.updateTable(change)
                        .keyspaceName(keyspace)
                        .tableName(table)
                        .overrideConfiguration(with(config, warm))
                        .build()));
    }

    @Override
    public void deleteTable(String keyspace, String table) {
        calls.run(
                "DeleteTable",
                keyspace + "." + table,
                config -> client.deleteTable(request ->
                        request.keyspaceName(keyspace).tableName(table).overrideConfiguration(config.build())));
    }

    @Override
    public List<String> typeNames(String keyspace) {
        return orNone(() -> Pages.all(token -> calls.run("ListTypes", keyspace, config -> {
            var reply = client.listTypes(request -> request.keyspaceName(keyspace)
                    .nextToken(token)
                    .maxResults(PAGE)
                    .overrideConfiguration(config.build()));
            return new Pages.Page<>(reply.types(), reply.nextToken());
        })));
    }

    @Override
    public Optional<TypeDescription> type(String keyspace, String type) {
        return calls.find(
                        "GetType",
                        keyspace + "." + type,
                        config -> client.getType(request ->
                                request.keyspaceName(keyspace).typeName(type).overrideConfiguration(config.build())))
                .map(KeyspacesReplies::type);
    }

    @Override
    public void createType(NewType type) {
        calls.run(
                "CreateType",
                type.keyspace() + "." + type.name(),
                config -> client.createType(KeyspacesRequests.createType(type)
                        .overrideConfiguration(config.build())
                        .build()));
    }

    @Override
    public void deleteType(String keyspace, String type) {
        calls.run(
                "DeleteType",
                keyspace + "." + type,
                config -> client.deleteType(request ->
                        request.keyspaceName(keyspace).typeName(type).overrideConfiguration(config.build())));
    }

    @Override
    public Map<String, String> tags(String arn) {
        return orNone(() -> Pages.all(token -> calls.run("ListTagsForResource", arn, config -> {
                    var reply = client.listTagsForResource(request -> request.resourceArn(arn)
                            .nextToken(token)
                            .maxResults(PAGE)
                            .overrideConfiguration(config.build()));
                    return new Pages.Page<>(reply.tags(), reply.nextToken());
                })))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value));
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            calls.run(
                    "TagResource",
                    arn,
                    config -> client.tagResource(request -> request.resourceArn(arn)
                            .tags(KeyspacesRequests.tags(tags))
                            .overrideConfiguration(config.build())));
        }
    }

    @Override
    public void untag(String arn, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            calls.run(
                    "UntagResource",
                    arn,
                    config -> client.untagResource(request -> request.resourceArn(arn)
                            .tags(KeyspacesRequests.tags(tags))
                            .overrideConfiguration(config.build())));
        }
    }

    private static AwsRequestOverrideConfiguration with(
            AwsRequestOverrideConfiguration.Builder config, Optional<WarmThroughput> warm) {
        warm.ifPresent(value -> config.putExecutionAttribute(WarmThroughputMember.SEND, value));
        return config.build();
    }

    private static <T> List<T> orNone(java.util.function.Supplier<List<T>> read) {
        try {
            return read.get();
        } catch (AwsException e) {
            if (e.error() == AwsError.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
