package io.unrealcloud.ddc.ops;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.stream.Collectors;

/** How log lines look: as text for people, or as JSON for a log service. */
enum LogFormat {
    TEXT,
    JSON;

    static Optional<LogFormat> find(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(word))
                .findFirst();
    }

    static LogFormat of(String word) {
        return find(word)
                .orElseThrow(() -> new StartupException("DDC_OPERATOR_LOG_FORMAT is '%s'. Set it to one of: %s."
                        .formatted(
                                word,
                                Arrays.stream(values())
                                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    /** Applies to every line from now on. Text is what Quarkus has set up by then. */
    void apply() {
        if (this == JSON) {
            for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
                handler.setFormatter(new JsonLogFormatter());
            }
        }
    }
}
