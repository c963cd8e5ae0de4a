package io.unrealcloud.ddc.sandbox.cqlfront.system;

import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The service's own settings of a table, as {@code system_schema_mcs.tables} writes them. */
final class CustomProperties {
    private CustomProperties() {}

    static Map<String, Map<String, String>> of(TableSettings settings) {
        Map<String, Map<String, String>> properties = new LinkedHashMap<>();
        Map<String, String> capacity = new LinkedHashMap<>();
        capacity.put("throughput_mode", settings.capacity().mode().name());
        if (!settings.capacity().onDemand()) {
            capacity.put(
                    "read_capacity_units", String.valueOf(settings.capacity().readUnits()));
            capacity.put(
                    "write_capacity_units", String.valueOf(settings.capacity().writeUnits()));
        }
        properties.put("capacity_mode", capacity);
        Map<String, String> encryption = new LinkedHashMap<>();
        encryption.put("encryption_type", settings.encryption().type().name());
        if (settings.encryption().kmsKeyIdentifier() != null) {
            encryption.put("kms_key_identifier", settings.encryption().kmsKeyIdentifier());
        }
        properties.put("encryption_specification", encryption);
        properties.put("point_in_time_recovery", status(settings.pointInTimeRecovery()));
        if (settings.ttlEnabled()) {
            properties.put("ttl", status(true));
        }
        if (settings.clientSideTimestamps()) {
            properties.put("client_side_timestamps", status(true));
        }
        if (settings.cdc().enabled()) {
            properties.put(
                    "cdc_specification",
                    Map.of(
                            "status",
                            "enabled",
                            "view_type",
                            settings.cdc().view().name()));
        }
        return properties;
    }

    private static Map<String, String> status(boolean enabled) {
        return Map.of("status", enabled ? "enabled" : "disabled");
    }
}
