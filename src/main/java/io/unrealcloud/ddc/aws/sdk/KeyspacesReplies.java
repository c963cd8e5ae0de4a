package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.ClusteringKey;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceReplica;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.ReplicationStrategy;
import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableReplica;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.keyspaces.model.AutoScalingSettings;
import software.amazon.awssdk.services.keyspaces.model.AutoScalingSpecification;
import software.amazon.awssdk.services.keyspaces.model.CapacitySpecificationSummary;
import software.amazon.awssdk.services.keyspaces.model.ClientSideTimestampsStatus;
import software.amazon.awssdk.services.keyspaces.model.EncryptionSpecification;
import software.amazon.awssdk.services.keyspaces.model.GetKeyspaceResponse;
import software.amazon.awssdk.services.keyspaces.model.GetTableAutoScalingSettingsResponse;
import software.amazon.awssdk.services.keyspaces.model.GetTableResponse;
import software.amazon.awssdk.services.keyspaces.model.GetTypeResponse;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.keyspaces.model.SchemaDefinition;
import software.amazon.awssdk.services.keyspaces.model.SortOrder;
import software.amazon.awssdk.services.keyspaces.model.StaticColumn;
import software.amazon.awssdk.services.keyspaces.model.TargetTrackingScalingPolicyConfiguration;
import software.amazon.awssdk.services.keyspaces.model.TimeToLiveStatus;

/** SDK replies as our records. A member the service leaves out has the service's default. */
final class KeyspacesReplies {
    private KeyspacesReplies() {}

    static KeyspaceDescription keyspace(GetKeyspaceResponse reply) {
        return new KeyspaceDescription(
                reply.keyspaceName(),
                reply.resourceArn(),
                known(ReplicationStrategy.class, reply.replicationStrategyAsString(), ReplicationStrategy.UNKNOWN),
                reply.replicationRegions(),
                reply.replicationGroupStatuses().stream()
                        .map(replica -> new KeyspaceReplica(
                                replica.region(),
                                known(KeyspaceStatus.class, replica.keyspaceStatusAsString(), KeyspaceStatus.UNKNOWN),
                                text(replica.keyspaceStatusAsString()),
                                Optional.ofNullable(replica.tablesReplicationProgress())))
                        .toList());
    }

    /** Empty for a table that is deleted but still answered. */
    static Optional<TableDescription> table(GetTableResponse reply, WarmThroughputMember.Found warm) {
        TableStatus status = known(TableStatus.class, reply.statusAsString(), TableStatus.UNKNOWN);
        if (status == TableStatus.DELETED) {
            return Optional.empty();
        }
        return Optional.of(new TableDescription(
                reply.keyspaceName(),
                reply.tableName(),
                reply.resourceArn(),
                status,
                text(reply.statusAsString()),
                schema(reply.schemaDefinition()),
                settings(reply),
                reply.replicaSpecifications().stream()
                        .map(replica -> new TableReplica(
                                replica.region(),
                                known(TableStatus.class, replica.statusAsString(), TableStatus.UNKNOWN),
                                text(replica.statusAsString()),
                                capacity(replica.capacitySpecification()),
                                warm.replica(replica.region())))
                        .toList(),
                warm.table()));
    }

    static TypeDescription type(GetTypeResponse reply) {
        return new TypeDescription(
                reply.keyspaceName(),
                reply.typeName(),
                known(TypeStatus.class, reply.statusAsString(), TypeStatus.UNKNOWN),
                text(reply.statusAsString()),
                reply.fieldDefinitions().stream()
                        .map(field -> new Column(field.name(), field.type()))
                        .toList(),
                reply.directReferringTables(),
                reply.directParentTypes());
    }

