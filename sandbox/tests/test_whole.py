"""What a newcomer does: up, look around, up again, delete, install in other ways, down. Needs root; takes about ten
minutes."""

import html
import json
import os
import re
import secrets
import shlex
import signal
import subprocess
import time
import unittest
import urllib.parse

from sandbox import clusters, incluster, process, refs, teardown, traffic, waiting
from sandbox.install import sets
from sandbox.services import account, keyspaces
from sandbox.tests.installing import Installing
from sandbox.tests.sandboxed import Sandboxed
from sandbox.tests.scratch import CHECKOUT

TABLES = 20
STILL_SECONDS = 15  # shorter than the gateway's grace of a minute, longer than a driver waits
NAMESPACE, NAME = Sandboxed.NAMESPACE, Sandboxed.NAME


class WholeTest(Installing, Sandboxed, unittest.TestCase):
    def pod_roles(self):
        """The roles of the pods there are, those that still end included."""
        found = json.loads(self.kubectl(f"get pods -n {NAMESPACE} -o json"))["items"]
        return {variable["value"] for pod in found for variable in pod["spec"]["containers"][0]["env"]
                if variable["name"] == "AWS_ROLE_ARN"}

    def database(self):
        """Process id of the Cassandra behind the CQL endpoints."""
        return next(pid for pid, _ in teardown.remaining(self.instance) if b"CassandraDaemon" in command(pid))

    def addresses(self):
        """Names of the pods that the Service sends clients to."""
        found = json.loads(self.kubectl(f"get endpointslices -n {NAMESPACE} -l kubernetes.io/service-name={NAME}-ddc "
                                        "-o json"))["items"]
        return sorted(one["targetRef"]["name"] for part in found for one in part["endpoints"]
                      if one["conditions"]["ready"])

    def keyspaces(self):
        rows = self.shell("cqlsh -e 'SELECT keyspace_name FROM system_schema_mcs.keyspaces'").splitlines()
        return sorted(row.strip() for row in rows if row.strip().startswith("jupiter"))

    def document(self, xml, element):
        return json.loads(urllib.parse.unquote(html.unescape(re.search(f"<{element}>(.*?)</{element}>", xml,
                                                                       re.DOTALL).group(1))))

    def studio_role(self):
        """A role the operator did not make, which may do what its own may, in two policies; returns its ARN and the
        one that is about Keyspaces."""
        made = self.roles()[0]
        trust = self.document(self.iam("GetRole", RoleName=made), "AssumeRolePolicyDocument")
        whole = self.document(self.iam("GetRolePolicy", RoleName=made, PolicyName="ddc"), "PolicyDocument")
        parts = {True: [], False: []}
        for statement in whole["Statement"]:
            parts["cassandra:" in json.dumps(statement["Action"])].append(statement)
        self.iam("CreateRole", RoleName="games-own", Path="/studio/", AssumeRolePolicyDocument=json.dumps(trust))
        for name, statements in (("keyspaces", parts[True]), ("blobs", parts[False])):
            self.iam("PutRolePolicy", RoleName="games-own", PolicyName=name,
                     PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}))
        return (f"arn:aws:iam::{account.ACCOUNT}:role/studio/games-own",
                json.dumps({"Version": "2012-10-17", "Statement": parts[True]}))

    def verified(self, status, reason):
        """Asks for a check, and waits for what it finds."""
        self.kubectl(f"annotate --overwrite ucddc {NAME} -n {NAMESPACE} "
                     f"ddc.unrealcloud.io/verify-at={secrets.token_hex(4)}")
        waiting.until(lambda: (lambda one: (one["status"], one["reason"]) == (status, reason))(
            self.condition("Verified")), 180, lambda: f"Verified is {self.condition('Verified')}", pause=0.5)
        return self.condition("Verified")["message"]

    def test_up_look_around_up_again_delete_break_up_down(self):
        said = self.sandbox("up")
        for part in (f"{TABLES} of {TABLES} tables", "blob_replication_log", "DatabaseReady", "DDC serves",
                     "ddc-curl -X PUT", "\n  test\n", "Next:"):
            self.assertIn(part, said)

        with self.subTest("kubectl and cqlsh work after sourcing env"):
            conditions = {one["type"]: one["status"] for one in self.resource()["status"]["conditions"]}
            for kind in ("DatabaseReady", "SchemaValid", "IdentityReady", "WorkloadAvailable", "Verified", "Ready"):
                self.assertEqual("True", conditions[kind], kind)
            rows = self.shell("cqlsh -e 'SELECT keyspace_name, table_name FROM system_schema_mcs.tables'")
            self.assertIn(f"({TABLES} rows)", rows)

        with self.subTest("the operator is a pod with its own rights and the role of its service account"):
            self.assertNotIn("operator", self.pids())
            may = f"auth can-i --as=system:serviceaccount:{incluster.NAMESPACE}:{incluster.NAME}"
            self.assertEqual("yes", self.kubectl(f"{may} patch deployments -n {NAMESPACE}").strip())
            for more in ("'*' '*'", "create clusterrolebindings", "create pods/exec"):
                self.assertEqual("no", self.kubectl(f"{may} {more} || true").strip(), more)
            log = self.kubectl(f"logs -n {incluster.NAMESPACE} deployment/{incluster.NAME}")
            self.assertIn(f"Working in AWS account {account.ACCOUNT}", log)

        with self.subTest("AWS refuses who does not sign, and who signs with a key it does not know"):
            curl = "curl -s -o /dev/null -w '%{http_code}' \"$AWS_ENDPOINT_URL/games-ddc-blobs?list-type=2\""
            sign = "--aws-sigv4 aws:amz:us-east-1:s3 -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' --user"
            self.assertEqual("403", self.shell(curl))
            self.assertEqual("403", self.shell(f"{curl} {sign} AKIAUNKNOWN:wrong"))
            self.assertEqual("200", self.shell(f'{curl} {sign} "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"'))

        with self.subTest("cqlsh works through the gateway without TLS and credentials, and writes at LOCAL_ONE"):
            rows = self.shell("""cqlsh-gateway -e "CONSISTENCY LOCAL_ONE;
                INSERT INTO jupiter.content_id (content_id, content_weight) VALUES (0xab, 7);
                SELECT content_id, content_weight FROM jupiter.content_id WHERE content_id = 0xab" """)
            self.assertRegex(rows, r"0xab\s*\|\s*7")
            self.assertIn("(1 rows)", rows)

        with self.subTest("a wrong password is refused"):
            credentials = self.instance.state / "wrong"
            credentials.write_text("[PlainTextAuthProvider]\nusername = nobody\npassword = wrong\n")
            credentials.chmod(0o600)
            rc = self.instance.state / "cqlshrc"
            wrong = subprocess.run(
                [sets.Paths(sets.store.root()).cql / "bin" / "cqlsh", "--cqlshrc", rc, "--credentials", credentials,
                 "-u", "nobody", "-p", "wrong", "-e", "SELECT * FROM system.local"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, check=False, timeout=60)
            self.assertNotEqual(0, wrong.returncode, wrong.stdout)
            self.assertRegex(wrong.stdout, "(?i)password|credentials|authenticat")

        with self.subTest("up again changes nothing and calls no Maven"):
            before, pods, generation = self.pids(), self.ddc_pods(), self.resource()["metadata"]["generation"]
            self.assertNotIn("Maven", self.sandbox("up"))
            self.assertEqual((before, pods, generation),
                             (self.pids(), self.ddc_pods(), self.resource()["metadata"]["generation"]))

        self.documented_commands_work()

        with self.subTest("the checks for a live account"):
            self.live_checks_never_pass_an_emulation()

        with self.subTest("kustomize: another operator, and back, and DDC's pods stay"):
            self.kustomize_upgrades_without_touching_ddc()

        with self.subTest("pods move to a role of the studio's own, one by one, and no request fails"):
            role, about_keyspaces = self.studio_role()
            paths = sets.ensure(["kubectl"])
            with traffic.against(clusters.own(self.instance, paths), NAMESPACE, NAME) as clients:
                self.assertTrue(clients.served(50, 60), clients.tally.failures)
                self.patch({"identity": {"mode": "Existing", "roleArn": role}})
                waiting.until(lambda: self.pod_roles() == {role}, 240, lambda: f"pods have {self.pod_roles()}",
                              pause=0.5)
                self.ready()
                self.assertTrue(clients.served(50, 60), clients.tally.failures)
                self.assertEqual([], clients.phase().failures)

        with self.subTest("the database stands still: pods stay in the Service, nothing is answered wrongly or lost"):
            pods = self.ddc_pods()
            with traffic.against(clusters.own(self.instance, paths), NAMESPACE, NAME) as clients:
                self.assertTrue(clients.served(50, 60), clients.tally.failures)
                os.kill(self.database(), signal.SIGSTOP)
                try:
                    time.sleep(STILL_SECONDS)
                    self.assertEqual(sorted(name for name, _ in pods), self.addresses())
                finally:
                    os.kill(self.database(), signal.SIGCONT)
                self.assertTrue(clients.served(200, 120), clients.tally.failures)
                self.assertEqual([], [one for one in clients.phase().failures if "other bytes" in one])
                self.assertEqual([], clients.lost())
            self.assertEqual(pods, self.ddc_pods())

        with self.subTest("without its Keyspaces permission Verified names the cause; with it again, all heals"):
            self.iam("DeleteRolePolicy", RoleName="games-own", PolicyName="keyspaces")
            self.assertIn("not authorized", self.verified("False", "DdcDatabaseDenied"))
            self.assertEqual("False", self.condition("Ready")["status"])
            self.iam("PutRolePolicy", RoleName="games-own", PolicyName="keyspaces", PolicyDocument=about_keyspaces)
            self.verified("True", "Verified")
            self.ready()

        with self.subTest("a deleted resource leaves its data, and one of the same name takes it up again"):
            self.assertEqual(1, len(self.roles()))
            self.kubectl(f"delete ucddc {NAME} -n {NAMESPACE} --timeout=120s")
            self.assertEqual([], self.ddc_pods())
            self.assertEqual([], self.roles())
            self.assertEqual(["jupiter", "jupiter_local_ddc_us_east_1"], self.keyspaces())
            self.kubectl(f"apply --server-side -f '{CHECKOUT}/examples/single-region-keyspaces.yaml'")
            self.ready()
            self.sandbox("up")  # the Service has another address, which ddc-curl is told
            put, get = refs.commands(f"http://{NAME}-ddc.{NAMESPACE}.svc")
            self.assertEqual(refs.BODY, self.shell(shlex.join(get)))

        with self.subTest("who does not have the token is refused"):
            address = json.loads(self.kubectl(f"get service {NAME}-ddc -n {NAMESPACE} -o json"))["spec"]["clusterIP"]
            url = get[1].replace(f"{NAME}-ddc.{NAMESPACE}.svc", address)
            self.assertEqual("401", self.shell(f"curl -s -o /dev/null -w '%{{http_code}}' {url}"))

        with self.subTest("a confirmed delete leaves nothing in AWS"):
            self.patch({"deletionPolicy": "Delete", "deletionConfirmation": NAME})
            self.kubectl(f"delete ucddc {NAME} -n {NAMESPACE} --timeout=180s")
            self.assertEqual(([], []), (self.keyspaces(), self.roles()))
            self.assertEqual([], self.ddc_pods())

        with self.subTest("kustomize: what was installed goes, and the definition stays"):
            self.kustomize_leaves_nothing_but_the_definition()

        with self.subTest("helm: install, upgrade, rollback, uninstall"):
            self.helm_from_the_first_day_to_the_last()

        with self.subTest("a killed service is not passed off as the one before"):
            record = process.running(self.instance.run, keyspaces.NAME)
            os.kill(record.pid, signal.SIGKILL)
            waiting.until(lambda: not record.alive(), 10, "it did not die")
            said = self.sandbox("up", "--only", "services")
            self.assertIn("keyspaces has ended, and with it what AWS held: starting afresh", said)

        self.assertTrue(self.database())
        self.down()


def command(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as source:
        return source.read()


if __name__ == "__main__":
    unittest.main()
