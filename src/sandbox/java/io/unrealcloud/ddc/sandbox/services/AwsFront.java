package io.unrealcloud.ddc.sandbox.services;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings;
import io.unrealcloud.ddc.sandbox.iam.Gate;
import io.unrealcloud.ddc.sandbox.iam.MotoFront;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.PolicyAuthorizer;
import io.unrealcloud.ddc.sandbox.iam.sts.Jwks;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.machines.MachineKind;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** moto's services as AWS has and guards them, and the policies of its roles for the other services. */
public final class AwsFront implements AutoCloseable {
    /** Stands for the time IAM takes to know a change everywhere. */
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private final MotoRoles roles;
    private final PolicyAuthorizer authorizer;
    private final StrictServices services;
    private final MotoFront front;

    private AwsFront(MotoRoles roles, PolicyAuthorizer authorizer, StrictServices services, MotoFront front) {
        this.roles = roles;
        this.authorizer = authorizer;
        this.services = services;
        this.front = front;
    }

    /**
     * @param administrators ARNs of those who may do everything
     * @param machines what images make of machines
     */
    public static AwsFront start(
            InetSocketAddress address,
            Arguments arguments,
            KnownPrincipals principals,
            Set<String> administrators,
            MachineKind machines) {
        Clock clock = Clock.systemUTC();
        MotoRoles roles = new MotoRoles(arguments.moto(), clock, SPREAD);
        PolicyAuthorizer authorizer = new PolicyAuthorizer(roles::role, administrators);
        Map<String, Jwks> issuers = arguments.issuers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, issuer -> Jwks.of(issuer.getValue())));
        CompletableFuture<URI> listening = new CompletableFuture<>();
        StrictServices services = new StrictServices(
                arguments.moto(),
                roles,
                machines,
                new InstanceRoles(roles, principals, listening::join),
                arguments.directory(),
                new Ec2Settings(),
                new SsmSettings(),
                clock);
        MotoFront front = MotoFront.start(
                address,
                arguments.moto(),
                roles,
                new WebIdentity(roles, issuer -> Optional.ofNullable(issuers.get(issuer)), principals, clock),
                Optional.of(new Gate(principals, authorizer, roles, services.tags(), clock)),
                services.byName());
        listening.complete(front.uri());
        return new AwsFront(roles, authorizer, services, front);
    }

    public Authorizer authorizer() {
        return authorizer;
    }

    public URI uri() {
        return front.uri();
    }

    @Override
    public void close() {
        front.close();
        services.close();
        roles.close();
    }
}
