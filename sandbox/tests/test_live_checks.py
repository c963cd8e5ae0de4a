"""scripts/live-checks against answers as AWS gives them; no account, emulated or other, is asked."""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from sandbox.tests.scratch import CHECKOUT
from scripts.live_checks import ddc, keyspaces, scylla
from scripts.live_checks.asking import Asked, FAIL, OPEN, PASS, Unanswered

HOST = "0f2b9a3e-6d1c-4e5b-8a7f-{:012d}"
NODE = f"""has nodetool
has cqlsh
has systemd-run
has nodetool-repair
has nodetool-rebuild
has nodetool-cleanup
has nodetool-decommission
has nodetool-removenode
cluster 'games'
dc us-east-1
rack us-east-1a
status Datacenter: us-east-1
status =====================
status Status=Up/Down/eXcluded
status |/ State=Normal/Leaving/Joining/Moving
status -- Address   Load      Tokens Owns Host ID                              Rack
status UN 10.0.1.10 394.97 KB 256    ?    {HOST.format(1)} us-east-1a
status UN 10.0.2.10 394.97 KB 256    ?    {HOST.format(2)} us-east-1b
has socket
cqlsh
cqlsh  replication
cqlsh ------------------------------------------------------------------------------------
cqlsh  {{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'us-east-1': '2'}}
"""
RESOURCE = {
    "spec": {"region": "us-east-1", "cluster": {"name": "games"}, "database": {"scylla": {
        "clusterName": "games", "currentRegion": {"nodeCount": 2}, "dns": {"privateZoneId": "Z1"},
        "nodes": {"instanceType": "i4i.xlarge", "scyllaVersion": "2026.1.2",
                  "subnetIds": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]}}}},
    "status": {
        "database": {"backends": [{"type": "Scylla", "keyspaces": [{"name": "jupiter"}]}]},
        "conditions": [{"type": kind, "status": "True", "reason": "Available", "message": "all is there"}
                       for kind in ("DatabaseReady", "SchemaValid", "Verified", "WorkloadAvailable")]}}
TYPE = {"ProcessorInfo": {"SupportedArchitectures": ["x86_64"]}, "InstanceStorageSupported": True,
        "InstanceStorageInfo": {"TotalSizeInGB": 937}, "VCpuInfo": {"DefaultVCpus": 4}}


def instance(number):
    return {"InstanceId": f"i-{number}", "LaunchTime": "2026-01-01T00:00:00+00:00", "PrivateIpAddress": f"10.0.{number}.10",
            "BlockDeviceMappings": [{"Ebs": {"VolumeId": f"vol-{number}"}}]}


def image(name, architecture="x86_64"):
    return {"Name": name, "ImageId": "ami-1", "Architecture": architecture, "CreationDate": "2026-02-03T04:05:06.000Z"}


def answers():
    """By service and operation: what AWS says of a cluster that is well. Images are filtered by name as EC2 does."""
    return {
        "sts get-caller-identity": {"Account": "111122223333"},
        "images": [image("ScyllaDB 2026.1.2 x86_64"), image("ScyllaDB 2026.1.20 x86_64")],
        "ec2 describe-instance-types": {"InstanceTypes": [TYPE]},
        "ec2 describe-subnets": {"Subnets": [{"AvailabilityZone": zone, "VpcId": "vpc-1"}
                                             for zone in ("us-east-1a", "us-east-1b")]},
        "ec2 describe-instance-type-offerings": {"InstanceTypeOfferings": [
            {"Location": zone} for zone in ("us-east-1a", "us-east-1b", "us-east-1c")]},
        "service-quotas list-service-quotas": {"Quotas": [
            {"QuotaName": "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "Value": 640.0},
            {"QuotaName": "Running On-Demand X instances", "Value": 0.0},
            {"QuotaName": "Storage for General Purpose SSD (gp3) volumes, in TiB", "Value": 50.0},
            {"QuotaName": "Storage for Provisioned IOPS SSD (io2) volumes, in TiB", "Value": 0.01}]},
        "ec2 describe-instances": {"Reservations": [{"Instances": [instance(1)]}, {"Instances": [instance(2)]}]},
        "ec2 describe-volumes": {"Volumes": [{"VolumeType": "gp3", "Size": 30}] * 2},
        "ssm describe-instance-information": {"InstanceInformationList": [
            {"InstanceId": f"i-{number}", "AgentVersion": "3.3.1", "PingStatus": "Online"} for number in (1, 2)]},
        "secretsmanager list-secrets": {"SecretList": [
            {"Name": "ddc/0123456789abcdef/unreal-cloud-ddc/games/scylla", "ARN":
             "arn:aws:secretsmanager:us-east-1:1:secret:ddc/0123456789abcdef/unreal-cloud-ddc/games/scylla-AbC123"}]},
        "route53 get-hosted-zone": {"HostedZone": {"Name": "games.internal."}, "VPCs": [{"VPCId": "vpc-1"}]},
        "route53 list-resource-record-sets": {"ResourceRecordSets": [
            {"Name": "scylla.games.internal.", "Type": "A", "ResourceRecords": [{"Value": "10.0.1.10"}]}]},
        "ssm send-command": {"Command": {"CommandId": "c"}},
        "ssm get-command-invocation": {"Status": "Success", "StandardOutputContent": NODE, "StandardErrorContent": ""},
    }


class Told(Asked):
    """Is told the answers instead of asking; an operation without an answer is refused."""

    def __init__(self, resource, given, node_commands=True):
        self.given, self.told_resource = given, resource
        super().__init__("unreal-cloud-ddc", "games", node_commands)

    def kubectl(self, *words):
        return self.told_resource if words[0] == "get" and words[1] != "pods" else {"items": []}

    def aws(self, *words):
        if words[:2] == ("ec2", "describe-images"):
            pattern = next(word for word in words if word.startswith("Name=name,")).partition("Values=")[2]
            return {"Images": [one for one in self.given["images"]
                               if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), one["Name"])]}
        said = self.given.get(" ".join(words[:2]))
        if said is None:
            raise Unanswered("AccessDenied")
        return said


