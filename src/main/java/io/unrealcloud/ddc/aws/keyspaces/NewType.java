package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;

/** A user-defined type to create; there is no way to change one. */
public record NewType(String keyspace, String name, List<Column> fields) {
    public NewType {
        fields = List.copyOf(fields);
    }
}
