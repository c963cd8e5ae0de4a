package io.unrealcloud.ddc.sandbox.keyspaces;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.keyspaces.model.ClusteringKey;
import software.amazon.awssdk.services.keyspaces.model.ColumnDefinition;
import software.amazon.awssdk.services.keyspaces.model.CreateKeyspaceRequest;
import software.amazon.awssdk.services.keyspaces.model.CreateTableRequest;
import software.amazon.awssdk.services.keyspaces.model.CreateTypeRequest;
import software.amazon.awssdk.services.keyspaces.model.FieldDefinition;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.Rs;
import software.amazon.awssdk.services.keyspaces.model.SchemaDefinition;

/** Requests that would pass, to be spoilt one detail at a time. */
final class Requests {

    private Requests() {}

    static Consumer<CreateKeyspaceRequest.Builder> keyspace(String name) {
        return r -> r.keyspaceName(name);
    }

    static Consumer<CreateKeyspaceRequest.Builder> multiRegion(String name, String... regions) {
        return r -> r.keyspaceName(name).replicationSpecification(s -> s.replicationStrategy(Rs.MULTI_REGION)
                .regionList(regions));
    }

    /** A table with partition key {@code id}, clustering column {@code at} and the given columns as "name type". */
    static CreateTableRequest.Builder table(String keyspace, String name, String... columns) {
        return CreateTableRequest.builder()
                .keyspaceName(keyspace)
                .tableName(name)
                .schemaDefinition(schema(columns).build());
    }

    static SchemaDefinition.Builder schema(String... columns) {
        return SchemaDefinition.builder()
                .allColumns(Stream.concat(Stream.of("id text", "at timeuuid"), Arrays.stream(columns))
                        .map(Requests::column)
                        .toList())
                .partitionKeys(PartitionKey.builder().name("id").build())
                .clusteringKeys(
                        ClusteringKey.builder().name("at").orderBy("DESC").build());
    }

    static ColumnDefinition column(String nameAndType) {
        String[] parts = nameAndType.split(" ", 2);
        return ColumnDefinition.builder().name(parts[0]).type(parts[1]).build();
    }

    static CreateTypeRequest.Builder type(String keyspace, String name, String... fields) {
        return CreateTypeRequest.builder()
                .keyspaceName(keyspace)
                .typeName(name)
                .fieldDefinitions(Arrays.stream(fields)
                        .map(f -> f.split(" ", 2))
                        .map(f ->
                                FieldDefinition.builder().name(f[0]).type(f[1]).build())
                        .toList());
    }
}
