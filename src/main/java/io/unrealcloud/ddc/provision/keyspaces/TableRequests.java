package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.ClusteringKey;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.model.KeyspacesBackend.Range;
import io.unrealcloud.ddc.model.KeyspacesBackend.TableOptions;
import io.unrealcloud.ddc.model.KeyspacesBackend.Throughput;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.SortOrder;
import io.unrealcloud.ddc.schema.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A table of the catalogue with the model's settings, in the terms of the Keyspaces API. */
final class TableRequests {

    /** Application Auto Scaling's own default for DynamoDB-like targets is no pause; a minute avoids flapping. */
    private static final Duration COOLDOWN = Duration.ofMinutes(1);

    private TableRequests() {}

    static NewTable create(DesiredState desired, DesiredKeyspace keyspace, TableDefinition table) {
        TableOptions options = desired.backend().tables();
        return new NewTable(
                keyspace.name(),
                table.name().internal(),
                schema(table),
                settings(options, table),
                autoScaling(options),
                List.of(),
                warm(options),
                desired.owner().tags(Origin.CREATED));
    }

    static TableSchema schema(TableDefinition table) {
        return new TableSchema(
                table.columns().stream().map(TableRequests::column).toList(),
                table.partitionKey().stream().map(CqlIdentifier::internal).toList(),
                table.clustering().stream()
                        .map(key -> new ClusteringKey(
                                key.column().internal(),
                                key.order() == SortOrder.DESC ? ClusteringKey.Order.DESC : ClusteringKey.Order.ASC))
                        .toList(),
                table.staticColumns().stream()
                        .map(column -> column.name().internal())
                        .toList());
    }

    static Column column(ColumnDefinition column) {
        return new Column(column.name().internal(), column.type().cql());
    }

    static TableSettings settings(TableOptions options, TableDefinition table) {
        return new TableSettings(
                switch (options.throughput()) {
                    case Throughput.OnDemand onDemand -> new Capacity.OnDemand();
                    case Throughput.Provisioned units ->
                        new Capacity.Provisioned(units.readUnits(), units.writeUnits());
                },
                options.kmsKeyArn()
                        .<Encryption>map(Encryption.CustomerManaged::new)
                        .orElseGet(Encryption.AwsOwned::new),
                options.pointInTimeRecovery(),
                table.ttl(),
                0,
                table.clientSideTimestamps());
    }

    static Optional<AutoScaling> autoScaling(TableOptions options) {
        return options.scaling().map(both -> new AutoScaling(scaling(both.read()), scaling(both.write())));
    }

    /** What auto scaling a table shall be found with; empty where it has no capacity to scale. */
    static Optional<AutoScaling> expectedScaling(TableOptions options) {
        return switch (options.throughput()) {
            case Throughput.OnDemand onDemand -> Optional.empty();
            case Throughput.Provisioned units ->
                Optional.of(autoScaling(options).orElse(AutoScaling.OFF));
        };
    }

    static Optional<WarmThroughput> warm(TableOptions options) {
        return options.warm().map(warm -> new WarmThroughput(warm.readUnits(), warm.writeUnits()));
    }

    private static UnitScaling scaling(Optional<Range> range) {
        return range.<UnitScaling>map(bounds -> new UnitScaling.TargetTracking(
                        bounds.min(), bounds.max(), bounds.targetPercent(), false, COOLDOWN, COOLDOWN))
                .orElseGet(UnitScaling.Off::new);
    }
}
