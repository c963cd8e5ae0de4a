package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.ssm.SsmPort;

/** The services the nodes of one Region need. */
record NodesPorts(Ec2Port ec2, SsmPort ssm, Route53Port route53, IamPort iam, EksPort eks) {

    static NodesPorts of(AwsPorts aws, String region) {
        return new NodesPorts(aws.ec2(region), aws.ssm(region), aws.route53(region), aws.iam(region), aws.eks(region));
    }
}
