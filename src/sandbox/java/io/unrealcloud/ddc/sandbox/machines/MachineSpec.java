package io.unrealcloud.ddc.sandbox.machines;

import java.nio.file.Path;

/**
 * A machine to start.
 *
 * @param zone availability zone such as {@code us-east-1a}
 * @param privateIp address that processes of the machine may listen on; nobody else's
 * @param imageName such as {@code ScyllaDB 2025.1.4}
 * @param userData as the launch gave it, decoded; empty if it gave none
 * @param directory of this machine alone, there and empty but for a file {@code role.json} with a session of the
 *     instance's role: an instance store does not outlive a stop
 */
public record MachineSpec(
        String instanceId,
        String region,
        String zone,
        String privateIp,
        String imageName,
        String instanceType,
        String userData,
        Path directory) {}
