package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity.ThroughputMode;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption.EncryptionType;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The properties after WITH of a table, read into settings. Cassandra's storage options are taken and ignored, as
 * the service does; a property neither of them has is refused.
 *
 * @param comment null if not given
 * @param tags empty if not given
 * @param changes one per setting given, in the order given
 */
record TableOptions(String comment, Map<String, String> tags, List<TableChange> changes) {
    private static final Set<String> IGNORED = Set.of(
            "bloom_filter_fp_chance",
            "caching",
            "compaction",
            "compression",
            "crc_check_chance",
            "dclocal_read_repair_chance",
            "gc_grace_seconds",
            "max_index_interval",
            "memtable_flush_period_in_ms",
            "min_index_interval",
            "read_repair_chance",
            "speculative_retry");

    static TableOptions of(Map<String, Object> properties) {
        String comment = null;
        Map<String, String> tags = Map.of();
        List<TableChange> changes = new ArrayList<>();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            String name = property.getKey();
            switch (name) {
                case "comment" -> comment = PropertyReader.text(name, property.getValue());
                case "tags" -> tags = PropertyReader.texts(name, property.getValue());
                case "default_time_to_live" ->
                    changes.add(
                            new TableChange.SetDefaultTimeToLive(PropertyReader.integer(name, property.getValue())));
                case "custom_properties" ->
                    PropertyReader.map(name, property.getValue())
                            .forEach((key, value) -> changes.add(custom(key, PropertyReader.texts(key, value))));
                default -> {
                    if (!IGNORED.contains(name)) {
                        throw CqlRefusal.syntax("Unknown property '" + name + "'");
                    }
                }
            }
        }
        return new TableOptions(comment, tags, changes);
    }

    private static TableChange custom(String name, Map<String, String> given) {
        Map<String, String> options = new LinkedHashMap<>(given);
        TableChange change =
                switch (name) {
                    case "capacity_mode" -> new TableChange.SetCapacity(capacity(options), null, List.of());
                    case "encryption_specification" -> new TableChange.SetEncryption(encryption(options));
                    case "point_in_time_recovery" -> new TableChange.SetPointInTimeRecovery(enabled(name, options));
                    case "ttl" -> {
                        mustEnable(name, options);
                        yield new TableChange.EnableTimeToLive();
                    }
                    case "client_side_timestamps" -> {
                        mustEnable(name, options);
                        yield new TableChange.EnableClientSideTimestamps();
                    }
                    default -> throw CqlRefusal.invalid("The sandbox does not know the custom property '" + name + "'");
                };
        if (!options.isEmpty()) {
            throw CqlRefusal.invalid("Custom property '" + name + "' has no setting " + options.keySet());
        }
        return change;
    }

    private static Capacity capacity(Map<String, String> options) {
        String mode = options.remove("throughput_mode");
        if (ThroughputMode.PAY_PER_REQUEST.name().equals(mode)) {
            return Capacity.ON_DEMAND;
        }
        if (!ThroughputMode.PROVISIONED.name().equals(mode)) {
            throw CqlRefusal.invalid("throughput_mode must be PAY_PER_REQUEST or PROVISIONED, not " + mode);
        }
        return Capacity.provisioned(units(options, "read_capacity_units"), units(options, "write_capacity_units"));
    }

    private static long units(Map<String, String> options, String name) {
        String text = options.remove(name);
        if (text == null || !text.matches("[1-9][0-9]{0,9}")) {
            throw CqlRefusal.invalid(name + " must be a positive number with throughput_mode PROVISIONED, not " + text);
        }
        return Long.parseLong(text);
    }

    private static Encryption encryption(Map<String, String> options) {
        String type = options.remove("encryption_type");
        String key = options.remove("kms_key_identifier");
        for (EncryptionType known : EncryptionType.values()) {
            if (known.name().equals(type)) {
                return new Encryption(known, key);
            }
        }
        throw CqlRefusal.invalid(
                "encryption_type must be one of " + List.of(EncryptionType.values()) + ", not " + type);
    }

    private static boolean enabled(String name, Map<String, String> options) {
        String status = options.remove("status");
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "enabled" -> true;
            case "disabled" -> false;
            default ->
                throw CqlRefusal.invalid(
                        "The status of custom property '" + name + "' must be enabled or disabled, not " + status);
        };
    }

    private static void mustEnable(String name, Map<String, String> options) {
        if (!enabled(name, options)) {
            throw CqlRefusal.invalid("Custom property '" + name + "' can only be enabled");
        }
    }
}
