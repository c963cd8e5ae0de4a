package io.unrealcloud.ddc.identity.policy;

import io.unrealcloud.ddc.model.Account;
import java.util.regex.Pattern;

/**
 * ARNs that policies name, of one account. The only place where names become parts of a resource pattern: a name
 * with a wildcard or a policy variable in it throws IllegalArgumentException, it must never widen a policy.
 */
public record Arns(Account account) {

    /** Letters, digits and the punctuation of names in AWS; no {@code * ?}, no {@code $}, no white space. */
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_+=,.@:/-]+");

    /** A keyspace; the slash at the end is part of it (service authorization reference: Amazon Keyspaces). */
    public String keyspace(String region, String keyspace) {
        return cassandra(region) + literal(keyspace) + "/";
    }

    /** Every table of a keyspace. */
    public String tables(String region, String keyspace) {
        return keyspace(region, keyspace) + "table/*";
    }

    /** The service's own keyspaces and their tables, which drivers read at every connection. */
    public String systemKeyspaces(String region) {
        return cassandra(region) + "system*";
    }

    public String bucket(String bucket) {
        return "arn:" + literal(account.partition()) + ":s3:::" + literal(bucket);
    }

    /** Every object of a bucket. */
    public String objects(String bucket) {
        return bucket(bucket) + "/*";
    }

    /** An ARN given whole. */
    public static String literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot be named in an IAM policy: it has characters that policies read as more"
                            + " than one name, or that no AWS name has.");
        }
        return text;
    }

    private String cassandra(String region) {
        return "arn:" + literal(account.partition()) + ":cassandra:" + literal(region) + ":" + literal(account.id())
                + ":/keyspace/";
    }
}
