"""The real node: up, used, broken, mended, down. Needs root; takes about a minute."""

import base64
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path
from unittest import mock

from sandbox import clusters, files, flow, instance as instances, process, teardown, waiting
from sandbox.install import sets
from sandbox.install.busybox import BUSYBOX
from sandbox.node import cgroups, namespace
from sandbox.tests import machine
from sandbox.tests.scratch import CHECKOUT

WEB = [
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "server", "labels": {"app": "web"}},
     "spec": {"containers": [{
         "name": "web", "image": BUSYBOX, "imagePullPolicy": "Never",
         "command": ["sh", "-c", "mkdir /tmp/www && echo served > /tmp/www/index.html && echo started && "
                                 "exec httpd -f -p 8080 -h /tmp/www"],
         "readinessProbe": {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 1},
         "volumeMounts": [{"name": "aws", "mountPath": "/var/run/aws"}]}],
         "volumes": [{"name": "aws", "projected": {"sources": [
             {"serviceAccountToken": {"path": "token", "audience": "sts.amazonaws.com"}}]}}]}},
    {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
     "spec": {"selector": {"app": "web"}, "ports": [{"port": 80, "targetPort": 8080}]}},
]


def fresh():
    name = f"test-{secrets.token_hex(4)}"
    instance = instances.load(CHECKOUT, name, routed=namespace.routed)
    instances.write_down(instance)
    return instance


def command(instance, *words):
    return [sys.executable, "-m", "sandbox", "--name", instance.name, *words]


def sandbox(instance, *words):
    return subprocess.run(command(instance, *words), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True, timeout=300, check=False)


def discard(instance):
    teardown.everything(instance)
    shutil.rmtree(instance.state)


def pids(instance):
    return {record.name: record.pid for record in process.records(instance.run)}


def kill(instance, *names):
    for name in names:
        record = process.running(instance.run, name)
        os.kill(record.pid, signal.SIGKILL)
        waiting.until(lambda: not record.alive(), 10, f"{name} did not die")


def get(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=10) as response:
        return response.read().decode()


class NodeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.paths = sets.ensure(["node"])
        cls.before = machine.snapshot()
        cls.instance = fresh()
        cls.addClassCleanup(discard, cls.instance)
        flow.up(CHECKOUT, cls.instance, "node", None)
        cls.cluster = clusters.own(cls.instance, cls.paths)
        cls.cluster.run("apply", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": WEB}))
        cls.cluster.run("wait", "--for=condition=Ready", "pod/server", "--timeout=60s")

    def inside(self, *words):
        return self.cluster.run("exec", "server", "--", *words)

    def test_a_pod_runs_and_its_log_is_read(self):
        self.assertEqual("started\n", self.cluster.run("logs", "server"))

    def test_a_service_is_reached_from_this_machine_and_from_a_pod(self):
        address = self.cluster.get("service", "web")["spec"]["clusterIP"]
        self.assertEqual("served\n", get(f"http://{address}/"))
        self.assertEqual("served\n", self.inside("wget", "-qO-", "http://web.default.svc.cluster.local"))
        self.assertEqual("served\n", self.inside("wget", "-qO-", "http://web"))

    def test_a_pod_is_reached_by_its_address(self):
        address = self.cluster.get("pod", "server")["status"]["podIP"]
        self.assertEqual("served\n", get(f"http://{address}:8080/"))

    def test_cluster_dns_knows_services_and_says_no_to_others(self):
        address = self.cluster.get("service", "kubernetes")["spec"]["clusterIP"]
        self.assertIn(address, self.inside("nslookup", "kubernetes.default.svc.cluster.local"))
        said = self.cluster.run("exec", "server", "--", "sh", "-c", "nslookup cassandra.us-east-1.amazonaws.com; true")
        self.assertIn("NXDOMAIN", said)

    def test_a_pod_reaches_a_server_on_this_machine(self):
        server = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", self.instance.host_address, "8999",
                                   "--directory", str(Path(__file__).parent)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        url = f"http://{self.instance.host_address}:8999/machine.py"
        waiting.until(lambda: waiting.answers(url), 10, "the server did not start")
        self.assertIn("snapshot", self.inside("wget", "-qO-", url))

    def test_a_pod_reaches_an_address_of_a_machine_by_its_name_in_a_private_zone(self):
        address = str(self.instance.machines[4])
        server = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", address, "9042",
                                   "--directory", str(Path(__file__).parent)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        waiting.until(lambda: waiting.answers(f"http://{address}:9042/machine.py"), 10, "the server did not start")
        zone = "$ORIGIN us-east-1.games.internal.\n@ 60 IN SOA ns hostmaster {serial} 60 60 3600 5\n@ 60 IN NS ns\n"
        files.write(self.instance.zones / "db.us-east-1.games.internal", zone.format(serial=1))
        name = "scylla.us-east-1.games.internal"
        waiting.until(lambda: "NXDOMAIN" in self.asked(name), 20, "the zone was not found", pause=0.3)
        files.write(self.instance.zones / "db.us-east-1.games.internal",
                    zone.format(serial=2) + f"scylla 60 IN A {address}\n")
        waiting.until(lambda: address in self.asked(name), 20, "the record was not found", pause=0.3)
        self.assertIn("snapshot", self.inside("wget", "-qO-", f"http://{name}:9042/machine.py"))

    def asked(self, name):
        return self.cluster.run("exec", "server", "--", "sh", "-c", f"nslookup {name}; true")

    def test_a_projected_token_is_what_irsa_expects(self):
        token = self.inside("cat", "/var/run/aws/token").strip()
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2])
        self.assertEqual(["sts.amazonaws.com"], claims["aud"])
        self.assertEqual("system:serviceaccount:default:default", claims["sub"])
        self.assertEqual(self.cluster.issuer, claims["iss"])
        self.assertRegex(claims["iss"], r"^https://oidc\.eks\.us-east-1\.amazonaws\.com/id/[0-9A-F]{32}$")
        keys = json.loads(self.cluster.run("get", "--raw", "/openid/v1/jwks"))["keys"]
        self.assertIn((header["kid"], "RS256"), [(key["kid"], key["alg"]) for key in keys])

    def test_a_cluster_the_user_names_is_used_with_its_own_issuer(self):
        choice = {"SANDBOX_CLUSTER": "external", "KUBECONFIG": str(self.instance.kubeconfig)}
        with mock.patch.dict(os.environ, choice):
            self.assertTrue(clusters.is_external())
            theirs = clusters.external(self.paths)
        self.assertEqual(self.cluster.issuer, theirs.issuer)
        self.assertEqual("server", theirs.get("pod", "server")["metadata"]["name"])
        self.assertEqual("127.0.0.1", theirs.host)

    def test_up_again_changes_nothing(self):
        before = pids(self.instance)
        versions = self.cluster.run("get", "pod,service", "-A", "-o", "jsonpath={.items[*].metadata.uid}")
        flow.up(CHECKOUT, self.instance, "node", None)
        self.assertEqual(before, pids(self.instance))
        self.assertEqual(versions, self.cluster.run("get", "pod,service", "-A", "-o",
                                                    "jsonpath={.items[*].metadata.uid}"))

    def test_only_a_killed_component_is_started_again(self):
        before = pids(self.instance)
        kill(self.instance, "kube-proxy", "containerd")
        said = sandbox(self.instance, "status")
        self.assertEqual(1, said.returncode)
        self.assertIn("kube-proxy has ended", said.stdout)
        flow.up(CHECKOUT, self.instance, "node", None)
        changed = {name for name, pid in pids(self.instance).items() if before[name] != pid}
        self.assertEqual({"kube-proxy", "containerd"}, changed)
        self.assertEqual("served\n", self.inside("wget", "-qO-", "http://web"))

    def test_status_says_what_runs_where_and_since_when(self):
        said = sandbox(self.instance, "status")
        self.assertEqual(0, said.returncode, said.stdout)
        self.assertRegex(said.stdout, rf"kube-apiserver +running +\d+ +20\d\d-\S+ \S+ +{self.instance.node_address}:6443")

    def test_the_machine_keeps_its_own_settings_and_firewall(self):
        now = machine.snapshot()
        for kind in ("settings", "firewall", "mounts"):
            self.assertEqual(self.before[kind], now[kind], kind)


