package io.unrealcloud.ddc.aws;

/** Who the operator is in AWS. */
public interface StsPort {
    /** @throws AwsException {@code CREDENTIALS} if there are none or AWS does not know them */
    CallerIdentity callerIdentity();

    /**
     * @param account the 12-digit account id
     * @param arn the caller's ARN, for example {@code arn:aws:sts::111122223333:assumed-role/operator/session}
     * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}: the second field of every ARN built here
     */
    record CallerIdentity(String account, String arn, String partition) {}
}
