package io.unrealcloud.ddc.aws.route53;

import java.util.List;

/**
 * @param name without the dot at its end
 * @param type {@code A} or {@code TXT}
 * @param ttlSeconds how long resolvers keep it
 * @param values sorted; texts without quotes
 */
public record RecordSet(String name, String type, long ttlSeconds, List<String> values) {
    public RecordSet {
        values = values.stream().sorted().toList();
    }
}
