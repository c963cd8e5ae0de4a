package io.unrealcloud.ddc.aws.ec2;

/** @param zone availability zone such as {@code us-east-1a} */
public record Subnet(String id, String vpcId, String zone, String cidrBlock) {}
