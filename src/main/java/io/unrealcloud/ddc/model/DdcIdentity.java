package io.unrealcloud.ddc.model;

import java.util.List;
import java.util.Optional;

/**
 * The AWS rights of DDC's pods, with every default filled in and every name within the namespace's limits.
 *
 * @param existingRole ARN of a role that exists and is only checked; empty for a role the operator makes
 * @param cluster name of the EKS cluster whose tokens the role trusts
 * @param serviceAccount name of the pods' service account
 * @param buckets every S3 bucket that DDC's storage pools can name
 * @param secretArns secrets in AWS Secrets Manager the pods may read
 */
public record DdcIdentity(
        Optional<String> existingRole,
        String cluster,
        String serviceAccount,
        List<String> buckets,
        List<String> secretArns) {
    public DdcIdentity {
        buckets = List.copyOf(buckets);
        secretArns = List.copyOf(secretArns);
    }
}