    static TableAutoScaling autoScaling(GetTableAutoScalingSettingsResponse reply) {
        return new TableAutoScaling(
                scaling(reply.autoScalingSpecification()),
                reply.replicaSpecifications().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                replica -> replica.region(), replica -> scaling(replica.autoScalingSpecification()))));
    }

    private static TableSchema schema(SchemaDefinition schema) {
        return new TableSchema(
                schema.allColumns().stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList(),
                schema.partitionKeys().stream().map(PartitionKey::name).toList(),
                schema.clusteringKeys().stream()
                        .map(key -> new ClusteringKey(
                                key.name(),
                                key.orderBy() == SortOrder.DESC ? ClusteringKey.Order.DESC : ClusteringKey.Order.ASC))
                        .toList(),
                schema.staticColumns().stream().map(StaticColumn::name).toList());
    }

    private static TableSettings settings(GetTableResponse reply) {
        return new TableSettings(
                capacity(reply.capacitySpecification()),
                encryption(reply.encryptionSpecification()),
                reply.pointInTimeRecovery() != null
                        && reply.pointInTimeRecovery().status() == PointInTimeRecoveryStatus.ENABLED,
                reply.ttl() != null && reply.ttl().status() == TimeToLiveStatus.ENABLED,
                reply.defaultTimeToLive() == null ? 0 : reply.defaultTimeToLive(),
                reply.clientSideTimestamps() != null
                        && reply.clientSideTimestamps().status() == ClientSideTimestampsStatus.ENABLED);
    }

    private static Capacity capacity(CapacitySpecificationSummary capacity) {
        if (capacity == null || capacity.throughputMode() == null) {
            return TableSettings.DEFAULT.capacity();
        }
        return switch (capacity.throughputMode()) {
            case PAY_PER_REQUEST -> new Capacity.OnDemand();
            case PROVISIONED ->
                new Capacity.Provisioned(orZero(capacity.readCapacityUnits()), orZero(capacity.writeCapacityUnits()));
            case UNKNOWN_TO_SDK_VERSION -> new Capacity.Other(capacity.throughputModeAsString());
        };
    }

    private static Encryption encryption(EncryptionSpecification encryption) {
        if (encryption == null || encryption.type() == null) {
            return TableSettings.DEFAULT.encryption();
        }
        return switch (encryption.type()) {
            case AWS_OWNED_KMS_KEY -> new Encryption.AwsOwned();
            case CUSTOMER_MANAGED_KMS_KEY -> new Encryption.CustomerManaged(text(encryption.kmsKeyIdentifier()));
            case UNKNOWN_TO_SDK_VERSION -> new Encryption.Other(encryption.typeAsString());
        };
    }

    private static AutoScaling scaling(AutoScalingSpecification specification) {
        return specification == null
                ? AutoScaling.OFF
                : new AutoScaling(
                        side(specification.readCapacityAutoScaling()), side(specification.writeCapacityAutoScaling()));
    }

    private static UnitScaling side(AutoScalingSettings settings) {
        if (settings == null || Boolean.TRUE.equals(settings.autoScalingDisabled())) {
            return new UnitScaling.Off();
        }
        TargetTrackingScalingPolicyConfiguration policy = settings.scalingPolicy() == null
                        || settings.scalingPolicy().targetTrackingScalingPolicyConfiguration() == null
                ? TargetTrackingScalingPolicyConfiguration.builder().build()
                : settings.scalingPolicy().targetTrackingScalingPolicyConfiguration();
        return new UnitScaling.TargetTracking(
                orZero(settings.minimumUnits()),
                orZero(settings.maximumUnits()),
                policy.targetValue() == null ? 0 : policy.targetValue(),
                Boolean.TRUE.equals(policy.disableScaleIn()),
                Duration.ofSeconds(policy.scaleInCooldown() == null ? 0 : policy.scaleInCooldown()),
                Duration.ofSeconds(policy.scaleOutCooldown() == null ? 0 : policy.scaleOutCooldown()));
    }

    private static <E extends Enum<E>> E known(Class<E> type, String value, E unknown) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElse(unknown);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }
}
