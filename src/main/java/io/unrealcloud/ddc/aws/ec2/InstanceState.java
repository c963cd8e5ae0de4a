package io.unrealcloud.ddc.aws.ec2;

/** State of an instance (Amazon EC2 user guide: instance state changes). */
public enum InstanceState {
    PENDING,
    RUNNING,
    STOPPING,
    STOPPED,
    SHUTTING_DOWN,
    TERMINATED
}
