package io.unrealcloud.ddc.sandbox.ec2;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test, or a person at the sandbox, may turn while it runs. */
public final class Ec2Settings {

    /** Things that take time. */
    public enum Lag {
        /** From the making of an instance or a security group until reads know of it. */
        VISIBLE,
        /** From a launch until the instance runs. */
        RUNNING,
        /** From the making of an instance profile until launches know of it. */
        PROFILE,
        /** How long a terminated instance can still be seen. */
        FORGOTTEN
    }

    private final Map<Lag, Duration> lags = new ConcurrentHashMap<>(Map.of(
            Lag.VISIBLE, Duration.ofMillis(500),
            Lag.RUNNING, Duration.ofSeconds(2),
            Lag.PROFILE, Duration.ofSeconds(5),
            Lag.FORGOTTEN, Duration.ofHours(1)));
    private final Set<String> fullZones = ConcurrentHashMap.newKeySet();

    public Ec2Settings lag(Lag what, Duration duration) {
        lags.put(what, duration);
        return this;
    }

    /** Nothing takes time. */
    public static Ec2Settings quick() {
        return new Ec2Settings()
                .lag(Lag.VISIBLE, Duration.ZERO)
                .lag(Lag.RUNNING, Duration.ZERO)
                .lag(Lag.PROFILE, Duration.ZERO);
    }

    Duration lag(Lag what) {
        return lags.get(what);
    }

    /** Lets a zone be without capacity, or have it again. */
    public void full(String zone, boolean full) {
        if (full) {
            fullZones.add(zone);
        } else {
            fullZones.remove(zone);
        }
    }

    boolean full(String zone) {
        return fullZones.contains(zone);
    }
}
