package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A keyspace, or with a table name a table, as an ARN names it. */
record Resource(String keyspace, String table) {

    private static final Pattern ARN =
            Pattern.compile("arn:(aws[a-zA-Z0-9-]*):cassandra:([^:]*):([^:]*):/keyspace/([^/]+)/(?:table/([^/]+))?");

    /** The resource, which must be of the calling account and in the called Region. */
    static Resource parse(Scope at, String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw ServiceError.validation("The resourceArn is not the ARN of a keyspace or table: " + arn);
        }
        if (!matcher.group(2).equals(at.region())) {
            throw ServiceError.validation(
                    "The resource is in Region " + matcher.group(2) + ", this is " + at.region() + ": " + arn);
        }
        if (!matcher.group(3).equals(at.account()) || !matcher.group(1).equals(at.partition())) {
            throw new ServiceError(
                    ServiceError.Type.AccessDeniedException, "The resource belongs to another account: " + arn);
        }
        return new Resource(matcher.group(4), matcher.group(5));
    }
}