class LiveChecksTest(unittest.TestCase):
    def setUp(self):
        self.resource, self.given = copy.deepcopy(RESOURCE), copy.deepcopy(answers())
        self.scylla = self.resource["spec"]["database"]["scylla"]
        self.nodes = self.scylla["nodes"]

    def verdict(self, check, **more):
        return check(Told(self.resource, self.given, **more))

    def expect(self, verdict, check, *words):
        found, evidence = self.verdict(check)
        self.assertEqual(verdict, found, evidence)
        for word in words:
            self.assertIn(word, evidence)

    def condition(self, kind, status, reason):
        found = next(one for one in self.resource["status"]["conditions"] if one["type"] == kind)
        found.update(status=status, reason=reason)

    def node_says(self, before, after):
        self.assertIn(before, NODE)
        self.given["ssm get-command-invocation"]["StandardOutputContent"] = NODE.replace(before, after)

    def test_a_cluster_that_is_well_passes_each(self):
        for check in scylla.CHECKS:
            with self.subTest(check=check.__name__):
                self.expect(PASS, check)

    def test_each_is_open_where_it_does_not_apply(self):
        for database, checks in (({"amazonKeyspaces": {}}, scylla.CHECKS), ({"scylla": {"existing": {}}}, keyspaces.CHECKS)):
            self.resource["spec"]["database"] = database
            for check in checks:
                with self.subTest(check=check.__name__):
                    self.expect(OPEN, check)

    def test_before_there_are_nodes_nothing_is_wrong(self):
        self.resource["status"] = {}
        self.given.update({"ec2 describe-instances": {"Reservations": []}, "secretsmanager list-secrets": {"SecretList": []},
                           "route53 list-resource-record-sets": {"ResourceRecordSets": []}})
        for check in scylla.CHECKS:
            with self.subTest(check=check.__name__):
                try:
                    self.assertIn(self.verdict(check)[0], (PASS, OPEN))
                except Unanswered as said:
                    self.assertEqual("no node runs yet", str(said))

    def test_a_node_is_sent_nothing_unless_it_is_said(self):
        del self.given["ssm send-command"]
        for check in (one for one in scylla.CHECKS if one.__name__.startswith("node_")):
            found, evidence = self.verdict(check, node_commands=False)
            self.assertEqual(OPEN, found)
            self.assertIn("--ask-a-node", evidence)

    def test_one_command_is_enough_for_a_node(self):
        asked = Told(self.resource, self.given)
        checks = [one for one in scylla.CHECKS if one.__name__.startswith("node_")]
        self.assertEqual(4, len(checks))
        checks[0](asked)
        del self.given["ssm send-command"]
        for check in checks[1:]:
            self.assertEqual(PASS, check(asked)[0])

    def test_a_node_that_does_not_answer_is_asked_once(self):
        asked = Told(self.resource, self.given)
        self.given["ssm get-command-invocation"].update(Status="TimedOut", StandardErrorContent="gone")
        for _ in range(2):
            with self.assertRaisesRegex(Unanswered, "TimedOut: gone"):
                scylla.node_shows_the_ring(asked)
            self.given.pop("ssm send-command", None)

    def test_images(self):
        check = scylla.images_are_published
        self.expect(PASS, check, "ScyllaDB 2026.1.2 x86_64", "ami-1")
        self.given["images"] = [image("ScyllaDB 2026.1.20 x86_64")]
        self.expect(OPEN, check, "2026.1.20")
        self.given["images"] = [image("ScyllaDB 2026.1.2 aarch64", "arm64")]
        self.expect(OPEN, check, "arm64 only")
        self.given["images"] = [image("Scylla-2026.1.2-x86_64")]
        self.expect(FAIL, check, "'Scylla-2026.1.2-x86_64'")
        self.given["images"] = []
        self.expect(FAIL, check, scylla.MAKER)
        self.nodes["amiId"] = "ami-0123456789abcdef0"
        del self.nodes["scyllaVersion"]
        self.expect(OPEN, check, "ami-0123456789abcdef0")

    def test_instance_types(self):
        self.nodes["instanceType"] = "i8g.xlarge"
        self.expect(FAIL, scylla.type_is_as_taken, "arm64")
        self.nodes["instanceType"] = "i4i.xlarge"
        self.given["ec2 describe-instance-types"] = {"InstanceTypes": [{**TYPE, "InstanceStorageSupported": False}]}
        self.expect(FAIL, scylla.type_is_as_taken, "no disks")
        self.given["ec2 describe-instance-type-offerings"] = {"InstanceTypeOfferings": [{"Location": "us-east-1a"}]}
        self.expect(FAIL, scylla.type_is_offered, "us-east-1b")

    def test_quotas(self):
        self.scylla["currentRegion"]["nodeCount"] = 161
        self.expect(FAIL, scylla.quotas_leave_room, "needed are 644")
        self.scylla["currentRegion"]["nodeCount"] = 2
        self.nodes["rootVolume"] = {"type": "io2", "sizeGiB": 100}
        self.expect(FAIL, scylla.quotas_leave_room, "(io2)")
        self.given["service-quotas list-service-quotas"] = {"Quotas": []}
        self.expect(OPEN, scylla.quotas_leave_room)

    def test_root_volumes(self):
        self.given["ec2 describe-volumes"]["Volumes"] = [{"VolumeType": "gp3", "Size": 40}]
        self.expect(OPEN, scylla.root_volumes_are_as_asked, "40")
        self.given["ec2 describe-instances"]["Reservations"][0]["Instances"][0]["BlockDeviceMappings"] *= 2
        self.expect(FAIL, scylla.root_volumes_are_as_asked, "i-1 ")

    def test_agents(self):
        self.given["ssm describe-instance-information"]["InstanceInformationList"].pop()
        self.expect(FAIL, scylla.agents_register, "i-2 not online", "NAT")
        for reservation in self.given["ec2 describe-instances"]["Reservations"]:
            reservation["Instances"][0]["LaunchTime"] = "2999-01-01T00:00:00.000Z"
        self.expect(OPEN, scylla.agents_register, "i-2 not online")

    def test_secret(self):
        self.given["secretsmanager list-secrets"]["SecretList"][0]["ARN"] = "arn:aws:secretsmanager:us-east-1:1:secret:abc"
        self.expect(FAIL, scylla.secret_is_named_as_expected)

    def test_zone(self):
        self.given["route53 list-resource-record-sets"]["ResourceRecordSets"][0]["ResourceRecords"] = [{"Value": "10.9.9.9"}]
        self.expect(OPEN, scylla.zone_answers_in_the_vpc, "10.9.9.9")
        self.given["route53 get-hosted-zone"]["VPCs"] = [{"VPCId": "vpc-2"}]
        self.expect(FAIL, scylla.zone_answers_in_the_vpc, "associate-vpc-with-hosted-zone")

    def test_conditions(self):
        self.condition("DatabaseReady", "False", "CqlRefused")
        self.condition("SchemaValid", "False", "Planned")
        for check in (scylla.operator_logs_in, scylla.indexes_are_accepted):
            self.expect(FAIL, check)
        self.condition("DatabaseReady", "Unknown", "CqlUnreachable")
        for check in (scylla.operator_logs_in, scylla.indexes_are_accepted):
            self.expect(OPEN, check)

    def test_what_a_node_has(self):
        self.node_says("has nodetool-removenode\n", "")
        self.expect(FAIL, scylla.node_has_the_programs, "nodetool-removenode")
        self.scylla["replicationFix"] = "Ssm"
        self.node_says("has socket", "has python3")
        self.expect(FAIL, scylla.node_has_the_programs, "missing: aws")

    def test_how_a_node_is_configured(self):
        self.node_says("dc us-east-1\n", "dc us-east\n")
        self.expect(FAIL, scylla.node_is_configured, "dc is us-east, not us-east-1")
        self.node_says("rack us-east-1a\n", "rack 1a\n")
        self.expect(FAIL, scylla.node_is_configured, "rack is 1a")
        self.node_says("cluster 'games'\n", "")
        self.expect(FAIL, scylla.node_is_configured, "cluster is None")

    def test_the_ring(self):
        self.node_says("status UN 10.0.2.10", "status other")
        self.expect(OPEN, scylla.node_shows_the_ring, "10.0.2.10")
        self.node_says("status UN", "status Up/Normal")
        self.expect(FAIL, scylla.node_shows_the_ring, "no line")

    def test_replication(self):
        self.node_says("{'class'", "{'strategy'")
        self.expect(FAIL, scylla.node_prints_replication)
        self.node_says("has socket\n", "")
        self.expect(FAIL, scylla.node_prints_replication)
        for version, verdict in (("2025.1.4", FAIL), ("6.2.0", FAIL), ("2024.2.1", FAIL), ("2024.1.12", OPEN),
                                 ("5.4.9", OPEN)):
            self.nodes["scyllaVersion"] = version
            self.expect(verdict, scylla.node_prints_replication)

    def test_the_script_for_nodes_is_one_a_shell_reads(self):
        subprocess.run(["sh", "-n"], input=scylla.LOOK, universal_newlines=True, check=True)

    def test_what_is_looked_for_is_what_the_operator_looks_for(self):
        text = (CHECKOUT / "src/main/java/io/unrealcloud/ddc/provision/scylla/nodes/Images.java").read_text()
        model = (CHECKOUT / "src/main/java/io/unrealcloud/ddc/model/ScyllaBackend.java").read_text()
        self.assertEqual(scylla.MAKER, re.search(r'OWNER = "(\d+)"', model).group(1))
        self.assertEqual(scylla.ARM, set(re.findall(r'"(\w+)"', re.search(r"ARM =\s*Set\.of\((.*?)\)", text, re.DOTALL).group(1))))

    def test_the_document_lists_the_points(self):
        rows = re.findall(r"^\| (.+?) \| .+ \|$", (CHECKOUT / "docs/limits.md").read_text(), re.MULTILINE)
        points = [check.__doc__ for check in (*keyspaces.CHECKS, keyspaces.deleting_takes_types_along,
                                              *scylla.CHECKS, *ddc.CHECKS)]
        self.assertEqual(points, [row for row in rows if not row.startswith("point about")])


