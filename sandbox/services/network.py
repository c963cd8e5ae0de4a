"""The emulated account's networks: a VPC for each Region with nodes on EC2, on addresses that belong to this machine.

An instance's private address is one of its subnet, and its processes listen there: so a VPC is a /24 of the sandbox's own
network that the machine takes as its own (see node/namespace.py). Subnets and private zones get the ids that
the example names.
"""

import ipaddress
import re

from ..problem import Problem
from . import aws

VPC = "ddc-sandbox"
ZONES = "abc"
# What examples write where they need addresses of another Region's nodes, for which they stand: see localise.
EXAMPLES = ("10.64.0", "10.64.1", "10.64.2", "10.64.3")


def ranges(instance, regions, external):
    """Region → addresses of its VPC, for the first four of ``regions``.

    ``external``: without a network of its own a sandbox uses loopback, all of which is local already.
    """
    regions = regions[:len(EXAMPLES)]
    if external:
        return {region: ipaddress.ip_network(f"127.{10 + n}.{instance.slot}.0/24") for n, region in enumerate(regions)}
    return dict(zip(regions, instance.machines.subnets(new_prefix=24)))


def localise(text, found):
    """Puts this sandbox's addresses in the place of the ones an example is written with. ``found``: see ranges."""
    for prefix, block in zip(EXAMPLES, found.values()):
        own = str(block.network_address).rpartition(".")[0]
        text = re.sub(rf"(?<![\d.]){re.escape(prefix)}(?=\.\d)", own, text)
    return text


def prepare(url, resource, found):
    """Makes the VPC, subnets and private zone a resource refers to, as far as they are missing.

    Returns what an EKS cluster in this network says of it, or None if the resource has no nodes.
    """
    spec = resource["spec"]
    scylla = (spec.get("database") or {}).get("scylla") or {}
    if not scylla.get("nodes"):
        return None
    region = spec["region"]
    if region not in found:
        raise Problem(f"a sandbox has addresses for nodes in {len(EXAMPLES)} Regions, {', '.join(found)}; "
                      f"{region} is one too many")
    vpc = vpc_of(url, region, found[region])
    for subnet in scylla["nodes"]["subnetIds"]:
        subnet_of(url, region, vpc, found[region], subnet)
    zone = (scylla.get("dns") or {}).get("privateZoneId")
    if zone:
        zone_of(url, region, vpc, zone, f"{region}.{resource['metadata']['name']}.internal")
    return {"subnetIds": scylla["nodes"]["subnetIds"], "vpcId": vpc,
            "clusterSecurityGroupId": group_of(url, region, vpc)}


def vpc_of(url, region, block):
    found = aws.ec2(url, region, "DescribeVpcs", {"Filter.1.Name": "cidr", "Filter.1.Value.1": str(block)})
    for vpc in found.iter("vpcId"):
        return vpc.text
    made = aws.ec2(url, region, "CreateVpc", {"CidrBlock": str(block), **aws.tag("vpc", "Name", VPC)})
    return next(made.iter("vpcId")).text


def subnet_of(url, region, vpc, block, name):
    present = aws.ec2(url, region, "DescribeSubnets", {"Filter.1.Name": "vpc-id", "Filter.1.Value.1": vpc})
    if name in [one.text for one in present.iter("subnetId")]:
        return
    taken = [ipaddress.ip_network(one.text) for one in present.iter("cidrBlock")]
    free = [one for one in block.subnets(new_prefix=26) if one not in taken]
    if not free:
        raise Problem(f"the sandbox's VPC in {region} has room for {len(taken)} subnets; {name} is one too many")
    aws.ec2(url, region, "CreateSubnet", {
        "VpcId": vpc, "CidrBlock": str(free[0]), "AvailabilityZone": region + ZONES[len(taken) % len(ZONES)],
        **aws.tag("subnet", "_custom_id_", name)})


def group_of(url, region, vpc):
    """The security group that EKS makes for a cluster, and its pods are in."""
    name = f"eks-cluster-sg-{VPC}"
    found = aws.ec2(url, region, "DescribeSecurityGroups", {
        "Filter.1.Name": "group-name", "Filter.1.Value.1": name, "Filter.2.Name": "vpc-id", "Filter.2.Value.1": vpc})
    for group in found.iter("groupId"):
        return group.text
    made = aws.ec2(url, region, "CreateSecurityGroup", {
        "GroupName": name, "GroupDescription": "EKS cluster security group", "VpcId": vpc})
    return next(made.iter("groupId")).text


def zone_of(url, region, vpc, zone, name):
    """A zone without a resource that was there before keeps its name."""
    if zone in re.findall(r"/hostedzone/(\w+)", aws.call("GET", f"{url}/2013-04-01/hostedzone", region, "route53",
                                                         None).decode()):
        return
    body = f"""<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>{name}</Name>
        <VPC><VPCRegion>{region}</VPCRegion><VPCId>{vpc}</VPCId></VPC><CallerReference>id={zone}</CallerReference>
        <HostedZoneConfig><PrivateZone>true</PrivateZone></HostedZoneConfig></CreateHostedZoneRequest>"""
    aws.call("POST", f"{url}/2013-04-01/hostedzone", region, "route53", body.encode(), content="text/xml")