class LifeTest(unittest.TestCase):
    """Each starts from nothing and must end with nothing."""

    def setUp(self):
        sets.ensure(["node"])
        self.instance = fresh()
        self.addCleanup(discard, self.instance)
        self.before = machine.snapshot()

    def assert_gone(self, processes):
        self.assertEqual([], [pid for pid, ticks in processes if process.ticks_of(pid) == ticks])
        self.assertEqual(set(), teardown.remaining(self.instance))
        self.assertNotIn(self.instance.machines, namespace.routed())
        others = {row.name[4:] for row in machine.sandboxes()} - {self.instance.id}
        self.assertEqual([], machine.added(self.before, machine.snapshot(), others))
        self.assertEqual([], [name for name in teardown.RUNTIME if (self.instance.state / name).exists()])

    def run_a_pod(self, instance=None):
        cluster = clusters.own(instance or self.instance, sets.Paths(sets.store.root()))
        cluster.run("apply", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": WEB}))
        cluster.run("wait", "--for=condition=Ready", "pod/server", "--timeout=60s")

    def test_down_leaves_nothing_and_down_again_is_fine(self):
        flow.up(CHECKOUT, self.instance, "node", None)
        self.run_a_pod()
        processes = teardown.remaining(self.instance)
        self.assertGreater(len(processes), 10)
        self.assertIn(self.instance.machines, namespace.routed())
        self.assertEqual(0, sandbox(self.instance, "down").returncode)
        self.assert_gone(processes)
        self.assertEqual(0, sandbox(self.instance, "down").returncode)
        self.assertEqual(3, sandbox(self.instance, "status").returncode)

    def test_down_after_everything_that_manages_was_killed(self):
        flow.up(CHECKOUT, self.instance, "node", None)
        self.run_a_pod()
        processes = teardown.remaining(self.instance)
        shims = [pid for pid, _ in processes if b"containerd-shim" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        self.assertTrue(shims)
        kill(self.instance, "kubelet", "containerd", namespace.HOLDER, "etcd")
        for pid in shims:
            os.kill(pid, signal.SIGKILL)
        self.assertTrue(cgroups.members(self.instance), "the pod's processes should have outlived their shims")
        self.assertEqual(0, sandbox(self.instance, "down").returncode)
        self.assert_gone(processes)

    def test_up_over_what_a_killed_up_left(self):
        starting = subprocess.Popen(command(self.instance, "up", "--only", "node"), cwd=CHECKOUT,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(starting.wait)
        waiting.until((self.instance.run / "kube-apiserver.json").exists, 60, "the API server was not started")
        starting.kill()
        starting.wait()
        kill(self.instance, namespace.HOLDER)
        flow.up(CHECKOUT, self.instance, "node", None)
        self.run_a_pod()
        processes = teardown.remaining(self.instance)
        self.assertEqual([], teardown.everything(self.instance))
        self.assert_gone(processes)

    def test_two_sandboxes_side_by_side_and_the_first_one_goes_first(self):
        other = fresh()
        self.addCleanup(discard, other)
        flow.up(CHECKOUT, self.instance, "node", None)
        flow.up(CHECKOUT, other, "node", None)
        self.run_a_pod()
        self.run_a_pod(other)
        processes = teardown.remaining(self.instance)
        self.assertEqual([], teardown.everything(self.instance))
        self.assert_gone(processes)
        cluster = clusters.own(other, sets.Paths(sets.store.root()))
        self.assertEqual("served\n", cluster.run("exec", "server", "--", "wget", "-qO-", "http://web"))
        cluster.run("delete", "pod", "server", "--grace-period=1")
        self.run_a_pod(other)


if __name__ == "__main__":
    unittest.main()
