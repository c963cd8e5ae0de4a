package io.unrealcloud.ddc.sandbox.services;

import io.unrealcloud.ddc.sandbox.ec2.Ec2;
import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings;
import io.unrealcloud.ddc.sandbox.ec2.Fleet;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.Tags;
import io.unrealcloud.ddc.sandbox.machines.MachineKind;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Moto;
import io.unrealcloud.ddc.sandbox.route53.Route53;
import io.unrealcloud.ddc.sandbox.route53.ZoneFiles;
import io.unrealcloud.ddc.sandbox.secrets.Secrets;
import io.unrealcloud.ddc.sandbox.ssm.Ssm;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The services of moto that have rules of their own here: EC2 with its machines, Systems Manager, Route 53 and Secrets
 * Manager.
 */
public final class StrictServices implements AutoCloseable {

    private final Moto moto;
    private final Fleet fleet;
    private final Ssm ssm;
    private final Map<String, AwsService> services;

    /**
     * @param machines what images make of machines
     * @param instanceRoles gives a machine the role of an instance profile, by its name
     * @param directory where machines keep their files ({@code machines}), and zones are written ({@code zones})
     */
    public StrictServices(
            URI moto,
            MotoRoles roles,
            MachineKind machines,
            BiConsumer<MachineSpec, Optional<String>> instanceRoles,
            Path directory,
            Ec2Settings ec2,
            SsmSettings ssm,
            Clock clock) {
        this.moto = new Moto(moto);
        this.fleet = new Fleet(machines, instanceRoles, directory.resolve("machines"), ec2, clock);
        this.ssm = new Ssm(fleet, roles, ssm, clock);
        this.services = Map.of(
                "ec2", new Ec2(this.moto, fleet, ec2, roles::profile, clock),
                "ssm", this.ssm,
                "route53", new Route53(this.moto, new ZoneFiles(directory.resolve("zones"), this.moto, clock)::write),
                "secretsmanager", new Secrets(this.moto));
    }

    /** By the service's name in signatures. */
    public Map<String, AwsService> byName() {
        return services;
    }

    /** Tags of what the services have. */
    public Tags tags() {
        return new Tags(
                request -> services.getOrDefault(request.service(), moto).answer(request));
    }

    public Fleet fleet() {
        return fleet;
    }

    /** Ends every machine. */
    @Override
    public void close() {
        ssm.close();
        fleet.close();
        moto.close();
    }
}
