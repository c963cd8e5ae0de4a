"""ScyllaDB on EC2 under a DDC at work: nodes come, go, crash and are lost, copies and names change. Needs root; takes
about ten minutes."""

import json
import os
import signal
import time
import unittest

from sandbox import clusters, teardown, traffic, waiting
from sandbox.install import sets
from sandbox.services import moto, network
from sandbox.tests.sandboxed import Sandboxed

PATIENCE_SECONDS = 420
LOOK_SECONDS = 30
ZONE = "Z0123456789STUDIO"
ALIVE = "pending,running,stopping,stopped"


class ScyllaTest(Sandboxed, unittest.TestCase):
    """Each step stands on the one before, so the first that fails ends the test."""

    def instances(self):
        """Address → id of the instances that are not terminated."""
        found = self.aws("ec2", "describe-instances", "--filters", f"Name=instance-state-name,Values={ALIVE}")
        return {one["PrivateIpAddress"]: one["InstanceId"]
                for reservation in found["Reservations"] for one in reservation["Instances"]}

    def terminate(self, *ids):
        """As somebody with a console would: protection first."""
        for one in ids:
            self.aws("ec2", "modify-instance-attribute", "--instance-id", one, "--no-disable-api-termination")
        self.aws("ec2", "terminate-instances", "--instance-ids", *ids)

    def database_process(self, instance_id):
        """Process id of the database on an instance."""
        for pid, _ in teardown.remaining(self.instance):
            with open(f"/proc/{pid}/cmdline", "rb") as source:
                command = source.read()
            if b"CassandraDaemon" in command and instance_id.encode() in command:
                return pid
        raise AssertionError(f"no database runs on {instance_id}")

    def backend(self):
        return self.resource()["status"]["database"]["backends"][0]

    def settle(self, count):
        """Waits until so many nodes serve, no work is left, and the resource is Ready."""
        def settled():
            found = self.resource()
            conditions = {one["type"]: one["status"] for one in found["status"]["conditions"]}
            return (found["status"]["observedGeneration"] == found["metadata"]["generation"]
                    and found["status"]["database"]["backends"][0]["nodes"] == {"ready": count, "total": count}
                    and (conditions["Ready"], conditions.get("Progressing", "False")) == ("True", "False"))
        begun = time.monotonic()
        waiting.until(settled, PATIENCE_SECONDS, lambda: json.dumps(self.resource()["status"], indent=1), pause=1)
        self.assertEqual(count, len(self.instances()))
        return time.monotonic() - begun

    def test_nodes_come_go_crash_and_are_lost(self):
        self.sandbox("up", EXAMPLE="single-region-scylla", limit=900)
        first = self.instances()
        self.assertEqual(3, len(first))
        with traffic.against(clusters.own(self.instance, sets.ensure(["kubectl"])), self.NAMESPACE,
                             self.NAME) as clients:
            self.assertTrue(clients.served(100, 60), clients.tally.failures)
            for words, change, count in (
                    ("a fourth node", lambda: self.scale(nodeCount=4), 4),
                    ("three again", lambda: self.scale(nodeCount=3), 3),
                    ("two copies", lambda: self.copies(2), 3),
                    ("a name in DNS", self.name, 3),
                    ("three copies again, by a document", self.copies_by_document, 3),
                    ("the database on one node is killed", lambda: self.crash(first), 3),
                    ("an instance is terminated", lambda: self.lose(first), 3)):
                change()
                took = self.settle(count)
                self.assertTrue(clients.served(50, 60), clients.tally.failures)
                seen = clients.phase()
                print(f"{words}: settled after {took:.0f} s; {seen.summary()}", flush=True)
                self.assertEqual([], seen.failures, words)
            self.assertEqual([], clients.lost())
        self.all_gone_is_not_begun_anew()
        self.a_confirmed_delete_leaves_nothing()
        self.down()

    def scylla(self, spec):
        self.patch({"database": {"scylla": spec}})

    def scale(self, **spec):
        self.scylla({"currentRegion": spec})

    def name(self):
        """Pods are given the name in place of addresses, one pod after the other."""
        instance = next(iter(self.instances().values()))
        found = self.aws("ec2", "describe-instances", "--instance-ids", instance)["Reservations"][0]["Instances"][0]
        network.zone_of(moto.url_of(self.instance), "us-east-1", found["VpcId"], ZONE, "studio.internal")
        self.scylla({"dns": {"privateZoneId": ZONE}})
        waiting.until(lambda: {"A", "TXT"} <= self.records().keys(), 120, lambda: f"the zone has {self.records()}",
                      pause=1)
        self.assertEqual(sorted(self.instances()), sorted(self.records()["A"]))
        waiting.until(lambda: self.connection()["host"] == "scylla.studio.internal", 120,
                      lambda: f"status has {self.connection()}", pause=1)

    def connection(self):
        return self.resource()["status"]["database"]["connection"]

    def records(self):
        """Type → values, of the records of ScyllaDB in the zone."""
        found = self.aws("route53", "list-resource-record-sets", "--hosted-zone-id", ZONE)["ResourceRecordSets"]
        return {one["Type"]: [value["Value"] for value in one["ResourceRecords"]] for one in found
                if "scylla" in one["Name"]}

    def documents(self):
        """Names of the documents that commands on nodes have run."""
        return {one["DocumentName"] for one in self.aws("ssm", "list-command-invocations")["CommandInvocations"]}

    def copies(self, factor):
        self.scale(replicationFactor=factor)
        waiting.until(lambda: {region["progress"] for keyspace in self.backend()["keyspaces"]
                               for region in keyspace["regions"]} == {f"{factor} copies"}, PATIENCE_SECONDS,
                      lambda: json.dumps(self.backend(), indent=1), pause=1)

    def copies_by_document(self):
        self.scylla({"replicationFix": "Ssm"})
        self.copies(3)
        ours = {name for name in self.documents() if name.startswith("ddc-")}
        self.assertEqual(1, len(ours), self.documents())
        self.document = ours.pop()

    def crash(self, first):
        """systemd starts it again."""
        instance_id = next(one for one in first.values() if one in self.instances().values())
        before = self.database_process(instance_id)
        os.kill(before, signal.SIGKILL)

        def again():
            try:
                return self.database_process(instance_id) != before
            except AssertionError:
                return False
        waiting.until(again, 60, f"the database on {instance_id} was not started again")

    def lose(self, first):
        lost = next(one for one in first.values() if one in self.instances().values())
        self.terminate(lost)
        waiting.until(lambda: lost not in self.instances().values() and len(self.instances()) == 3, PATIENCE_SECONDS,
                      lambda: f"no instance came for {lost}: {self.instances()}, {self.condition('Progressing')}",
                      pause=1)

    def all_gone_is_not_begun_anew(self):
        self.terminate(*self.instances().values())
        waiting.until(lambda: self.condition("Degraded")["reason"] == "QuorumLost", 180,
                      lambda: json.dumps(self.resource()["status"]["conditions"], indent=1), pause=1)
        self.assertIn("acknowledgeDataLoss", self.condition("Degraded")["message"])
        self.assertEqual("False", self.condition("DatabaseReady")["status"])
        until = time.monotonic() + LOOK_SECONDS
        while time.monotonic() < until:
            self.assertEqual({}, self.instances())
            time.sleep(2)

    def a_confirmed_delete_leaves_nothing(self):
        self.patch({"deletionPolicy": "Delete", "deletionConfirmation": self.NAME})
        self.kubectl(f"delete ucddc {self.NAME} -n {self.NAMESPACE} --timeout=230s")
        self.assertEqual([], self.ddc_pods())
        self.assertEqual({}, self.instances())
        self.assertEqual([], self.aws("ec2", "describe-volumes")["Volumes"])
        self.assertEqual([], [one["GroupName"] for one in self.aws("ec2", "describe-security-groups")["SecurityGroups"]
                              if one["GroupName"].startswith("ddc-")])
        self.assertEqual([], self.aws("secretsmanager", "list-secrets")["SecretList"])
        self.assertIn("InvalidDocument", self.refused("ssm", "describe-document", "--name", self.document))
        self.assertEqual({}, self.records())
        self.assertEqual([], self.roles())
        self.assertNotIn("<InstanceProfileName>", self.iam("ListInstanceProfiles"))


if __name__ == "__main__":
    unittest.main()
