package io.unrealcloud.ddc.sandbox.ssm;

import io.unrealcloud.ddc.sandbox.ec2.Fleet;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Profile;
import io.unrealcloud.ddc.sandbox.iam.RolePolicies;
import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import io.unrealcloud.ddc.sandbox.machines.Machine;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings.Lag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which instances have an agent that answers. It registers some time after its machine has booted, and only with a role
 * that lets it: one that EC2 may take and whose policies allow what the agent calls.
 */
final class Agents {

    /** Calls the agent makes to register and to fetch commands (managed policy AmazonSSMManagedInstanceCore). */
    private static final List<String> NEEDED =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ec2messages:GetMessages");

    /** How things stand with an agent that has registered. */
    enum Ping {
        ONLINE("Online"),
        LOST("ConnectionLost");

        final String text;

        Ping(String text) {
            this.text = text;
        }
    }

    private final Fleet fleet;
    private final MotoRoles roles;
    private final SsmSettings settings;
    private final Clock clock;
    private final Map<String, Instant> booted = new ConcurrentHashMap<>();
    private final Map<String, Instant> registered = new ConcurrentHashMap<>();

    Agents(Fleet fleet, MotoRoles roles, SsmSettings settings, Clock clock) {
        this.fleet = fleet;
        this.roles = roles;
        this.settings = settings;
        this.clock = clock;
    }

    /** Empty if it never registered, or its instance is gone. */
    Optional<Ping> ping(String account, String region, String instance) {
        if (!fleet.exists(region, instance)) {
            registered.remove(instance);
            return Optional.empty();
        }
        Optional<Machine> machine = fleet.machine(instance).filter(Machine::booted);
        if (machine.isEmpty()) {
            booted.remove(instance);
        }
        boolean up = machine.isPresent() && !settings.silent(instance) && allowed(account, region, instance);
        Instant now = clock.instant();
        if (up && !now.isBefore(booted.computeIfAbsent(instance, id -> now).plus(settings.lag(Lag.REGISTRATION)))) {
            registered.putIfAbsent(instance, now);
            return Optional.of(Ping.ONLINE);
        }
        return registered.containsKey(instance) ? Optional.of(Ping.LOST) : Optional.empty();
    }

    Optional<Instant> registeredAt(String instance) {
        return Optional.ofNullable(registered.get(instance));
    }

    private boolean allowed(String account, String region, String instance) {
        Optional<RolePolicies> role = fleet.profile(instance)
                .flatMap(roles::profile)
                .flatMap(Profile::role)
                .flatMap(arn -> roles.role(arn.substring(arn.lastIndexOf('/') + 1)));
        String arn = "arn:aws:ec2:" + region + ":" + account + ":instance/" + instance;
        Context context = Context.of(Map.of("aws:RequestedRegion", region));
        return role.filter(Agents::trustsEc2)
                .map(found -> NEEDED.stream().allMatch(action -> found.allows(Request.of(action, arn, context))))
                .orElse(false);
    }

    private static boolean trustsEc2(RolePolicies role) {
        return role.trust().statements().stream()
                .anyMatch(statement -> statement.allow()
                        && statement.principals().getOrDefault("Service", List.of()).stream()
                                .anyMatch("ec2.amazonaws.com"::equals));
    }
}
