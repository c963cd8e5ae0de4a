import json
import os
import socket
import unittest
import urllib.parse
from pathlib import Path
from unittest import mock

from sandbox import clusters, flow, process
from sandbox.install import sets
from sandbox.instance import Instance
from sandbox.problem import Problem
from sandbox.services import account, aws, keyspaces, moto, network
from sandbox.tests.scratch import CHECKOUT, ScratchTest

ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"


def resource(region="us-east-1", **more):
    return {"metadata": {"name": "games", "namespace": "studio"},
            "spec": {"region": region, "cluster": {"name": "games"}, **more}}


class MotoTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.paths = sets.ensure(["moto-5.2.5"])
        self.cluster = clusters.Cluster(Path("kubectl"), Path("kubeconfig"), ISSUER, "127.0.0.1")
        # an address of loopback that no sandbox has: their second number is 9
        loopback = mock.patch.object(Instance, "loopback", lambda *_: f"127.8.{os.getpid() >> 8 & 255}.{os.getpid() & 255}")
        loopback.start()
        self.addCleanup(loopback.stop)

    def start(self):
        return moto.start(self.instance, self.paths, self.cluster)

    def ask(self, url, region, service):
        return aws.call("GET", url, region, service, None)

    def test_the_eks_cluster_of_an_example_reports_the_issuer_of_our_kubernetes(self):
        url, _ = self.start()
        wanted = [resource(storage={"s3": {"bucketName": "blobs"}}),
                  resource("us-west-2", storage={"s3": {"bucketName": "blobs-west"}})]
        account.prepare(url, wanted, {})
        account.prepare(url, wanted, {})
        for region in ("us-east-1", "us-west-2"):
            found = json.loads(self.ask(f"{url}/clusters/games", region, "eks"))["cluster"]
            self.assertEqual(ISSUER, found["identity"]["oidc"]["issuer"])
        buckets = self.ask(url, "us-east-1", "s3").decode()
        self.assertIn("<Name>blobs</Name>", buckets)
        self.assertIn("<Name>blobs-west</Name>", buckets)

    def test_the_network_of_an_example_with_nodes_has_the_ids_it_names(self):
        url, _ = self.start()
        subnets = [f"subnet-0{letter * 16}" for letter in "abc"]
        wanted = [resource(region, database={"scylla": {
            "nodes": {"subnetIds": [one.replace("-0", f"-{n}") for one in subnets]},
            "dns": {"privateZoneId": f"Z0000000000{n}"}}}) for n, region in enumerate(("us-east-1", "us-west-2"))]
        ranges = network.ranges(self.instance, ["us-east-1", "us-west-2"], False)
        account.prepare(url, [resource()], ranges)  # the cluster is there before there are nodes
        for _ in range(2):
            account.prepare(url, wanted, ranges)
        for n, region in enumerate(("us-east-1", "us-west-2")):
            found = aws.ec2(url, region, "DescribeSubnets", {
                "Filter.1.Name": "vpc-id", "Filter.1.Value.1": network.vpc_of(url, region, ranges[region])})
            rows = {row.findtext("subnetId"): (row.findtext("availabilityZone"), row.findtext("cidrBlock"))
                    for row in found.iter("item") if row.findtext("subnetId")}
            blocks = [str(one) for one in ranges[region].subnets(new_prefix=26)]
            self.assertEqual({one.replace("-0", f"-{n}"): (region + zone, block) for one, zone, block in zip(
                subnets, "abc", blocks)}, rows)
            inside = json.loads(self.ask(f"{url}/clusters/games", region, "eks"))["cluster"]["resourcesVpcConfig"]
            self.assertRegex(inside["vpcId"] + " " + inside["clusterSecurityGroupId"], r"^vpc-\w+ sg-\w+$")
            zone = self.ask(f"{url}/2013-04-01/hostedzone/Z0000000000{n}", region, "route53").decode()
            self.assertIn(f"<Name>{region}.games.internal.</Name>", zone)
        with self.assertRaisesRegex(Problem, "one too many"):
            account.prepare(url, [resource("eu-west-1", database={"scylla": {"nodes": {"subnetIds": []}}})], ranges)

    def test_it_is_started_once(self):
        self.assertEqual([True, False], [self.start()[1], self.start()[1]])

    def test_a_taken_port_is_named(self):
        with socket.create_server((self.instance.loopback(1), moto.PORT)):
            with self.assertRaisesRegex(Problem, f"port {moto.PORT} .*moto.*process {os.getpid()}"):
                self.start()
        self.assertIsNone(process.record_of(self.instance.run, moto.NAME))

    def test_the_operator_has_a_role_that_only_its_service_account_can_have(self):
        url, _ = self.start()
        account.operator_role(url, CHECKOUT, ISSUER)
        account.operator_role(url, CHECKOUT, ISSUER)
        role = self.iam(url, "GetRole", RoleName=account.ROLE_NAME)
        trust = json.loads(urllib.parse.unquote(role.split("<AssumeRolePolicyDocument>")[1].split("<")[0]))
        condition = trust["Statement"][0]["Condition"]["StringEquals"]
        self.assertEqual({f"{ISSUER[8:]}:aud": "sts.amazonaws.com", f"{ISSUER[8:]}:sub": account.SUBJECT}, condition)
        self.assertIn(account.OPERATOR_ROLE, role)
        self.assertIn(ISSUER[8:], self.iam(url, "ListOpenIDConnectProviders"))
        self.assertIn(account.ACCOUNT, urllib.parse.unquote(
            self.iam(url, "GetRolePolicy", RoleName=account.ROLE_NAME, PolicyName="operator")))
        self.assertIn("unreal-cloud-ddc-boundary", self.iam(url, "GetPolicy", PolicyArn=account.BOUNDARY))

    def iam(self, url, action, **parameters):
        body = urllib.parse.urlencode({"Action": action, "Version": "2010-05-08", **parameters}).encode()
        return aws.call("POST", url, "us-east-1", "iam", body, content="application/x-www-form-urlencoded").decode()

    def test_what_moto_refuses_is_said(self):
        url, _ = self.start()
        with self.assertRaisesRegex(Problem, "moto refused PUT .*/X for s3"):
            account.bucket(url, "us-east-1", "X")


