package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.ReplicaSettings;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.keyspaces.model.AutoScalingSettings;
import software.amazon.awssdk.services.keyspaces.model.AutoScalingSpecification;
import software.amazon.awssdk.services.keyspaces.model.CapacitySpecification;
import software.amazon.awssdk.services.keyspaces.model.ClientSideTimestampsStatus;
import software.amazon.awssdk.services.keyspaces.model.ClusteringKey;
import software.amazon.awssdk.services.keyspaces.model.ColumnDefinition;
import software.amazon.awssdk.services.keyspaces.model.CreateKeyspaceRequest;
import software.amazon.awssdk.services.keyspaces.model.CreateTableRequest;
import software.amazon.awssdk.services.keyspaces.model.CreateTypeRequest;
import software.amazon.awssdk.services.keyspaces.model.EncryptionSpecification;
import software.amazon.awssdk.services.keyspaces.model.EncryptionType;
import software.amazon.awssdk.services.keyspaces.model.FieldDefinition;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.keyspaces.model.ReplicaSpecification;
import software.amazon.awssdk.services.keyspaces.model.ReplicationSpecification;
import software.amazon.awssdk.services.keyspaces.model.Rs;
import software.amazon.awssdk.services.keyspaces.model.SchemaDefinition;
import software.amazon.awssdk.services.keyspaces.model.StaticColumn;
import software.amazon.awssdk.services.keyspaces.model.Tag;
import software.amazon.awssdk.services.keyspaces.model.ThroughputMode;
import software.amazon.awssdk.services.keyspaces.model.TimeToLiveStatus;
import software.amazon.awssdk.services.keyspaces.model.UpdateTableRequest;

/**
 * Our records as SDK requests. What equals the service's default is left out, because the service refuses some
 * settings beside others even at their default; lists the service wants non-empty are left out when empty.
 */
final class KeyspacesRequests {
    private KeyspacesRequests() {}

    static CreateKeyspaceRequest.Builder createKeyspace(NewKeyspace keyspace) {
        CreateKeyspaceRequest.Builder request = CreateKeyspaceRequest.builder().keyspaceName(keyspace.name());
        if (!keyspace.regions().isEmpty()) {
            request.replicationSpecification(replication(keyspace.regions()));
        }
        if (!keyspace.tags().isEmpty()) {
            request.tags(tags(keyspace.tags()));
        }
        return request;
    }

    static ReplicationSpecification replication(List<String> regions) {
        return ReplicationSpecification.builder()
                .replicationStrategy(Rs.MULTI_REGION)
                .regionList(regions)
                .build();
    }

    static CreateTableRequest.Builder createTable(NewTable table) {
        TableSettings settings = table.settings();
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .keyspaceName(table.keyspace())
                .tableName(table.name())
                .schemaDefinition(schema(table.schema()))
                .capacitySpecification(capacity(settings.capacity()));
        if (!settings.encryption().equals(TableSettings.DEFAULT.encryption())) {
            request.encryptionSpecification(encryption(settings.encryption()));
        }
        if (settings.pointInTimeRecovery()) {
            request.pointInTimeRecovery(recovery -> recovery.status(PointInTimeRecoveryStatus.ENABLED));
        }
        if (settings.timeToLive()) {
            request.ttl(ttl -> ttl.status(TimeToLiveStatus.ENABLED));
        }
        if (settings.defaultTimeToLive() != 0) {
            request.defaultTimeToLive(settings.defaultTimeToLive());
        }
        if (settings.clientSideTimestamps()) {
            request.clientSideTimestamps(stamps -> stamps.status(ClientSideTimestampsStatus.ENABLED));
        }
        table.autoScaling().ifPresent(scaling -> request.autoScalingSpecification(autoScaling(scaling)));
        if (!table.replicas().isEmpty()) {
            request.replicaSpecifications(replicas(table.replicas()));
        }
        if (!table.tags().isEmpty()) {
            request.tags(tags(table.tags()));
        }
        return request;
    }

    /** Without keyspace and table. Warm throughput is not in it: {@link WarmThroughputMember} adds that. */
    static UpdateTableRequest.Builder updateTable(TableChange change) {
        UpdateTableRequest.Builder request = UpdateTableRequest.builder();
        return switch (change) {
            case TableChange.AddColumns add -> request.addColumns(columns(add.columns()));
            case TableChange.SetThroughput set -> throughput(request, set);
            case TableChange.SetEncryption set -> request.encryptionSpecification(encryption(set.encryption()));
            case TableChange.SetPointInTimeRecovery set ->
                request.pointInTimeRecovery(recovery -> recovery.status(
                        set.enabled() ? PointInTimeRecoveryStatus.ENABLED : PointInTimeRecoveryStatus.DISABLED));
            case TableChange.EnableTimeToLive enable -> request.ttl(ttl -> ttl.status(TimeToLiveStatus.ENABLED));
            case TableChange.SetDefaultTimeToLive set -> request.defaultTimeToLive(set.seconds());
            case TableChange.EnableClientSideTimestamps enable ->
                request.clientSideTimestamps(stamps -> stamps.status(ClientSideTimestampsStatus.ENABLED));
            case TableChange.SetWarmThroughput set -> request;
        };
    }

