package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** How this emulator behaves where the service's behaviour varies or is not known. May be turned at any time. */
public final class Knobs {

    public static final String MURMUR3 = "org.apache.cassandra.dht.Murmur3Partitioner";
    public static final String DEFAULT_PARTITIONER = "com.amazonaws.cassandra.DefaultPartitioner";

    private final Map<Delay, Duration> delays = new ConcurrentHashMap<>();
    private final Map<Scope, String> partitioners = new ConcurrentHashMap<>();
    private volatile String partitioner = MURMUR3;
    private volatile Quotas quotas = Quotas.DEFAULTS;
    private volatile boolean parallelDdlRefused;
    private volatile boolean nonEmptyKeyspaceDeleteRefused;

    /**
     * Amazon Keyspaces developer guide: quotas.
     *
     * @param concurrentDdl      changes under way per account and Region; not adjustable in the service
     * @param concurrentRestores per account
     * @param pageSize           entries of a list answer when the caller does not say; not documented
     */
    public record Quotas(int keyspaces, int tables, int concurrentDdl, int concurrentRestores, int pageSize) {
        public static final Quotas DEFAULTS = new Quotas(256, 256, 50, 4, 1000);
    }

    public Duration delay(Delay of) {
        return delays.getOrDefault(of, Duration.ZERO);
    }

    public Knobs delay(Delay of, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + of + " " + duration);
        }
        delays.put(of, duration);
        return this;
    }

    /** Whether any second change inside a keyspace is refused while one is under way. Off by default. */
    public boolean parallelDdlRefused() {
        return parallelDdlRefused;
    }

    public Knobs parallelDdlRefused(boolean refused) {
        parallelDdlRefused = refused;
        return this;
    }

    /**
     * Whether DeleteKeyspace refuses a keyspace that has tables or types. Off by default: the API reference says that
     * the tables go with it. Both have been reported.
     */
    public boolean nonEmptyKeyspaceDeleteRefused() {
        return nonEmptyKeyspaceDeleteRefused;
    }

    public Knobs nonEmptyKeyspaceDeleteRefused(boolean refused) {
        nonEmptyKeyspaceDeleteRefused = refused;
        return this;
    }

    public Quotas quotas() {
        return quotas;
    }

    public Knobs quotas(Quotas newQuotas) {
        quotas = Objects.requireNonNull(newQuotas);
        return this;
    }

    /** The partitioner an account uses in a Region, as {@code system.local} shows it. */
    public String partitioner(Scope at) {
        return partitioners.getOrDefault(at, partitioner);
    }

    /** Sets the partitioner of accounts and Regions that have none of their own. */
    public Knobs partitioner(String className) {
        partitioner = Objects.requireNonNull(className);
        return this;
    }

    public Knobs partitioner(Scope at, String className) {
        partitioners.put(at, className);
        return this;
    }

    /** What accounts and Regions without a partitioner of their own use. */
    public String commonPartitioner() {
        return partitioner;
    }
}
