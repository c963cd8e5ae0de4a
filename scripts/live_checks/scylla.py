"""What the operator relies on where it runs ScyllaDB on EC2, or uses a ScyllaDB that exists."""

import datetime
import functools
import ipaddress
import re

from .asking import FAIL, moment, OPEN, open_unless, PASS

# What the operator itself goes by (provision.scylla.nodes.Images); a test compares.
MAKER = "797456418907"
ARM = {"i4g", "i8g", "i8ge", "im4gn", "is4gen", "c6gd", "m6gd", "r6gd", "x2gd"}

AGENT_MINUTES = 15
SOCKET = "/var/lib/scylla/cql.m"
COMMANDS = ("repair", "rebuild", "cleanup", "decommission", "removenode")

# Prints what a node has, one thing a line, and changes nothing. KEYSPACE is put in.
LOOK = f"""
for program in nodetool cqlsh systemd-run python3 aws; do
  if command -v $program > /dev/null; then echo "has $program"; fi
done
for command in {' '.join(COMMANDS)}; do
  if nodetool help $command > /dev/null 2>&1; then echo "has nodetool-$command"; fi
done
sed -n 's/^cluster_name: */cluster /p' /etc/scylla/scylla.yaml
sed -n 's/^\\(dc\\|rack\\) *= */\\1 /p' /etc/scylla/cassandra-rackdc.properties
nodetool status 2>&1 | sed 's/^/status /'
if [ -S {SOCKET} ]; then
  echo "has socket"
  cqlsh --no-color {SOCKET} -e \\
    "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'KEYSPACE'" 2>&1 | sed 's/^/cqlsh /'
fi
"""


only_with_scylla = open_unless(lambda asked: asked.scylla is not None, "this resource has no ScyllaDB")


def only_with_nodes(check):
    return only_with_scylla(open_unless(
        lambda asked: "nodes" in asked.scylla,
        "the operator runs no nodes here: this ScyllaDB existed already")(check))


def only_on_a_node(check):
    @functools.wraps(check)
    def with_node(asked):
        return check(asked, asked.remembered("node", lambda: Node.told(asked)))
    return only_with_nodes(open_unless(
        lambda asked: asked.node_commands,
        "say --ask-a-node to send one node a command that only reads")(with_node))


class Node:
    """What the script LOOK printed: words by kind, in order."""

    def __init__(self, output):
        self.lines = [line.partition(" ")[::2] for line in output.splitlines()]

    @classmethod
    def told(cls, asked):
        names = [name for name in asked.names("Scylla") if re.fullmatch(r"[a-z0-9_]+", name)]
        return cls(asked.on_a_node(LOOK.replace("KEYSPACE", names[0] if names else "system_schema")))

    def all(self, kind):
        return [words for found, words in self.lines if found == kind]

    def one(self, kind):
        """Without the quotes YAML allows; None if it was not printed."""
        return next((words.strip().strip("'\"") for words in self.all(kind)), None)


def architecture(instance_type):
    return "arm64" if instance_type.partition(".")[0] in ARM else "x86_64"


def images(asked, name, *filters):
    """Those of the maker whose name fits the pattern and that can be launched, newest first."""
    found = asked.aws("ec2", "describe-images", "--owners", MAKER, "--include-deprecated", "--filters",
                      f"Name=name,Values={name}", "Name=state,Values=available", *filters)["Images"]
    return sorted(found, key=lambda one: one["CreationDate"], reverse=True)


@only_with_nodes
def images_are_published(asked):
    """ScyllaDB's maker publishes its images from the account, and under the names, that are looked for"""
    nodes = asked.scylla["nodes"]
    if "scyllaVersion" not in nodes:
        return OPEN, f"this resource names its image itself: {nodes['amiId']}"
    name, kind = f"ScyllaDB {nodes['scyllaVersion']}", architecture(nodes["instanceType"])
    whole = re.compile(re.escape(nodes["scyllaVersion"]) + r"(?!\d)")  # 2025.1 is no beginning of 2025.10
    every = [one for one in images(asked, f"{name}*") if whole.match(one["Name"], len("ScyllaDB "))]
    found = [one for one in every if one["Architecture"] == kind]
    if found:
        newest = found[0]
        return PASS, f"{newest['Name']} ({newest['ImageId']}, {kind}) of {newest['CreationDate'][:10]}"
    if every:
        return OPEN, f"{name} is published for {every[0]['Architecture']} only: choose another instanceType"
    others = [one for one in images(asked, f"*{nodes['scyllaVersion']}*") if whole.search(one["Name"])]
    if others:
        return FAIL, f"the name should begin with '{name}', and is '{others[0]['Name']}' ({others[0]['ImageId']})"
    line = images(asked, "ScyllaDB 20*")
    if line:
        return OPEN, f"there is no {name} in {asked.region}; the newest image there is '{line[0]['Name']}'"
    return FAIL, f"account {MAKER} publishes nothing named 'ScyllaDB …' in {asked.region}: give an image by amiId"


