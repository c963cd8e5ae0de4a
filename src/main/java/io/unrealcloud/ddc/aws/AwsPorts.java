package io.unrealcloud.ddc.aws;

import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;

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

    @Override
    void close();
}
