package io.unrealcloud.ddc.aws;

import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.SsmPort;

/**
 * The AWS services, by Region. Ports are shared, thread-safe and live until {@link #close()}; asking twice for the
 * same Region gives the same port. A Region is an AWS Region name such as {@code us-east-1}.
 */
public interface AwsPorts extends AutoCloseable {
    KeyspacesPort keyspaces(String region);

    StsPort sts(String region);

    EksPort eks(String region);

    /** IAM of the partition the Region is in; the same port for all of its Regions. */
    IamPort iam(String region);

    Ec2Port ec2(String region);

    SsmPort ssm(String region);

    /** Route 53 of the partition the Region is in; the same port for all of its Regions. */
    Route53Port route53(String region);

    SecretsPort secrets(String region);

    @Override
    void close();
}