class ReadyLineTest(ScratchTest):
    def test_it_is_found_among_other_output_and_half_written_lines(self):
        log = self.state / "log"
        log.write_text('starting\n{"level": "info"}\n{"ready": tr')
        self.assertIsNone(keyspaces.ready_line(log))
        log.write_text('starting\n{"level": "info"}\n{"ready": true, "caCertificate": "/ca"}\nmore\n')
        self.assertEqual("/ca", keyspaces.ready_line(log)["caCertificate"])


class RangesTest(ScratchTest):
    def test_each_region_has_addresses_of_the_sandbox_that_nothing_else_of_it_uses(self):
        ranges = network.ranges(self.instance, ["us-east-1", "us-west-2"], False)
        own = self.instance
        for block in ranges.values():
            self.assertTrue(block.subnet_of(own.machines) and block.subnet_of(own.network))
            self.assertFalse(any(block.overlaps(other) for other in (own.link, own.services, own.pods)))
        self.assertEqual(2, len(set(ranges.values())))

    def test_without_a_network_of_its_own_it_is_loopback(self):
        self.assertTrue(all(block.is_loopback for block in network.ranges(
            self.instance, flow.known_regions(set()), True).values()))

    def test_addresses_in_an_example_become_the_sandboxs_own(self):
        ranges = network.ranges(self.instance, ["us-east-1", "us-west-2"], False)
        east, west = (str(block.network_address)[:-2] for block in ranges.values())
        self.assertEqual(f'"{west}.4", "{east}.0/24", 110.64.0.1, 10.64.2.0/24, 10.64.01',
                         network.localise('"10.64.1.4", "10.64.0.0/24", 110.64.0.1, 10.64.2.0/24, 10.64.01', ranges))


class PortsOfServicesTest(ScratchTest):
    def test_another_region_in_an_example_does_not_move_the_known_ones(self):
        few = flow.service_ports(self.instance, flow.known_regions({"us-east-1"}), False).cql
        regions = flow.known_regions({"eu-central-1", "ap-south-1", "us-east-1"})
        more = flow.service_ports(self.instance, regions, False).cql
        self.assertEqual(few, {region: more[region] for region in few})
        self.assertEqual(4, len(set(more.values())))


class ChoiceOfClusterTest(unittest.TestCase):
    def test_wrong_choices_are_refused_with_what_to_do(self):
        for variables, words in (({"SANDBOX_CLUSTER": "mine"}, "'external' uses the cluster of KUBECONFIG"),
                                 ({"SANDBOX_CLUSTER": "external"}, "needs KUBECONFIG"),
                                 ({"SANDBOX_CLUSTER": "external", "KUBECONFIG": "/none"}, "it is '/none'")):
            with self.subTest(variables), mock.patch.dict(os.environ, variables):
                if "KUBECONFIG" not in variables:
                    os.environ.pop("KUBECONFIG", None)
                with self.assertRaisesRegex(Problem, words):
                    clusters.is_external() and clusters.external(sets.Paths(Path("/none")))


if __name__ == "__main__":
    unittest.main()
