package io.unrealcloud.ddc.aws;

import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.SsmPort;

/** The ports of another, for tests that put something of their own in the place of one of them. */
public abstract class ForwardingPorts implements AwsPorts {
    private final AwsPorts real;

    protected ForwardingPorts(AwsPorts real) {
        this.real = real;
    }

    @Override
    public KeyspacesPort keyspaces(String region) {
        return real.keyspaces(region);
    }

    @Override
    public StsPort sts(String region) {
        return real.sts(region);
    }

    @Override
    public EksPort eks(String region) {
        return real.eks(region);
    }

    @Override
    public IamPort iam(String region) {
        return real.iam(region);
    }

    @Override
    public Ec2Port ec2(String region) {
        return real.ec2(region);
    }

    @Override
    public SsmPort ssm(String region) {
        return real.ssm(region);
    }

    @Override
    public Route53Port route53(String region) {
        return real.route53(region);
    }

    @Override
    public SecretsPort secrets(String region) {
        return real.secrets(region);
    }

    @Override
    public void close() {
        real.close();
    }
}
