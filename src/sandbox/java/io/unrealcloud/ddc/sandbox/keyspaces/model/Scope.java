package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.Locale;

/** An account in a Region: the room in which keyspace names are unique. */
public record Scope(String account, String region) {

    public Scope in(String otherRegion) {
        return new Scope(account, otherRegion);
    }

    /** {@code arn:aws:cassandra:<region>:<account>:/keyspace/<name>/}, with both slashes, as the service writes it. */
    public String keyspaceArn(String keyspace) {
        return "arn:" + partition() + ":cassandra:" + region + ":" + account + ":/keyspace/" + keyspace + "/";
    }

    public String tableArn(String keyspace, String table) {
        return keyspaceArn(keyspace) + "table/" + table;
    }

    /** {@code aws}, {@code aws-cn} or {@code aws-us-gov}. */
    public String partition() {
        String lower = region.toLowerCase(Locale.ROOT);
        if (lower.startsWith("cn-")) {
            return "aws-cn";
        }
        return lower.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