@only_with_nodes
def type_is_as_taken(asked):
    """The instance type has disks of its own, and the architecture the operator takes it for"""
    name = asked.scylla["nodes"]["instanceType"]
    shown = instance_type(asked, name)
    has = shown["ProcessorInfo"]["SupportedArchitectures"]
    if architecture(name) not in has:
        return FAIL, f"{name} is {', '.join(has)}, and the operator looks for images of {architecture(name)}"
    if not shown.get("InstanceStorageSupported"):
        return FAIL, f"{name} has no disks of its own, where ScyllaDB keeps its data: give a type such as i4i.xlarge"
    return PASS, f"{name}: {', '.join(has)}, {shown['InstanceStorageInfo']['TotalSizeInGB']} GB of its own"


def instance_type(asked, name):
    return asked.remembered("type", lambda: asked.aws(
        "ec2", "describe-instance-types", "--instance-types", name)["InstanceTypes"][0])


@only_with_nodes
def type_is_offered(asked):
    """The instance type is offered in the zone of each subnet"""
    nodes = asked.scylla["nodes"]
    zones = {one["AvailabilityZone"] for one in subnets(asked)}
    offered = {one["Location"] for one in asked.aws(
        "ec2", "describe-instance-type-offerings", "--location-type", "availability-zone",
        "--filters", f"Name=instance-type,Values={nodes['instanceType']}")["InstanceTypeOfferings"]}
    missing = sorted(zones - offered)
    if missing:
        return FAIL, (f"{nodes['instanceType']} is not offered in {', '.join(missing)}: give subnets in "
                      f"{', '.join(sorted(offered)) or 'another Region'}, or another type")
    return PASS, f"{nodes['instanceType']} is offered in {', '.join(sorted(zones))}; a free one is another matter"


def subnets(asked):
    return asked.remembered("subnets", lambda: asked.aws(
        "ec2", "describe-subnets", "--subnet-ids", *asked.scylla["nodes"]["subnetIds"])["Subnets"])


@only_with_nodes
def quotas_leave_room(asked):
    """The account's quotas on vCPUs and on volumes leave room for all nodes"""
    nodes, count = asked.scylla["nodes"], asked.scylla.get("currentRegion", {}).get("nodeCount", 3)
    letter = re.match("[a-z]+", nodes["instanceType"]).group(0)[0].upper()
    vcpus = count * instance_type(asked, nodes["instanceType"])["VCpuInfo"]["DefaultVCpus"]
    root = nodes.get("rootVolume", {})
    volumes = count * root.get("sizeGiB", 30) / 1024
    found = [(quota["QuotaName"], quota["Value"], needed) for service, needed, fits in (
        ("ec2", vcpus, lambda name: letter in families(name)),
        ("ebs", volumes, lambda name: name.startswith("Storage for") and f"({root.get('type', 'gp3')})" in name))
        for quota in asked.aws("service-quotas", "list-service-quotas", "--service-code", service)["Quotas"]
        if fits(quota["QuotaName"])]
    if len(found) < 2:
        return OPEN, f"Service Quotas names {len(found)} of the two: {', '.join(name for name, _, _ in found)}"
    short = [name for name, value, needed in found if value < needed]
    said = "; ".join(f"{name}: {value:g}, needed are {needed:g}" for name, value, needed in found)
    return (FAIL if short else PASS), said + ("; ask AWS for more" if short else "")


def families(quota):
    """First letters of the instance families that a quota of EC2 is about."""
    found = re.fullmatch(r"Running On-Demand (?:Standard \(([A-Z, ]+)\)|([A-Z])) instances", quota)
    return set(re.findall("[A-Z]", found.group(1) or found.group(2))) if found else set()


