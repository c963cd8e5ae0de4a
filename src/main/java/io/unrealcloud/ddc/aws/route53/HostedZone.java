package io.unrealcloud.ddc.aws.route53;

/** @param name without the dot at its end */
public record HostedZone(String id, String name, boolean privateZone) {}
