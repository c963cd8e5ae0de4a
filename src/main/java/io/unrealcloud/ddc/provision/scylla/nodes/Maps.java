package io.unrealcloud.ddc.provision.scylla.nodes;

import java.util.HashMap;
import java.util.Map;

/** Maps with one entry more or less. */
final class Maps {

    private Maps() {}

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        Map<K, V> changed = new HashMap<>(map);
        changed.remove(key);
        return changed;
    }

    static <K, V> Map<K, V> with(Map<K, V> map, Map<K, V> more) {
        Map<K, V> changed = new HashMap<>(map);
        changed.putAll(more);
        return changed;
    }
}