@only_with_nodes
def root_volumes_are_as_asked(asked):
    """Each node has one EBS volume, its root, of the size and type that were asked for"""
    if not asked.instances():
        return OPEN, "no node runs yet"
    root = asked.scylla["nodes"].get("rootVolume", {})
    wanted = (root.get("type", "gp3"), root.get("sizeGiB", 30))
    several = [one["InstanceId"] for one in asked.instances() if len(one["BlockDeviceMappings"]) != 1]
    if several:
        return FAIL, f"{', '.join(several)} have not one EBS volume: the image names its root device otherwise"
    ids = [one["BlockDeviceMappings"][0]["Ebs"]["VolumeId"] for one in asked.instances()]
    shown = {(one["VolumeType"], one["Size"]) for one in asked.aws(
        "ec2", "describe-volumes", "--volume-ids", *ids)["Volumes"]}
    if shown != {wanted}:
        return OPEN, f"wanted is {wanted}, there are {sorted(shown)}; unless it was changed since, please report it"
    return PASS, f"{len(ids)} nodes with {wanted[1]} GiB of {wanted[0]}"


@only_with_nodes
def agents_register(asked):
    """Nodes register with Systems Manager under the role they are given"""
    running = {one["InstanceId"]: one["LaunchTime"] for one in asked.instances()}
    if not running:
        return OPEN, "no node runs yet"
    online = {one["InstanceId"]: one["AgentVersion"] for one in asked.aws(
        "ssm", "describe-instance-information", "--filters",
        f"Key=InstanceIds,Values={','.join(sorted(running))}")["InstanceInformationList"] if one["PingStatus"] == "Online"}
    absent = sorted(set(running) - set(online))
    if not absent:
        return PASS, f"{len(online)} nodes are online, with agent {', '.join(sorted(set(online.values())))}"
    age = datetime.datetime.now(datetime.timezone.utc) - min(moment(running[one]) for one in absent)
    late = age > datetime.timedelta(minutes=AGENT_MINUTES)
    return (FAIL if late else OPEN), (
        f"{', '.join(absent)} not online after {age.total_seconds() / 60:.0f} minutes"
        + ("; see that the subnets reach Systems Manager, by NAT or its VPC endpoints" if late else ""))


@only_with_nodes
def secret_is_named_as_expected(asked):
    """The secret with the logins is there, and its ARN ends as the nodes' policy expects"""
    end = f"/{asked.namespace}/{asked.name}/scylla"
    found = [one for one in asked.aws("secretsmanager", "list-secrets", "--filters", "Key=name,Values=ddc/")["SecretList"]
             if one["Name"].endswith(end)]
    if not found:
        return OPEN, f"there is no secret ddc/…{end} yet"
    wrong = [one["ARN"] for one in found if not re.search(re.escape(one["Name"]) + r"-.{6}$", one["ARN"])]
    if wrong:
        return FAIL, f"{wrong[0]} does not end with the name, a hyphen and six characters"
    return PASS, ", ".join(one["ARN"] for one in found)


@only_with_nodes
def zone_answers_in_the_vpc(asked):
    """The private zone is that of the nodes' VPC, and its record has addresses of nodes"""
    zone = asked.scylla.get("dns", {}).get("privateZoneId")
    if not zone:
        return OPEN, "this resource names no private zone"
    shown = asked.aws("route53", "get-hosted-zone", "--id", zone)
    vpc = subnets(asked)[0]["VpcId"]
    if vpc not in [one["VPCId"] for one in shown.get("VPCs", [])]:
        return FAIL, (f"nothing in {vpc} sees this zone: aws route53 associate-vpc-with-hosted-zone --hosted-zone-id "
                      f"{zone} --vpc VPCRegion={asked.region},VPCId={vpc}")
    name = f"scylla.{shown['HostedZone']['Name']}"
    records = asked.aws("route53", "list-resource-record-sets", "--hosted-zone-id", zone, "--start-record-name", name,
                        "--start-record-type", "A", "--max-items", "1")["ResourceRecordSets"]
    values = {value["Value"] for one in records if (one["Name"], one["Type"]) == (name, "A")
              for value in one["ResourceRecords"]}
    if not values:
        return OPEN, f"{name} is not there yet"
    strangers = values - {one["PrivateIpAddress"] for one in asked.instances()}
    if strangers:
        return OPEN, f"{', '.join(sorted(strangers))} in {name} are of no node that runs; look again in two minutes"
    return PASS, f"{name} has {', '.join(sorted(values))}, in a zone of {vpc}"


