"""The examples with two Regions, from nothing to Ready and back. Needs root; takes about six minutes."""

import json
import secrets
import unittest

from sandbox import shell
from sandbox.install import sets
from sandbox.tests.sandboxed import Sandboxed

REGIONS = ("us-east-1", "us-west-2")


class RegionsTest(Sandboxed, unittest.TestCase):
    NAME = f"games-{REGIONS[0]}"

    def up(self, example):
        """'up' itself waits for both resources."""
        self.sandbox("up", EXAMPLE=example, limit=900)
        found = json.loads(self.kubectl(f"get ucddc -n {self.NAMESPACE} -o json"))["items"]
        self.assertEqual({region: "True" for region in REGIONS}, {one["spec"]["region"]: next(
            condition["status"] for condition in one["status"]["conditions"] if condition["type"] == "Ready")
            for one in found})

    def test_one_keyspace_of_amazon_keyspaces_in_two_regions(self):
        self.up("multi-region-keyspaces")
        for region in REGIONS:
            shared = self.aws("keyspaces", "get-keyspace", "--keyspace-name", "jupiter", region=region)
            self.assertEqual(("MULTI_REGION", sorted(REGIONS)),
                             (shared["replicationStrategy"], sorted(shared["replicationRegions"])))
            names = [one["keyspaceName"] for one in self.aws("keyspaces", "list-keyspaces", region=region)["keyspaces"]]
            self.assertIn(f"jupiter_local_ddc_{region.replace('-', '_')}", names)
        self.down()

    def test_one_cluster_of_scylladb_in_two_regions(self):
        self.up("multi-region-scylla")
        key = "{hash: 0x" + secrets.token_hex(20) + "}"
        self.cqlsh(REGIONS[0], f"INSERT INTO jupiter.content_id (content_id, content_weight) VALUES ({key}, 7)")
        rows = self.cqlsh(REGIONS[1], f"SELECT content_weight FROM jupiter.content_id WHERE content_id = {key}")
        self.assertIn("(1 rows)", rows)
        self.down()

    def cqlsh(self, region, statement):
        """As DDC of a Region does it: with its login, on one of its nodes; everywhere, so that no repair is waited for."""
        found = self.aws("ec2", "describe-instances", region=region)["Reservations"]
        node = next(one["PrivateIpAddress"] for reservation in found for one in reservation["Instances"])
        listed = self.aws("secretsmanager", "list-secrets", region=region)["SecretList"]
        login = json.loads(self.aws("secretsmanager", "get-secret-value", "--secret-id", listed[0]["ARN"],
                                    region=region)["SecretString"])
        return shell.run(sets.Paths(sets.store.root()).cql / "bin" / "cqlsh", node, "-u", login["username"], "-p",
                         login["password"], "-e", f"CONSISTENCY LOCAL_QUORUM; {statement}")


if __name__ == "__main__":
    unittest.main()
