package io.unrealcloud.ddc.sandbox.ssm;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test, or a person at the sandbox, may turn while it runs. */
public final class SsmSettings {

    /** Things that take time. */
    public enum Lag {
        /** From a machine's boot until its agent is online. */
        REGISTRATION,
        /** From sending a command until asking for its invocation finds it. */
        INVOCATION,
        /** From the making of a document until it is active. */
        DOCUMENT
    }

    private final Map<Lag, Duration> lags = new ConcurrentHashMap<>(Map.of(
            Lag.REGISTRATION, Duration.ofSeconds(2),
            Lag.INVOCATION, Duration.ofMillis(500),
            Lag.DOCUMENT, Duration.ofMillis(500)));
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    public SsmSettings lag(Lag what, Duration duration) {
        lags.put(what, duration);
        return this;
    }

    /** Nothing takes time. */
    public static SsmSettings quick() {
        SsmSettings settings = new SsmSettings();
        for (Lag lag : Lag.values()) {
            settings.lag(lag, Duration.ZERO);
        }
        return settings;
    }

    Duration lag(Lag what) {
        return lags.get(what);
    }

    /** Lets an instance's agent say nothing more, or speak again. */
    public void silent(String instance, boolean silent) {
        if (silent) {
            this.silent.add(instance);
        } else {
            this.silent.remove(instance);
        }
    }

    boolean silent(String instance) {
        return silent.contains(instance);
    }
}