class ProgramTest(unittest.TestCase):
    """The whole program, with programs in place of kubectl and the AWS CLI."""

    def run_it(self, *words, **environment):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        work = Path(folder.name)
        (work / "answers.json").write_text(json.dumps({**answers(), "ec2 describe-images": {"Images": answers()["images"]}}))
        (work / "resource.json").write_text(json.dumps(RESOURCE))
        self.program(work / "kubectl", 'print(open(here / "resource.json").read() if "unrealcloudddcs" in sys.argv[2] '
                                       'else json.dumps({"items": []}))')
        self.program(work / "aws", 'print("aws-cli/2.1" if sys.argv[1] == "--version" else '
                                   'json.dumps(json.loads((here / "answers.json").read_text())[" ".join(sys.argv[1:3])]))')
        (work / "config").write_text(environment.pop("config", ""))
        clean = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        done = subprocess.run(
            [sys.executable, CHECKOUT / "scripts/live-checks", *words], universal_newlines=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, env={**clean, "PATH": f"{work}:{os.environ['PATH']}",
                                                        "AWS_CONFIG_FILE": str(work / "config"), **environment})
        return done.returncode, done.stdout, re.findall(r"^(PASS|FAIL|OPEN|EMULATED) +\S", done.stdout, re.MULTILINE)

    @staticmethod
    def program(path, body):
        path.write_text(f"#!{sys.executable} -SE\nimport json, pathlib, sys\nhere = pathlib.Path(__file__).parent\n{body}\n")
        path.chmod(0o755)

    def test_every_point_has_a_verdict(self):
        code, said, verdicts = self.run_it("--ask-a-node")
        self.assertEqual(0, code, said)
        self.assertEqual(len(keyspaces.CHECKS) + len(scylla.CHECKS) + len(ddc.CHECKS) + 1, len(verdicts), said)
        self.assertEqual(len(scylla.CHECKS) + 1, verdicts.count("PASS"), said)

    def test_an_emulation_never_passes(self):
        for environment in ({"AWS_ENDPOINT_URL": "http://127.0.0.1:5000"},
                            {"AWS_ENDPOINT_URL_EC2": "https://ec2.example.com"},
                            {"config": "[services local]\nec2 =\n  endpoint_url = http://localhost:4566\n"}):
            with self.subTest(environment=environment):
                _, said, verdicts = self.run_it("--ask-a-node", **environment)
                self.assertIn("AWS is emulated here", said)
                self.assertIn("EMULATED", verdicts)
                self.assertNotIn("PASS", verdicts)

    def test_amazons_own_endpoints_are_no_emulation(self):
        _, said, verdicts = self.run_it(config="[default]\nendpoint_url = https://ec2.us-gov-west-1.amazonaws.com\n")
        self.assertNotIn("emulated", said)
        self.assertIn("PASS", verdicts)


if __name__ == "__main__":
    unittest.main()
