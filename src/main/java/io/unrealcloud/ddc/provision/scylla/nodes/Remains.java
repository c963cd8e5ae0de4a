package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Volume;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesFacts.Dns;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is still there of one resource's nodes, found by tags, read anew for every pass: a resource that is taken down
 * may be another one than was brought up. Only what is this resource's.
 *
 * @param inlinePolicies of the role
 * @param attachedPolicies of the role
 * @param dns only records whose owner's text is ours
 */
record Remains(
        Optional<SecurityGroup> group,
        List<Instance> instances,
        List<Volume> volumes,
        Optional<Role> role,
        List<String> inlinePolicies,
        List<String> attachedPolicies,
        Optional<InstanceProfile> profile,
        Optional<Document> document,
        Dns dns) {

    static Remains read(NodesPorts ports, DesiredNodes desired) {
        Owner owner = desired.owner();
        Map<String, String> tags = NodesObserver.tags(desired);
        Optional<SecurityGroup> group = ports.ec2().securityGroups(tags).stream()
                .filter(found -> found.name().equals(NodeNames.securityGroup(owner)) && ours(owner, found.tags()))
                .findFirst();
        List<Instance> instances = ports.ec2().instances(tags).stream()
                .filter(instance -> instance.state() != InstanceState.TERMINATED && ours(owner, instance.tags()))
                .toList();
        List<Volume> volumes = ports.ec2().volumes(tags).stream()
                .filter(volume -> ours(owner, volume.tags()))
                .toList();
        String name = NodeNames.role(owner);
        Optional<Role> role = ports.iam().role(name).filter(found -> ours(owner, found.tags()));
        return new Remains(
                group,
                instances,
                volumes,
                role,
                role.isEmpty() ? List.of() : ports.iam().inlinePolicies(name),
                role.isEmpty() ? List.of() : ports.iam().attachedPolicies(name),
                ports.iam().instanceProfile(name).filter(found -> ours(owner, found.tags())),
                ports.ssm().document(NodeNames.document(owner)).filter(found -> ours(owner, found.tags())),
                dns(ports, desired));
    }

    private static Dns dns(NodesPorts ports, DesiredNodes desired) {
        Optional<HostedZone> zone = desired.nodes().zoneId().flatMap(ports.route53()::zone);
        Optional<RecordSet> text =
                zone.flatMap(found -> ports.route53().record(found.id(), AddressPlan.ownerName(found), "TXT"));
        boolean ours = zone.isPresent()
                && text.map(RecordSet::values)
                        .equals(Optional.of(AddressPlan.ownerText(desired.owner(), zone.get())
                                .values()));
        return ours
                ? new Dns(
                        zone,
                        ports.route53()
                                .record(zone.get().id(), "scylla." + zone.get().name(), "A"),
                        text)
                : Dns.NONE;
    }

    private static boolean ours(Owner owner, Map<String, String> tags) {
        return owner.ownership(tags) instanceof Ownership.Ours;
    }
}
