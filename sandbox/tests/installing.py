"""The ways to install the operator, on the node of a sandbox that is up: helm and kustomize, from first to last day.

To be mixed into a test that has ``sandbox``'s example running: see test_whole.
"""

import json
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from sandbox import images, incluster, operator, waiting
from sandbox.install import sets, cache as store
from sandbox.node import containerd
from sandbox.services import account
from sandbox.tests import documents
from sandbox.tests.scratch import CHECKOUT

CHART = CHECKOUT / "charts/unreal-cloud-ddc-operator"
RELEASE = OPERATOR = incluster.NAME  # the role of the service account of this name is the one that AWS knows
REPOSITORY = f"{images.PREFIX}operator"
OLD = "0.0.9"
KINDS = "deployment,service,configmap,serviceaccount,role,rolebinding,networkpolicy,poddisruptionbudget,job,pod"
CLUSTER_KINDS = "clusterrole,clusterrolebinding"
OURS_NOT = ("configmap/kube-root-ca.crt", "serviceaccount/default")


class Installing:
    """What a test gives: ``kubectl(words)``, ``shell(command)``, ``resource()``, ``ddc_pods()``, ``ready()``."""

    def helm(self, *words, check=True):
        """Returns (exit code, output) of helm as somebody who has sourced .sandbox/env; check: it must be 0."""
        program = sets.Paths(store.root()).helm
        home = self.instance.state / "helm"
        line = shlex.join(map(str, [program, *words]))
        said = self.shell(f"export HOME='{home}' PATH=\"$PATH:/usr/sbin\"; mkdir -p '{home}'; "
                          f"{line} 2>&1 && echo 'ended with 0' || echo \"ended with $?\"", timeout=300)
        text, _, code = said.rstrip().rpartition("ended with ")
        if check:
            self.assertEqual("0", code, text)
        return int(code), text

    def in_checkout(self, command):
        """Runs it as somebody in a fresh checkout, which it may write into, with the AWS CLI at hand."""
        work = Path(tempfile.mkdtemp(dir=self.instance.state))
        for entry in CHECKOUT.iterdir():
            if not entry.name.startswith(".") and entry.name != "target":
                (work / entry.name).symlink_to(entry)
        programs = f"{sets.Paths(store.root()).aws.parent}:{Path(sys.executable).parent}"
        return self.shell(f"export PATH='{programs}':\"$PATH\" LIVE_CHECKS_PAUSE=0.5; cd '{work}'; {command}")

    def documented_commands_work(self):
        for document, command in documents.commands():
            with self.subTest(document=document, command=command):
                self.in_checkout(command)

    def live_checks_never_pass_an_emulation(self):
        """Each point has a verdict; what was seen is marked, and what the emulation cannot show is open."""
        said = self.in_checkout("scripts/live-checks --scratch-keyspace jupiter_live_check")
        verdicts = {about: word for word, about in re.findall(
            r"^(PASS|FAIL|OPEN|EMULATED) +(\S.*)$", said, re.MULTILINE)}
        self.assertIn("AWS is emulated here", said)
        self.assertEqual({"EMULATED", "OPEN"}, set(verdicts.values()), said)
        for about in ("custom_properties", "CREATE KEYSPACE", "DeleteKeyspace", "compressed buffers"):
            self.assertEqual(["EMULATED"], [word for text, word in verdicts.items() if about in text], said)
        for about in ("UpdateTable", "multi-Region", "warm throughput"):
            self.assertEqual(["OPEN"], [word for text, word in verdicts.items() if about in text], said)
        self.assertNotIn("jupiter_live_check", self.shell("cqlsh -e 'SELECT keyspace_name FROM system_schema_mcs.keyspaces'"))

    def operator_image(self, tag):
        """Makes the image of the running operator known under another tag; returns its name."""
        found = self.operator_objects("deployment")[0]["spec"]["template"]["spec"]["containers"][0]["image"]
        name = f"{REPOSITORY}:{tag}"
        containerd.alias(self.instance, found, name)
        return name

    def operator_objects(self, kind):
        return json.loads(self.kubectl(f"get {kind} -n {OPERATOR} -o json"))["items"]

    def uids(self):
        """Identity and restarts of DDC's pods: what an upgrade of the operator must not touch."""
        return [(pod["metadata"]["uid"], restarts) for pod, (_, restarts) in zip(
            sorted(json.loads(self.kubectl(f"get pods -n {self.NAMESPACE} -o json"))["items"],
                   key=lambda one: one["metadata"]["name"]), self.ddc_pods())]

    def serves(self, image, offers_next):
        """Waits until a pod of this image has judged the resource, which is still Ready."""
        def judged():
            pods = [one["spec"]["containers"][0]["image"] for one in self.operator_objects("pod")
                    if one["metadata"]["labels"].get("app.kubernetes.io/name") == OPERATOR]
            found = {one["type"]: one["status"] for one in self.resource()["status"]["conditions"]}
            return pods == [image] and (found.get("UpdateAvailable") == "True") == offers_next and \
                found["Ready"] == "True"
        waiting.until(judged, 240, lambda: f"the operator {image} did not take over: {self.resource()['status']}",
                      pause=1)

    def kustomize_upgrades_without_touching_ddc(self):
        """Another image, and back: a second operator, the same pods of DDC."""
        folder = self.instance.state / "operator"
        before, file = self.uids(), folder / "kustomization.yaml"
        was = file.read_text()
        image = json.loads(was)["images"][0]
        first, second = f"{image['newName']}:{image['newTag']}", self.operator_image("next")
        try:
            for name, offers_next in ((second, True), (first, False)):
                file.write_text(was.replace(first, name).replace(image["newTag"], name.rpartition(":")[2]))
                self.kubectl(f"apply --server-side --force-conflicts -k '{folder}'")
                self.kubectl(f"rollout status deployment/{OPERATOR} -n {OPERATOR} --timeout=230s")
                self.serves(name, offers_next)
                self.assertEqual(before, self.uids())
        finally:
            file.write_text(was)

    def kustomize_leaves_nothing_but_the_definition(self):
        for tag in (OLD, version()):
            self.operator_image(tag)
        self.kubectl(f"delete -k '{self.instance.state / 'operator'}' --timeout=200s")
        self.assertEqual("", self.of_ours(CLUSTER_KINDS))
        self.assertEqual("", self.kubectl(f"get namespace {OPERATOR} --ignore-not-found"))
        self.kubectl("get crd unrealcloudddcs.ddc.unrealcloud.io")

    def of_ours(self, kinds, namespace=None):
        where = f"-n {namespace}" if namespace else ""
        names = self.kubectl(f"get {kinds} {where} -o name").split()
        return "\n".join(one for one in names if one not in OURS_NOT and (namespace or OPERATOR in one))

    def helm_from_the_first_day_to_the_last(self):
        """Install, apply, upgrade, roll back, uninstall: refused, then clean. Begins and ends without operator."""
        work = self.instance.state / "charts"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        self.helm("package", CHART, "--version", OLD, "--app-version", OLD, "-d", work)
        self.prepare_namespace()
        values = work / "values.json"
        values.write_text(json.dumps(self.values(), indent=1))
        where = ("-n", OPERATOR)
        # Take ownership: the definition stayed when the operator before this one went.
        self.helm("install", RELEASE, work / f"{CHART.name}-{OLD}.tgz", *where, "--values", values,
                  "--take-ownership", "--wait", "--timeout", "280s")
        self.kubectl(f"apply --server-side -f '{CHECKOUT}/examples/single-region-keyspaces.yaml'")
        self.kubectl(f"wait ucddc {self.NAME} -n {self.NAMESPACE} --for=condition=Ready --timeout=230s")
        before = self.uids()
        self.assertEqual(2, len(before))

        self.helm("upgrade", RELEASE, CHART, *where, "--reuse-values", "--wait", "--timeout", "280s")
        self.serves(f"{REPOSITORY}:{version()}", True)
        self.assertEqual(before, self.uids())
        self.logs_are_json()
        self.helm("rollback", RELEASE, "1", *where, "--wait", "--timeout", "280s")
        self.serves(f"{REPOSITORY}:{OLD}", False)
        self.assertEqual(before, self.uids())

        code, said = self.helm("uninstall", RELEASE, *where, "--timeout", "200s", check=False)
        self.assertNotEqual(0, code, said)
        self.assertIn(f"{self.NAMESPACE}/{self.NAME}", self.kubectl(f"logs -n {OPERATOR} job/{RELEASE}-uninstall"))
        self.assertEqual(1, len(self.operator_objects("deployment")))
        self.assertEqual(before, self.uids())
        self.ready()

        self.kubectl(f"delete ucddc {self.NAME} -n {self.NAMESPACE} --timeout=230s")
        self.helm("uninstall", RELEASE, *where, "--wait", "--timeout", "200s")
        # Pods go a moment after what made them.
        waiting.until(lambda: self.of_ours(KINDS, OPERATOR) == f"configmap/{OPERATOR}-authorities", 60,
                      lambda: f"helm left {self.of_ours(KINDS, OPERATOR)}", pause=1)
        self.assertEqual("", self.of_ours(CLUSTER_KINDS))
        self.kubectl("get crd unrealcloudddcs.ddc.unrealcloud.io")
        self.kubectl(f"delete namespace {OPERATOR} --timeout=200s")

    def prepare_namespace(self):
        self.kubectl(f"create namespace {OPERATOR}")
        self.kubectl(f"label namespace {OPERATOR} pod-security.kubernetes.io/enforce=restricted")
        self.shell(f'kubectl create configmap {OPERATOR}-authorities -n {OPERATOR} --from-file=ca.pem="$DDC_CQL_CA"')

    def values(self):
        """What a studio would write, and what the sandbox needs beside it: endpoints, and the token that on EKS a
        webhook mounts."""
        told = dict(line.partition("=")[::2] for line in self.shell("env").splitlines())
        host, port = told["DDC_CQL_US_EAST_1"].split(":")
        config = operator.configuration({"us-east-1": (host, int(port))}, "", [self.NAMESPACE])
        del config["cql"]["trustStore"]  # the chart says where it mounts it
        environment = {"AWS_ENDPOINT_URL": told["AWS_ENDPOINT_URL"], "AWS_EC2_METADATA_DISABLED": "true",
                       "AWS_ROLE_ARN": account.OPERATOR_ROLE,
                       "AWS_WEB_IDENTITY_TOKEN_FILE": f"{incluster.TOKEN_DIRECTORY}/token"}
        token = {"audience": account.AUDIENCE, "expirationSeconds": 86400, "path": "token"}
        return {
            "image": {"repository": REPOSITORY, "pullPolicy": "Never"},
            "log": {"format": "json"},
            "aws": {"region": "us-east-1", "roleArn": account.OPERATOR_ROLE,
                    "endpoints": {"keyspaces": told["AWS_ENDPOINT_URL_KEYSPACES"]}},
            "trust": {"configMap": f"{OPERATOR}-authorities"},
            "config": config,
            "extraEnv": [{"name": name, "value": value} for name, value in environment.items()],
            "extraVolumes": [{"name": "aws-iam-token",
                              "projected": {"sources": [{"serviceAccountToken": token}]}}],
            "extraVolumeMounts": [{"name": "aws-iam-token", "mountPath": incluster.TOKEN_DIRECTORY,
                                   "readOnly": True}],
        }

    def logs_are_json(self):
        """From the first object on; before it the Java machine may say something."""
        said = self.kubectl(f"logs -n {OPERATOR} deployment/{OPERATOR}").splitlines()
        first = next(number for number, line in enumerate(said) if line.startswith("{"))
        lines = [json.loads(line) for line in said[first:]]
        self.assertIn(f"Working in AWS account {account.ACCOUNT}.", [line["message"] for line in lines])
        self.assertLessEqual({line["category"] for line in lines}, {"infrastructure", "service"})


def version():
    """Of the chart, and so of the image it takes."""
    return next(line.split()[1] for line in (CHART / "Chart.yaml").read_text().splitlines()
                if line.startswith("appVersion:")).strip('"')