    private static UpdateTableRequest.Builder throughput(
            UpdateTableRequest.Builder request, TableChange.SetThroughput set) {
        set.capacity().ifPresent(capacity -> request.capacitySpecification(capacity(capacity)));
        set.autoScaling().ifPresent(scaling -> request.autoScalingSpecification(autoScaling(scaling)));
        if (!set.replicas().isEmpty()) {
            request.replicaSpecifications(replicas(set.replicas()));
        }
        return request;
    }

    static CreateTypeRequest.Builder createType(NewType type) {
        return CreateTypeRequest.builder()
                .keyspaceName(type.keyspace())
                .typeName(type.name())
                .fieldDefinitions(type.fields().stream()
                        .map(field -> FieldDefinition.builder()
                                .name(field.name())
                                .type(field.type())
                                .build())
                        .toList());
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static SchemaDefinition schema(TableSchema schema) {
        SchemaDefinition.Builder definition = SchemaDefinition.builder()
                .allColumns(columns(schema.columns()))
                .partitionKeys(schema.partitionKeys().stream()
                        .map(name -> PartitionKey.builder().name(name).build())
                        .toList());
        if (!schema.clusteringKeys().isEmpty()) {
            definition.clusteringKeys(schema.clusteringKeys().stream()
                    .map(key -> ClusteringKey.builder()
                            .name(key.name())
                            .orderBy(key.order().name())
                            .build())
                    .toList());
        }
        if (!schema.staticColumns().isEmpty()) {
            definition.staticColumns(schema.staticColumns().stream()
                    .map(name -> StaticColumn.builder().name(name).build())
                    .toList());
        }
        return definition.build();
    }

    private static List<ColumnDefinition> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> ColumnDefinition.builder()
                        .name(column.name())
                        .type(column.type())
                        .build())
                .toList();
    }

    private static CapacitySpecification capacity(Capacity capacity) {
        CapacitySpecification.Builder specification = CapacitySpecification.builder();
        return switch (capacity) {
            case Capacity.OnDemand onDemand ->
                specification.throughputMode(ThroughputMode.PAY_PER_REQUEST).build();
            case Capacity.Provisioned provisioned ->
                specification
                        .throughputMode(ThroughputMode.PROVISIONED)
                        .readCapacityUnits(provisioned.readUnits())
                        .writeCapacityUnits(provisioned.writeUnits())
                        .build();
            case Capacity.Other other ->
                throw new IllegalArgumentException("Capacity mode " + other.mode() + " is not known here.");
        };
    }

    private static EncryptionSpecification encryption(Encryption encryption) {
        EncryptionSpecification.Builder specification = EncryptionSpecification.builder();
        return switch (encryption) {
            case Encryption.AwsOwned owned ->
                specification.type(EncryptionType.AWS_OWNED_KMS_KEY).build();
            case Encryption.CustomerManaged managed ->
                specification
                        .type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY)
                        .kmsKeyIdentifier(managed.keyArn())
                        .build();
            case Encryption.Other other ->
                throw new IllegalArgumentException("Encryption type " + other.type() + " is not known here.");
        };
    }

    private static AutoScalingSpecification autoScaling(AutoScaling scaling) {
        return AutoScalingSpecification.builder()
                .readCapacityAutoScaling(scaling(scaling.read()))
                .writeCapacityAutoScaling(scaling(scaling.write()))
                .build();
    }

    private static AutoScalingSettings scaling(UnitScaling scaling) {
        return switch (scaling) {
            case UnitScaling.Off off ->
                AutoScalingSettings.builder().autoScalingDisabled(true).build();
            case UnitScaling.TargetTracking tracking ->
                AutoScalingSettings.builder()
                        .autoScalingDisabled(false)
                        .minimumUnits(tracking.minimumUnits())
                        .maximumUnits(tracking.maximumUnits())
                        .scalingPolicy(
                                policy -> policy.targetTrackingScalingPolicyConfiguration(configuration -> configuration
                                        .targetValue(tracking.targetPercent())
                                        .disableScaleIn(tracking.scaleInDisabled())
                                        .scaleInCooldown(Math.toIntExact(
                                                tracking.scaleInCooldown().toSeconds()))
                                        .scaleOutCooldown(Math.toIntExact(
                                                tracking.scaleOutCooldown().toSeconds()))))
                        .build();
        };
    }

    private static List<ReplicaSpecification> replicas(List<ReplicaSettings> replicas) {
        return replicas.stream()
                .map(replica -> {
                    ReplicaSpecification.Builder specification =
                            ReplicaSpecification.builder().region(replica.region());
                    replica.readUnits().ifPresent(specification::readCapacityUnits);
                    replica.readScaling().ifPresent(scaling -> specification.readCapacityAutoScaling(scaling(scaling)));
                    return specification.build();
                })
                .toList();
    }
}
