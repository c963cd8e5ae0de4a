package io.unrealcloud.ddc.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sets the format of the log before anybody else says something. */
@ApplicationScoped
class LogStart {

    /** A word that names no format is refused later, by {@link OperatorMain}, in a sentence. */
    void format(
            @Observes @Priority(Integer.MIN_VALUE) StartupEvent started,
            @ConfigProperty(name = "ddc.operator.log.format") String word) {
        LogFormat.find(word).ifPresent(LogFormat::apply);
    }
}