@only_with_scylla
def operator_logs_in(asked):
    """The operator logs in over CQL, by a role it made itself where the nodes are its own, and reads what it expects"""
    found = asked.condition("DatabaseReady")
    if found["status"] == "True":
        return PASS, f"DatabaseReady: {found['message']}"
    wrong = found["reason"] in ("CqlRefused", "NodeCommandFailed")
    return (FAIL if wrong else OPEN), f"DatabaseReady: {found['reason']}: {found['message']}"


@only_with_scylla
def indexes_are_accepted(asked):
    """DDC's two indexes, one local to the partition, are accepted in keyspaces without tablets"""
    found = asked.condition("SchemaValid")
    if found["status"] == "True":
        return PASS, f"SchemaValid: {found['message']}"
    wrong = "CqlRefused" in (found["reason"], asked.condition("DatabaseReady")["reason"])
    return (FAIL if wrong else OPEN), f"SchemaValid: {found['reason']}: {found['message']}"


@only_on_a_node
def node_has_the_programs(asked, node):
    """On a node are the programs that the operator's commands use, and nodetool knows those commands"""
    needed = ["nodetool", "cqlsh", "systemd-run", *(f"nodetool-{one}" for one in COMMANDS)]
    if asked.scylla.get("replicationFix") == "Ssm":
        needed += ["aws", "python3"]
    missing = [one for one in needed if one not in node.all("has")]
    if missing:
        return FAIL, f"missing: {', '.join(missing)}"
    return PASS, f"there are {', '.join(node.all('has'))}"


@only_on_a_node
def node_is_configured(asked, node):
    """On a node, the image has done what its user data says: cluster, data centre and rack"""
    shown = {kind: node.one(kind) for kind in ("cluster", "dc", "rack")}
    wanted = {"cluster": asked.scylla.get("clusterName", asked.name),
              "dc": asked.scylla.get("currentRegion", {}).get("datacenterName", asked.region)}
    wrong = [f"{kind} is {shown[kind]}, not {value}" for kind, value in wanted.items() if shown[kind] != value]
    zones = {one["AvailabilityZone"] for one in subnets(asked)}
    if shown["rack"] not in zones:
        wrong.append(f"rack is {shown['rack']}, none of {', '.join(sorted(zones))}")
    return (FAIL if wrong else PASS), "; ".join(wrong) or ", ".join(f"{kind} {value}" for kind, value in shown.items())


@only_on_a_node
def node_shows_the_ring(asked, node):
    """On a node, nodetool status has every node of the resource by address and host id"""
    lines = node.all("status")
    members = {found.group(2): found.group(1) for found in (
        re.match(r"([UDX][NLJM])\s+(\S+)\s.*\s[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s", f"{line} ")
        for line in lines) if found and is_address(found.group(2))}
    if not members:
        return FAIL, f"no line reads as a member: {' | '.join(lines)[:300]}"
    absent = sorted({one["PrivateIpAddress"] for one in asked.instances()} - set(members))
    if absent:
        return OPEN, f"{', '.join(absent)} run and are no members (yet)"
    return PASS, ", ".join(f"{address} {state}" for address, state in sorted(members.items()))


def is_address(text):
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


@only_on_a_node
def node_prints_replication(asked, node):
    """On a node, cqlsh prints replication over the maintenance socket, as the replication document reads it"""
    if "socket" not in node.all("has"):
        numbers = [int(one) for one in re.findall(r"\d+", asked.scylla["nodes"].get("scyllaVersion", ""))[:2]]
        wrong = [6] <= numbers < [2000] or numbers >= [2024, 2]
        return (FAIL if wrong else OPEN), f"there is no socket {SOCKET}" + (
            "" if wrong else ": the operator asks for one from 6.0 and 2024.2 on, if the resource names a version")
    printed = node.all("cqlsh")
    if any(re.search(r"'class': '[\w.]*(NetworkTopology|Simple|Local)Strategy'", line) for line in printed):
        return PASS, " ".join(" ".join(printed).split())[:300]
    return FAIL, f"no replication in: {' | '.join(printed)[:300]}"


CHECKS = (images_are_published, type_is_as_taken, type_is_offered, quotas_leave_room, root_volumes_are_as_asked,
          agents_register, secret_is_named_as_expected, zone_answers_in_the_vpc, operator_logs_in, indexes_are_accepted,
          node_has_the_programs, node_is_configured, node_shows_the_ring, node_prints_replication)
