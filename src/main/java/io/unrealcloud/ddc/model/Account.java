package io.unrealcloud.ddc.model;

/**
 * The AWS account the operator works in.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param id the 12-digit account id
 */
public record Account(String partition, String id) {

    /** ARN of an EKS cluster of this account. */
    public String clusterArn(String region, String name) {
        return "arn:%s:eks:%s:%s:cluster/%s".formatted(partition, region, id, name);
    }
}
