package io.unrealcloud.ddc.ops;

import io.unrealcloud.ddc.reconcile.EventLog;
import java.util.List;
import java.util.Locale;

/**
 * Which of two log groups a line belongs to. What AWS runs for us, Amazon Keyspaces and IAM above all, is
 * infrastructure; what we run, ScyllaDB's nodes, DDC and the operator itself, is a service.
 */
enum LogCategory {
    INFRASTRUCTURE,
    SERVICE;

    /** Loggers, and everything below them, that speak of what AWS runs. */
    private static final List<String> OF_AWS = List.of(
            EventLog.INFRASTRUCTURE,
            "io.unrealcloud.ddc.aws",
            "io.unrealcloud.ddc.cql",
            "io.unrealcloud.ddc.identity",
            "io.unrealcloud.ddc.provision.keyspaces",
            "com.datastax.oss.driver",
            "software.amazon.awssdk");

    /** @param logger its name, or null for none */
    static LogCategory of(String logger) {
        return logger != null && OF_AWS.stream().anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."))
                ? INFRASTRUCTURE
                : SERVICE;
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
