package io.unrealcloud.ddc.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a table must be able to do beyond storing rows. Apache Cassandra and ScyllaDB tables always can; an
 * Amazon Keyspaces table only once it was switched on, and it cannot be switched off again (Amazon Keyspaces
 * developer guide: Time to Live, client-side timestamps).
 */
public enum TableFeature {
    /** {@code USING TTL} on writes. */
    TTL("ttl", "time to live"),
    /** Write timestamps given by the client, in the statement or in the frame. */
    CLIENT_SIDE_TIMESTAMPS("client_side_timestamps", "client-side timestamps");

    private final String customProperty;
    private final String words;

    TableFeature(String customProperty, String words) {
        this.customProperty = customProperty;
        this.words = words;
    }

    /** An unmodifiable copy that is always in the same order. */
    public static Set<TableFeature> copyOf(Collection<TableFeature> features) {
        EnumSet<TableFeature> ordered = EnumSet.noneOf(TableFeature.class);
        ordered.addAll(features);
        return Collections.unmodifiableSet(ordered);
    }

    /** Its key in the {@code CUSTOM_PROPERTIES} of Amazon Keyspaces CQL. */
    public String customProperty() {
        return customProperty;
    }

    /** Its name in a sentence. */
    public String words() {
        return words;
    }
}
