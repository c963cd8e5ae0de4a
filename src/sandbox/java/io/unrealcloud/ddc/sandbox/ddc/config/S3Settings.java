package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.Map;
import java.util.Optional;

/**
 * DDC's sections {@code S3}, {@code AWS} and {@code AWSCredentials}.
 *
 * @param connection {@code AWS}, or the URL of another S3 endpoint
 * @param bucket for the empty storage pool; others have {@code <bucket>-<pool>} unless overridden
 */
public record S3Settings(
        String connection,
        String bucket,
        Map<String, String> poolBuckets,
        boolean createBucket,
        boolean pathStyle,
        CredentialsType credentials,
        Optional<String> accessKey,
        Optional<String> secretKey,
        Optional<String> assumedRole,
        Optional<String> region) {

    /** Where AWS credentials come from. */
    public enum CredentialsType {
        Basic,
        AssumeRole,
        AssumeRoleWebIdentity
    }

    static S3Settings of(Settings all) {
        Settings s3 = all.section("S3");
        Settings credentials = all.section("AWSCredentials");
        return new S3Settings(
                s3.required("ConnectionString"),
                s3.required("BucketName"),
                s3.map("StoragePoolBucketOverride"),
                s3.flag("CreateBucketIfMissing", true),
                s3.flag("ForceAWSPathStyle", false),
                credentials.choice("AWSCredentialsType", CredentialsType.class, CredentialsType.Basic),
                credentials.text("AwsAccessKey"),
                credentials.text("AwsSecretKey"),
                credentials.text("AssumeRoleArn"),
                all.section("AWS").text("Region"));
    }

    public String bucketOf(String pool) {
        return poolBuckets.getOrDefault(pool, pool.isEmpty() ? bucket : bucket + "-" + pool);
    }
}
